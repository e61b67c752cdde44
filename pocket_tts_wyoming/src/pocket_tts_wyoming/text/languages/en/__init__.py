"""English."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="en", name="english", default_voice="alba")
