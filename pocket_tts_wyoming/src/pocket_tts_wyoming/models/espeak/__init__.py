"""The spare voice: espeak-ng in a process of its own, for when the model cannot speak."""
