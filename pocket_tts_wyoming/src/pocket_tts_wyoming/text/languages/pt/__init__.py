"""Portuguese."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="pt", name="portuguese", default_voice="rafael")
