"""Pieces with pauses in, what is spoken in one go out; on a loop whose time is virtual."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.text.segment.drafts import Drafts
from pocket_tts_wyoming.text.segment.groups import Group, Grouper
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from pocket_tts_wyoming.text.segment.streaming import nothing_in_hand, pieces_to_groups
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence


def now() -> float:
    return round(asyncio.get_running_loop().time(), 3)


async def write(script: Sequence[str | float]) -> AsyncGenerator[str, None]:
    """Write the texts of a script, pausing for its numbers (seconds)."""
    for step in script:
        if isinstance(step, str):
            yield step
        else:
            await asyncio.sleep(step)


async def speak(
    pieces: AsyncIterator[str],
    language: str = "en",
    in_hand: Callable[[], bool] = nothing_in_hand,
) -> AsyncGenerator[Group, None]:
    splitter = SentenceSplitter(language)
    grouper = Grouper(50, lambda text: len(text) // 4 + 1)
    # Whatever is guessed meanwhile, the groups are the same.
    drafts = Drafts(splitter, grouper, str)
    items = pieces_to_groups(
        pieces,
        splitter,
        grouper,
        in_hand=in_hand,
        drafts=drafts,
    )
    async with aclosing(items):
        async for item in items:
            if isinstance(item, Group):
                yield item


def spoken(script: Sequence[str | float], busy_seconds: float = 0.0) -> list[tuple[float, str]]:
    """Return what is given out and when, to a consumer that is busy after each."""

    async def main() -> list[tuple[float, str]]:
        result = []
        async with aclosing(write(script)) as pieces, aclosing(speak(pieces)) as groups:
            async for group in groups:
                result.append((now(), group.text))
                await asyncio.sleep(busy_seconds)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return result

    return run_virtually(main())


def test_only_the_last_part_of_a_sentence_that_is_cut_is_called_the_last() -> None:
    async def main() -> list[bool]:
        pieces = write(["the light in the kitchen is on, and " * 12 + "that is all."])
        async with aclosing(pieces), aclosing(speak(pieces)) as groups:
            return [group.last async for group in groups]

    *others, last = run_virtually(main())
    assert others
    assert not any(others)
    assert last


SCRIPTS: list[tuple[list[str | float], list[tuple[float, str]]]] = [
    ([], []),
    ([" ", "\n"], []),
    (["Hello world"], [(0, "Hello world")]),
    (["The light is on. Enjoy."], [(0, "The light is on. Enjoy.")]),
    # Certain at the space; more that has been written already would come within 10 ms.
    (["The light is on. ", 1, "Bye for now."], [(0.01, "The light is on."), (1, "Bye for now.")]),
    (["The light", " is on. ", "En", "joy."], [(0, "The light is on. Enjoy.")]),
    # A language model writes piece by piece: from it nothing but the end would come within 10 ms.
    (
        ["The", 0.05, " light", 0.05, " is", 0.05, " on", 0.05, ".", 0.05, " It", 0.05, " is."],
        [(0.252, "The light is on."), (0.3, "It is.")],
    ),
    (
        ["The", 0.05, " light", 0.05, " is", 0.05, " on", 0.05, ".", 0.05, " It", 0.001],
        [(0.251, "The light is on. It")],
    ),
    (
        ["The", 0.05, " light", " is", 0.05, " on", 0.05, ".", 0.05, " It", 0.05, " is."],
        [(0.21, "The light is on."), (0.25, "It is.")],
    ),
    # A pause gives out what is closed, once, and the text goes on behind it.
    (
        ["Let me check that.", 5, " The door is open."],
        [(0.25, "Let me check that."), (5, "The door is open.")],
    ),
    # A pause inside a number, an abbreviation or a sentence gives out nothing.
    (["It is 21.", 5, "5 degrees now."], [(5, "It is 21.5 degrees now.")]),
    (["Ask Dr. ", 5, "Smith for it."], [(5, "Ask Dr. Smith for it.")]),
    (["The li", 5, "ght is on."], [(5, "The light is on.")]),
    # A long pause gives out all that is written, at the end of a word.
    (
        ["Let me look that up", 6, ". It is warm now."],
        [(1.5, "Let me look that up"), (6, "It is warm now.")],
    ),
    (["The value is 21", 6, ".5 degrees."], [(6, "The value is 21.5 degrees.")]),
    # A short sentence waits for the next one, in a pause only while nothing of that is known.
    (["Yes. ", 0.1, "The light is on."], [(0.1, "Yes. The light is on.")]),
    (["Sure. ", 5, "The light is on."], [(0.25, "Sure."), (5, "The light is on.")]),
    (["Yes. The li", 5, "ght is on."], [(5, "Yes. The light is on.")]),
    # The pause counts from the last piece, and is three times the usual gap of 0.2 s.
    (
        ["It is warm", 0.2, ".", 0.2, '"', 5, " It is open."],
        [(1.0, 'It is warm."'), (5.4, "It is open.")],
    ),
    # A slow writer's rhythm (0.4 s a piece) is not a pause; 1.2 s without a piece are.
    (
        [
            "So",
            0.4,
            " do",
            0.4,
            " it. ",
            0.4,
            "Well",
            0.4,
            "... ",
            0.4,
            "maybe so.",
            9,
            " Yes I do.",
        ],
        [(0.81, "So do it."), (3.2, "Well... maybe so."), (11, "Yes I do.")],
    ),
    # Pieces that come in a burst say nothing about the rhythm.
    (
        ["So", 0.4, " it", 0.4, " is", *[" so"] * 9, " well... ", 0.4, "maybe."],
        [(1.2, "So it is so so so so so so so so so well... maybe.")],
    ),
    # The slowest writer's pause is 2 s.
    (["So", 1.5, " it", 1.5, " is.", 9, " Yes it is."], [(5, "So it is."), (12, "Yes it is.")]),
]


@pytest.mark.parametrize(("script", "expected"), SCRIPTS)
def test_what_is_given_out_and_when(
    script: list[str | float], expected: list[tuple[float, str]]
) -> None:
    assert spoken(script) == expected


def test_a_long_pause_gives_out_nothing_while_something_is_in_hand() -> None:
    async def main() -> list[tuple[float, str]]:
        script: list[str | float] = ["Let me look that up", 9, " for you now."]
        async with (
            aclosing(write(script)) as pieces,
            aclosing(speak(pieces, in_hand=lambda: now() < 4)) as groups,
        ):
            return [(now(), group.text) async for group in groups]

    assert run_virtually(main()) == [(4, "Let me look that up"), (9, "for you now.")]


def test_time_in_which_the_consumer_is_busy_counts_as_silence() -> None:
    script: list[str | float] = ["The light is on. The door is open.", 9, " It is late."]
    assert spoken(script, busy_seconds=3) == [
        (0, "The light is on."),
        (3, "The door is open."),
        (9, "It is late."),
    ]


def test_pieces_that_queue_while_the_consumer_is_busy_are_not_a_pause() -> None:
    async def main() -> list[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        for piece in ("The light is on. ", "Well... ", "maybe ", "not.", ""):
            queue.put_nowait(piece)

        async def pieces() -> AsyncGenerator[str, None]:
            while piece := await queue.get():
                yield piece

        result = []
        async with aclosing(speak(pieces())) as groups:
            async for group in groups:
                result.append(group.text)
                await asyncio.sleep(3)
        return result

    assert run_virtually(main()) == ["The light is on.", "Well... maybe not."]


@given(
    script=st.lists(
        st.one_of(
            st.sampled_from(
                ["The light", " is on", ". ", "Yes.", "...", " 21", ".", "5 ", "\n", "?"]
            ),
            st.floats(0, 3),
        ),
        max_size=30,
    )
)
def test_pauses_lose_and_double_nothing(script: list[str | float]) -> None:
    def letters(text: str) -> list[str]:
        return [character for character in text if character.isalnum()]

    texts = [text for _, text in spoken(script)]
    written = [step for step in script if isinstance(step, str)]
    assert letters("".join(texts)) == letters("".join(written))


@pytest.mark.parametrize(
    "script",
    [
        ["The light is on. ", 9, "The door"],
        ["The light is on. ", "The door is open. ", 9, "The"],
        ["Let me check that.", 9, " The door"],
    ],
)
def test_closing_early_leaves_no_task(script: list[str | float]) -> None:
    async def main() -> None:
        async with aclosing(write(script)) as pieces, aclosing(speak(pieces)) as groups:
            await anext(groups)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_virtually(main())


@pytest.mark.parametrize("script", [["The li", 9], ["Yes. ", 9], ["Yes. ", "The li", 9]])
def test_cancelling_the_consumer_leaves_no_task(script: list[str | float]) -> None:
    async def consume() -> None:
        async with aclosing(write([*script, "ght is on."])) as pieces:
            async with aclosing(speak(pieces)) as groups:
                async for group in groups:
                    assert group.text == "Yes."
            raise AssertionError("the text never ends")

    async def main() -> None:
        consumer = asyncio.create_task(consume())
        await asyncio.sleep(1)
        consumer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await consumer
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_virtually(main())


@pytest.mark.parametrize("first", ["The light is on", "Yes. ", "The light is on. "])
def test_an_error_of_the_writer_is_passed_on(first: str) -> None:
    async def broken() -> AsyncGenerator[str, None]:
        yield first
        await asyncio.sleep(0.1)
        raise ConnectionResetError

    async def main() -> None:
        async with aclosing(speak(broken())) as groups:
            with pytest.raises(ConnectionResetError):
                async for _ in groups:
                    pass
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_virtually(main())
