"""German."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="de", name="german", default_voice="juergen")
