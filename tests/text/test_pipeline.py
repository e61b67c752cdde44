from __future__ import annotations

import asyncio
import base64
import itertools
import random
from contextlib import aclosing
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import LIMIT_TOKENS, Spoken, TextPipeline, estimate_tokens
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


@cache
def pipeline(language: str = "en") -> TextPipeline:
    return TextPipeline(language, estimate_tokens, NormalizerOptions())


async def given_pieces(pieces: Sequence[str]) -> AsyncIterator[str]:
    for piece in pieces:
        yield piece


def spoken(pieces: Sequence[str], *, ssml: bool = False, language: str = "en") -> list[Spoken]:
    async def run() -> list[Spoken]:
        text = pipeline(language).spoken(given_pieces(pieces), voice=None, ssml=ssml)
        return [sentence async for sentence in text]

    return run_virtually(run())


def texts(*pieces: str, ssml: bool = False) -> list[str]:
    return [sentence.text for sentence in spoken(pieces, ssml=ssml)]


def test_markdown_sentences_and_numbers_in_one_go() -> None:
    assert texts("**It is** 21.5", " \u00b0C. The `light.kitchen_lamp` is on.") == [
        "It is twenty-one point five degrees Celsius.",
        "The light kitchen lamp is on.",
    ]


def test_a_list_is_spoken_item_by_item() -> None:
    assert texts("You need:\n- two litres of milk\n- three fresh eggs\n") == [
        "You need: two litres of milk.",
        "three fresh eggs.",
    ]


