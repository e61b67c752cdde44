"""Spanish."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="es", name="spanish", default_voice="lola")
