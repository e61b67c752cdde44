"""Guesses at what comes, on a loop whose time is virtual."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, TypeAlias

import pytest

from pocket_tts_wyoming.text.normalize.normalizer import SUPPORTED_LANGUAGES, NormalizerOptions
from pocket_tts_wyoming.text.pipeline import Spoken, SpokenDraft, TextPipeline, estimate_tokens
from pocket_tts_wyoming.text.segment.drafts import Drafts, GroupDraft
from pocket_tts_wyoming.text.segment.groups import Group, Grouper
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from pocket_tts_wyoming.text.segment.streaming import pieces_to_groups
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

Script: TypeAlias = "Sequence[str | float]"

KITCHEN = "The light in the kitchen has been on since nine."


def typed(text: str) -> Script:
    """Write word by word, 20 a second."""
    first, *words = text.split(" ")
    return [first, *(part for word in words for part in (0.05, f" {word}"))]


async def write(script: Script) -> AsyncIterator[str]:
    for step in script:
        if isinstance(step, str):
            yield step
        else:
            await asyncio.sleep(step)


def items(script: Script, limit_tokens: int = 50) -> list[Group | GroupDraft]:
    async def main() -> list[Group | GroupDraft]:
        splitter = SentenceSplitter("en")
        grouper = Grouper(limit_tokens, estimate_tokens)
        found = pieces_to_groups(
            write(script),
            splitter,
            grouper,
            drafts=Drafts(splitter, grouper, str),
        )
        async with aclosing(found):
            return [item async for item in found]

    return run_virtually(main())


def drafts(script: Script, limit_tokens: int = 50) -> list[tuple[str, bool]]:
    found = items(script, limit_tokens)
    return [(item.text, item.complete) for item in found if isinstance(item, GroupDraft)]


def test_a_sentence_is_guessed_while_it_is_written_and_known_at_its_mark() -> None:
    assert drafts([*typed(KITCHEN), 0.05]) == [
        ("The light in the kitchen", False),
        (KITCHEN, True),
    ]


def test_the_group_comes_after_its_draft_and_says_the_same() -> None:
    found = items([*typed(KITCHEN), 0.05, " It", 0.05])
    assert [item.text for item in found[-3:]] == [KITCHEN, KITCHEN, "It"]
    assert [type(item) for item in found[-3:]] == [GroupDraft, Group, Group]


@pytest.mark.parametrize("pieces", [[KITCHEN], [KITCHEN[:30], KITCHEN[30:]], list(KITCHEN)])
def test_a_text_that_is_there_already_is_not_guessed(pieces: list[str]) -> None:
    assert drafts(pieces) == []


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ("The heater in the bath is at 21", "The heater in the bath is at"),
        ("The heater in the bath is at 21 deg", "The heater in the bath is at"),
        ("The letter of the day is for Dr. Sm", "The letter of the day is for"),
        ("It is, as far as I know, wa", "It is, as far as I know,"),
        ("Turn it off at the café, ple", "Turn it off at the café,"),
    ],
)
def test_words_that_may_still_change_are_left_out(written: str, settled: str) -> None:
    assert drafts([written, 1.0]) == [(settled, False)]


@pytest.mark.parametrize("written", ["Yes.", "Four words are too", "12 34 56 78 90 12 34 56 78 90"])
def test_too_little_is_not_guessed(written: str) -> None:
    assert drafts([written, 1.0]) == []


def test_a_short_sentence_is_joined_in_the_guess_too() -> None:
    assert drafts(["Yes. ", 0.1, "The light is on. ", 0.1, "The do"]) == [
        ("Yes. The light is on.", True),
    ]


def test_a_sentence_that_goes_on_behind_its_mark_is_guessed_again() -> None:
    script: Script = [
        "It will be warm today at 21.",
        0.05,
        "5 degrees in the shade of the trees",
        0.05,
        ".",
        0.05,
    ]
    assert drafts(script) == [
        ("It will be warm today at 21.", True),
        ("It will be warm today at 21.5 degrees in the shade of the", False),
        ("It will be warm today at 21.5 degrees in the shade of the trees.", True),
    ]


def test_a_sentence_that_will_be_cut_is_guessed_up_to_its_limit() -> None:
    long = "the quick brown fox jumps over the lazy dog and runs away from it"
    assert drafts([*typed(long), 0.05], limit_tokens=12) == [("the quick brown fox jumps", False)]
    first_part = "the quick brown fox jumps over the"
    assert drafts([long, ".", 0.05], limit_tokens=12) == [(first_part, True)]


SENTENCES = {
    "de": "Das Licht in der Küche ist seit neun Uhr an. Es ist",
    "en": "The light in the kitchen has been on since nine. It is",
    "es": "La luz de la cocina lleva encendida desde las nueve. Se fue",
    "fr": "La lumière de la cuisine est allumée depuis ce matin. Elle est",
    "it": "La luce della cucina è accesa da questa mattina presto. Si va",
    "nl": "Het licht in de keuken is al sinds vanmorgen aan. Het is",
    "pt": "A luz da cozinha está acesa desde as nove horas. Ela foi",
}


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
def test_each_guess_holds_in_every_language(language: str) -> None:
    async def main() -> list[Spoken | SpokenDraft]:
        pipeline = TextPipeline(language, estimate_tokens, NormalizerOptions())
        found = pipeline.spoken_and_drafts(
            write(typed(SENTENCES[language])), voice=None, ssml=False
        )
        return [item async for item in found]

    first, second, sentence, *_ = run_virtually(main())
    assert isinstance(first, SpokenDraft)
    assert isinstance(second, SpokenDraft)
    assert isinstance(sentence, Spoken)
    assert sentence.text.startswith(first.text)
    assert (second.text, second.complete) == (sentence.text, True)


def test_a_draft_has_the_pause_of_its_sentence() -> None:
    async def main() -> list[Spoken | SpokenDraft]:
        pipeline = TextPipeline("en", estimate_tokens, NormalizerOptions())
        script: Script = [
            "<speak>Good morning to you all.<break time='1s'/>",
            KITCHEN,
            0.05,
            "</speak>",
        ]
        found = pipeline.spoken_and_drafts(write(script), voice=None, ssml=True)
        return [item async for item in found]

    found = run_virtually(main())
    assert [(type(item), item.pause_seconds) for item in found] == [
        (Spoken, 0.0),
        (SpokenDraft, 1.0),
        (Spoken, 1.0),
    ]
