"""Pocket TTS for Home Assistant: streaming text-to-speech over the Wyoming protocol."""
