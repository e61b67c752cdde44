"""The only room where torch and pocket_tts live."""
