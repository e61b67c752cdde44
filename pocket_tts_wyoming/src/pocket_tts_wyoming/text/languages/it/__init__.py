"""Italian."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="it", name="italian", default_voice="giovanni")
