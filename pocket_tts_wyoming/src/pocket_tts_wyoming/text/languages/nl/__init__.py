"""Dutch."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="nl", name="dutch", default_voice="daan")
