"""Real speech, a real recogniser, and faults that are put in: each is caught, and nothing else.

The spare voice of the real server speaks, pocketsphinx listens; neither needs a download.
"""

from __future__ import annotations

import asyncio
import wave
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hearing.judge import judge_run
from hearing.limits import Limits
from hearing.recognise import Sphinx
from hearing.session import Choice, Session, open_hub
from hearing.speak import SPARE, NoAnswerError, Spoken, server_speaker
from hearing.takes import Group, Run
from hearing.texts import Text, texts_of
from support.system_tools import needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from hearing.speak import Speaker
    from pocket_tts_wyoming.audio.samples import Samples

RATE_HZ = 24_000
LIMITS = Limits.read()
# pocketsphinx understands these when espeak-ng says them; of the others it misses some words.
UNDERSTOOD = ("short-07", "short-14", "first-04", "numbers-02", "numbers-03")

pytestmark = [
    needs("espeak-ng"),
    pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="no pocketsphinx for this Python"),
]


def silenced(samples: Samples) -> Samples:
    return np.zeros_like(samples)


def garbled(samples: Samples) -> Samples:
    return samples[::-1].copy()


def cut_at_the_end(samples: Samples) -> Samples:
    return samples[: samples.size * 6 // 10]


def cut_at_the_beginning(samples: Samples) -> Samples:
    return samples[samples.size * 4 // 10 :]


def with_a_click(samples: Samples) -> Samples:
    damaged = samples.copy()
    damaged[-RATE_HZ // 10] += 0.2  # in the silence at the end
    return damaged


def with_a_hole(samples: Samples) -> Samples:
    middle = samples.size // 2
    hole = np.zeros(2 * RATE_HZ, np.float32)
    return np.concatenate((samples[:middle], hole, samples[middle:]))


def overdriven(samples: Samples) -> Samples:
    return np.clip(20 * samples, -1, 1)


DAMAGES: Mapping[Callable[[Samples], Samples], str] = {
    silenced: "silent",
    garbled: "garbled",
    cut_at_the_end: "last word",
    cut_at_the_beginning: "first word",
    with_a_click: "click",
    with_a_hole: "pause",
    overdriven: "clipped",
}


@dataclass
class DamagingSpeaker:
    """A speaker around another one; `damages` by the name of the text."""

    speaker: Speaker
    damages: Mapping[str, Callable[[Samples], Samples]]

    async def speak(self, text: Text, voice: str | None = None) -> Spoken:
        spoken = await self.speaker.speak(text, voice)
        damage = self.damages.get(text.name)
        return spoken if damage is None else replace(spoken, samples=damage(spoken.samples))


class Refusing:
    """A speaker that answers nothing."""

    async def speak(self, text: Text, voice: str | None = None) -> Spoken:
        del text, voice
        raise NoAnswerError("voice-unavailable")


@pytest.fixture(scope="module")
def texts() -> dict[str, Text]:
    return {text.name: text for text in texts_of("en")}


@pytest.fixture(scope="module")
def recogniser(texts: Mapping[str, Text]) -> Sphinx:
    return Sphinx(form for text in texts.values() for form in text.spoken)


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with server_speaker("english", SPARE) as speaker:
        yield speaker


@pytest.fixture
def hear(
    tmp_path: Path, recogniser: Sphinx, texts: Mapping[str, Text]
) -> Callable[[Speaker], Group]:
    session = Session(Run({}), tmp_path, recogniser, LIMITS, open_hub(tmp_path), Choice())

    def hear(speaker: Speaker) -> Group:
        wanted = [(texts[name], None) for name in UNDERSTOOD]
        group = Group("english", "en", SPARE, "texts", ())
        return asyncio.run(session.hear_all(speaker, group, wanted))

    return hear


def test_speech_that_is_right_passes(
    speaker: Speaker, hear: Callable[[Speaker], Group], tmp_path: Path
) -> None:
    group = hear(speaker)
    assert [take.marks for take in group.takes] == [()] * len(UNDERSTOOD)
    assert group.word_error_rate == 0
    assert judge_run([group], [], LIMITS) == []
    for take in group.takes:
        with wave.open(str(tmp_path / take.file)) as recording:
            assert recording.getframerate() == RATE_HZ
            assert recording.getnframes() == round(take.sound.seconds * RATE_HZ)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_each_fault_is_caught_and_stops_the_release(
    speaker: Speaker,
    hear: Callable[[Speaker], Group],
    damage: Callable[[Samples], Samples],
) -> None:
    damaged = UNDERSTOOD[2:]
    group = hear(DamagingSpeaker(speaker, dict.fromkeys(damaged, damage)))
    for take in group.takes:
        assert take.has(DAMAGES[damage]) is (take.text in damaged), (take.text, take.heard)
        assert bool(take.marks) is (take.text in damaged)
    assert judge_run([group], [], LIMITS)


def test_what_is_not_answered_is_a_take_without_sound(hear: Callable[[Speaker], Group]) -> None:
    group = hear(Refusing())
    assert all(take.has("no answer") and not take.file for take in group.takes)
    assert group.word_error_rate == 1
    assert judge_run([group], [], LIMITS)


def test_a_streamed_text_is_heard_to_its_end(speaker: Speaker, texts: Mapping[str, Text]) -> None:
    streamed = texts["streamed-06"]
    whole = Text("whole", "joined", streamed.written, streamed.spoken)

    async def both() -> tuple[Spoken, Spoken]:
        return await speaker.speak(streamed), await speaker.speak(whole)

    pieces, at_once = asyncio.run(both())
    assert pieces.samples.size == pytest.approx(at_once.samples.size, rel=0.1)


def test_pocketsphinx_hears_no_other_language(recogniser: Sphinx) -> None:
    with pytest.raises(ValueError, match="English only"):
        recogniser.transcribe(np.zeros(RATE_HZ, np.float32), RATE_HZ, "de")
