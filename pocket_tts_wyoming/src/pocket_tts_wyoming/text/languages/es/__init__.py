"""Spanish."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="es",
    name="spanish",
    default_voice="lola",
    sample=(
        "La lavadora ha terminado y la puerta de casa sigue abierta.",
        "Mañana estará nublado, con un poco de lluvia por la tarde.",
    ),
)
