"""German."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="de",
    name="german",
    default_voice="juergen",
    sample=(
        "Die Waschmaschine ist fertig, und die Haustür steht noch offen.",
        "Morgen wird es bewölkt, und am Nachmittag regnet es ein wenig.",
    ),
)
