"""Many visitors at once on real threads: each hears what it would hear alone."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from models.batching.fake_backend import FakeBackend
from models.batching.streams import ONE, A, B, C, ListenersClock, assert_equal, run, said, streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.streaming import SpeechStreams
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Prompt


@dataclass(frozen=True)
class Visitor:
    prompts: Sequence[Prompt]
    seed: int
    starts_after: int
    leaves_after: int | None
    dawdles: int

    async def visit(self, speech: SpeechStreams[Utterance], clock: ListenersClock) -> None:
        await passes(self.starts_after)
        heard = []
        async with aclosing(speech.frames(ONE, said(*self.prompts), self.seed)) as frames:
            async for frame in frames:
                heard.append(frame)
                if len(heard) == self.leaves_after:
                    return
                clock.listen()
                await passes(self.dawdles)
        assert_equal(heard, self.prompts, self.seed)


async def passes(rounds: int) -> None:
    """Let the event loop go round this many times."""
    for _ in range(rounds):
        await asyncio.sleep(0)


visitors = st.lists(
    st.builds(
        Visitor,
        st.lists(st.sampled_from([A, B, C]), min_size=1, max_size=3),
        seed=st.integers(0, 9),
        starts_after=st.integers(0, 50),
        leaves_after=st.none() | st.integers(1, 40),
        dawdles=st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(visitors=visitors, slots=st.integers(1, 3), rest_seconds=st.floats(0.2, 3))
def test_real_threads_keep_the_laws(
    visitors: list[Visitor], slots: int, rest_seconds: float
) -> None:
    """A client that stays hears what it would have heard alone; then all slots are free."""

    async def test() -> None:
        clock = ListenersClock()
        async with streams(FakeBackend(slots), rest_seconds=rest_seconds, clock=clock) as speech:
            await asyncio.gather(*(visitor.visit(speech, clock) for visitor in visitors))
            afterwards = [Visitor([A], 1, 0, None, 0) for _ in range(slots)]
            await asyncio.gather(*(visitor.visit(speech, clock) for visitor in afterwards))

    run(test())
