"""Italian."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="it",
    name="italian",
    default_voice="giovanni",
    sample=(
        "La lavatrice ha finito e la porta di casa è ancora aperta.",
        "Domani sarà nuvoloso, con un po' di pioggia nel pomeriggio.",
    ),
)
