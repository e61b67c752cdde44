"""Portuguese."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="pt",
    name="portuguese",
    default_voice="rafael",
    sample=(
        "A máquina de lavar terminou e a porta de casa ainda está aberta.",
        "Amanhã o céu estará nublado, com um pouco de chuva à tarde.",
    ),
)
