from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.text.normalize import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import (
    LIMIT_TOKENS,
    Spoken,
    TextPipeline,
    estimate_tokens,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def speak(*pieces: str, ssml: bool = False, enabled: bool = True) -> list[Spoken]:
    async def run() -> list[Spoken]:
        async def writer() -> AsyncIterator[str]:
            for piece in pieces:
                yield piece

        pipeline = TextPipeline("en", estimate_tokens, NormalizerOptions(enabled=enabled))
        return [one async for one in pipeline.spoken(writer(), voice=None, ssml=ssml)]

    return asyncio.run(run())


def test_sentences_are_spoken_one_by_one_in_words() -> None:
    texts = [one.text for one in speak("It is 21 degrees. The *kitchen* li", "ght is on.")]
    assert texts == ["It is twenty-one degrees.", "The kitchen light is on."]


def test_numbers_stay_where_normalising_is_off() -> None:
    assert [one.text for one in speak("It is 21 degrees.", enabled=False)] == ["It is 21 degrees."]


def test_pauses_of_ssml_stand_in_front_of_what_follows() -> None:
    spoken = speak(
        '<speak>The light is on.<break time="1s"/><break time="500ms"/>The door is open.</speak>',
        ssml=True,
    )
    assert [one.pause_seconds for one in spoken] == [0.0, 1.5]


@pytest.mark.parametrize("text", ["", " ", "\n", "?!", "..."])
def test_nothing_to_say(text: str) -> None:
    assert speak(text) == []


def test_a_very_long_text_is_not_normalised_again_and_again() -> None:
    """20,000 characters of capitals held the event loop up for 27 s."""
    counted = 0

    def count_tokens(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return estimate_tokens(text)

    pipeline = TextPipeline("en", count_tokens, NormalizerOptions())
    text = "LIGHT " * 3300
    spoken = asyncio.run(pipeline.show(text))
    assert all(estimate_tokens(one) <= LIMIT_TOKENS for one in spoken)
    assert counted < 6 * len(text)
