"""Pocket TTS for Home Assistant: streaming text-to-speech over the Wyoming protocol."""

__version__ = "0.1.0"
