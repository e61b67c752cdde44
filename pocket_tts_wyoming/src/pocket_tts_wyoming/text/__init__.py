"""What is ready to be spoken, and how it is said. Pure: no model, no audio, no clock."""
