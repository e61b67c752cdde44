"""Dutch."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="nl",
    name="dutch",
    default_voice="daan",
    sample=(
        "De wasmachine is klaar en de voordeur staat nog open.",
        "Morgen is het bewolkt, met wat regen in de middag.",
    ),
)
