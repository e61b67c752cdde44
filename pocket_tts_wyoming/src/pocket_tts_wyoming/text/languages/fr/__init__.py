"""French."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="fr",
    name="french",
    default_voice="estelle",
    sample=(
        "La machine à laver a terminé, et la porte d'entrée est encore ouverte.",
        "Demain le ciel sera couvert, avec un peu de pluie dans l'après-midi.",
    ),
)
