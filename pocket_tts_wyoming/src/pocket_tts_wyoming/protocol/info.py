"""What the server says about itself: the `info` event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wyoming.info import Attribution, Info, TtsProgram, TtsVoice

from pocket_tts_wyoming import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.voices.catalogue import Voice


def info(voices: Sequence[Voice], name: str) -> Info:
    """Build the answer to `describe`; equal voices give an equal answer.

    Home Assistant makes the entity's id and the entry's title of `name`, see `server_name`.

    Languages are two letters without a region: an assistant that is set to `de-AT` finds `de`
    (homeassistant/util/language.py). With regions beside it, only the action `tts.speak` with
    `language: de-AT` would work too, and each voice would be listed under each region, though it
    sounds the same.

    Home Assistant compares answers by equality every 30 seconds, and its flow crashes on a voice
    without `attribution` or `installed`.
    """
    return Info(
        tts=[
            TtsProgram(
                name=name,
                description="Kyutai Pocket TTS, spoken on this machine",
                attribution=Attribution(
                    name="Kyutai (weights CC-BY-4.0)",
                    url="https://huggingface.co/kyutai/pocket-tts",
                ),
                installed=True,
                version=__version__,
                supports_synthesize_streaming=True,
                voices=[_voice(voice) for voice in voices],
            )
        ]
    )


def _voice(voice: Voice) -> TtsVoice:
    return TtsVoice(
        name=voice.name,
        description=voice.description,
        attribution=Attribution(name=voice.attribution_name, url=voice.attribution_url),
        installed=voice.installed,
        version=voice.version,
        languages=[voice.language],
    )
