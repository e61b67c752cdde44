"""French."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(code="fr", name="french", default_voice="estelle")
