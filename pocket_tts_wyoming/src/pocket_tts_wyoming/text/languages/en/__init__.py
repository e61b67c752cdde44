"""English."""

from pocket_tts_wyoming.text.languages.profile import Profile

PROFILE = Profile(
    code="en",
    name="english",
    default_voice="alba",
    sample=(
        "The washing machine is done, and the front door is still open.",
        "Tomorrow it will be cloudy with a little rain in the afternoon.",
    ),
)
