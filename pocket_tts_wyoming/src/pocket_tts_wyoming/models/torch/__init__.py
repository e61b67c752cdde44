"""The reference engine: the pocket-tts library itself."""