@pytest.mark.parametrize(
    ("pieces", "ssml"),
    [
        (["The light in the kitchen is on."], False),
        (["The light in the kitchen is on. ", "All the doors are closed now."], False),
        (["Sure."], False),
        (["It is late. ", "Good night"], False),
        (["word and " * 60], False),
        (["The first part is here.<break time='1s'/>The second part is here."], True),
    ],
)
def test_the_last_sentence_of_a_complete_text_says_so(pieces: list[str], ssml: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    sentences = spoken(pieces, ssml=ssml)
    assert [sentence.last for sentence in sentences] == [False] * (len(sentences) - 1) + [True]


def test_a_sentence_that_leaves_while_the_text_is_open_is_not_called_the_last() -> None:
    async def run() -> None:
        end = asyncio.Event()

        async def pieces() -> AsyncIterator[str]:
            yield "The light in the kitchen is on."
            await end.wait()

        async with aclosing(pipeline().spoken(pieces(), voice=None, ssml=False)) as sentences:
            assert not (await anext(sentences)).last
            end.set()
            assert [sentence async for sentence in sentences] == []

    run_virtually(run())


@pytest.mark.parametrize("text", ["", " ", "\U0001f389", "---", "?!", "```\ncode\n```"])
def test_text_without_words_is_not_spoken(text: str) -> None:
    assert texts(text) == []


def test_breaks_of_ssml_are_pauses_in_front_of_what_follows() -> None:
    sentences = spoken(
        ["<speak>One moment please.<break time='500ms'/>", "It is done now.</speak>"], ssml=True
    )
    assert [(one.text, one.pause_seconds) for one in sentences] == [
        ("One moment please.", 0.0),
        ("It is done now.", 0.5),
    ]


def test_breaks_add_up_where_nothing_is_said_between_them() -> None:
    sentences = spoken(["<break time='1s'/><break time='250ms'/>Here we go again."], ssml=True)
    assert [(one.text, one.pause_seconds) for one in sentences] == [("Here we go again.", 1.25)]


@pytest.mark.parametrize("letters", [1, 1000])
def test_each_sentence_has_the_rate_that_ssml_gives_it(letters: int) -> None:
    text = (
        "<speak><prosody rate='slow'>One moment please. It takes a while.</prosody>"
        "<break time='500ms'/><prosody rate='fast'>It is done now.</prosody> Was that it?</speak>"
    )
    pieces = [text[start : start + letters] for start in range(0, len(text), letters)]
    sentences = spoken(pieces, ssml=True)
    assert [(one.text, one.speed, one.pause_seconds) for one in sentences] == [
        ("One moment please.", 0.75, 0.0),
        ("It takes a while.", 0.75, 0.0),
        ("It is done now.", 1.5, 0.5),
        ("Was that it?", 1.0, 0.0),
    ]


def test_a_rate_that_does_not_change_parts_no_sentence() -> None:
    text = "<prosody rate='fast'>It is <prosody pitch='high'>done</prosody> now.</prosody>"
    assert [(one.text, one.speed) for one in spoken([text], ssml=True)] == [
        ("It is done now.", 1.5)
    ]


@pytest.mark.parametrize("text", ["Well done, my dear!", "The light is on now\n", "It is on now."])
def test_what_is_finished_is_given_out_while_the_writer_is_silent(text: str) -> None:
    """The writer goes on only when the sentence has been received."""

    async def run() -> None:
        heard = asyncio.Event()

        async def pieces() -> AsyncIterator[str]:
            yield text
            await heard.wait()
            yield " And now for something else."

        async with aclosing(pipeline().spoken(pieces(), voice=None, ssml=False)) as sentences:
            first = await anext(sentences)
            assert first.text.rstrip(".!") == text.strip().rstrip(".!")
            heard.set()
            assert [one.text async for one in sentences] == ["And now for something else."]

    run_virtually(run())


@given(st.text(alphabet="ab1. ,!\n*\u20ac%", max_size=400))
def test_nothing_longer_than_the_limit_reaches_the_model(text: str) -> None:
    for sentence in spoken([text]):
        assert estimate_tokens(sentence.text) <= LIMIT_TOKENS
        assert sentence.text.strip()


def test_numbers_that_grow_into_words_still_fit() -> None:
    for sentence in spoken([" ".join(["1,234,567.89"] * 30) + "."]):
        assert estimate_tokens(sentence.text) <= LIMIT_TOKENS


def test_numbers_stay_where_normalising_is_off() -> None:
    async def run() -> list[str]:
        plain = TextPipeline("en", estimate_tokens, NormalizerOptions(enabled=False))
        return await plain.show("It is 21 degrees.")

    assert asyncio.run(run()) == ["It is 21 degrees."]


def cut(text: str, seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - a test's cuts
    places = sorted(chance.sample(range(1, len(text)), chance.randint(1, 9)))
    return [text[a:b] for a, b in itertools.pairwise([0, *places, len(text)])]


WARM = "the kitchen is warm, the bath is cold, " * 9 + "and the cellar is damp."


@pytest.mark.parametrize(
    "text", ["Hello. How are you today? Fine.", "It is 7:30 p.m. now. Yes! " + WARM, WARM]
)
@pytest.mark.parametrize("seed", range(40))
def test_groups_do_not_depend_on_how_the_text_was_cut(text: str, seed: int) -> None:
    assert spoken(cut(text, seed)) == spoken([text])


def test_a_long_sentence_leaves_at_a_clause_mark_as_soon_as_a_group_is_full() -> None:
    """911 characters without a full stop were heard after the last of them."""
    written = 0

    async def pieces() -> AsyncIterator[str]:
        nonlocal written
        for word in WARM.split(" "):
            written += len(word) + 1
            yield f"{word} "

    async def run() -> None:
        async with aclosing(pipeline().spoken(pieces(), voice=None, ssml=False)) as sentences:
            first = await anext(sentences)
            assert written < 220
            assert first.text.endswith(("warm", "cold"))

    run_virtually(run())


@pytest.mark.parametrize("words", [30, 34, 38])
def test_a_sentence_that_is_a_little_too_long_is_cut_near_its_middle(words: int) -> None:
    """The listener waits for the first part; 8 tokens left over would be said on their own."""
    text = " ".join(["house"] * words) + "."
    first, second = (part.text for part in spoken([text]))
    assert len(first) <= 0.7 * len(text)
    assert len(second) >= 0.3 * len(text)


HOSTILE = {
    "stops": "1." * 10_000,
    "money": "$1" * 10_000,
    "numerals": "IV " * 6_666,
    "capitals": "LIGHT " * 3_333,
    "one word": "a" * 20_000,
    "table": ",".join(str(number) for number in range(5_000))[:20_000],
    "tags": "<" * 20_000,
    "brackets": "[" * 20_000,
    "base64": base64.b64encode(bytes(index % 251 for index in range(15_000))).decode(),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_never_holds_the_event_loop(text: str) -> None:
    """Counted in work, not in time: how many characters are normalised between two breaths."""

    async def run() -> int:
        most = count = 0

        def count_tokens(said: str) -> int:
            nonlocal count
            count += len(said)
            return estimate_tokens(said)

        async def others() -> None:
            nonlocal most, count
            while True:
                most, count = max(most, count), 0
                await asyncio.sleep(0)

        async def pieces() -> AsyncIterator[str]:
            yield text

        hostile = TextPipeline("en", count_tokens, NormalizerOptions())
        watcher = asyncio.create_task(others())
        async for sentence in hostile.spoken(pieces(), voice=None, ssml=False):
            assert estimate_tokens(sentence.text) <= LIMIT_TOKENS
        watcher.cancel()
        return max(most, count)

    assert asyncio.run(run()) < 20_000


def test_a_very_long_text_is_not_normalised_again_and_again() -> None:
    """20,000 characters of capitals held the event loop up for 27 s."""
    counted = 0

    def count_tokens(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return estimate_tokens(text)

    text = "LIGHT " * 3300
    long = TextPipeline("en", count_tokens, NormalizerOptions())
    spoken = asyncio.run(long.show(text))
    assert all(estimate_tokens(one) <= LIMIT_TOKENS for one in spoken)
    assert counted < 6 * len(text)


def test_letters_of_another_script_get_one_log_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    assert texts("He said Привет to me. She said мир to us.") == [
        "He said Privet to me.",
        "She said mir to us.",
    ]
    assert [record.getMessage().count("Cyrillic") for record in caplog.records] == [1]


def test_a_text_that_cannot_be_spoken_gets_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert texts("🎉 👍") == []
    assert [record.getMessage()[:15] for record in caplog.records] == ["Nothing of a te"]


@pytest.mark.parametrize("sign", ["#", "(", "🙂", "漢", '"', "^"])
def test_signs_alone_do_not_end_an_answer(sign: str) -> None:
    """Of a long row of them no word is left, and a model counts no tokens of nothing."""

    def count_tokens(text: str) -> int:
        if not text:
            raise ValueError("There is nothing to say.")
        return estimate_tokens(text)

    pipeline = TextPipeline("en", count_tokens, NormalizerOptions())
    text = f"The kitchen is warm today.\n{sign * 500}\nThe bath is cold."
    shown = asyncio.run(pipeline.show(text))
    assert shown[0].startswith("The kitchen is warm today")
    assert "The bath is cold" in shown[-1]
