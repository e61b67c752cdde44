"""Other work than speech waits until nobody would notice it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from models.batching.fake_backend import FRAME_SECONDS, FakeBackend, sentence
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.calls import Idle
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.scheduler import Scheduler
from pocket_tts_wyoming.models.batching.threads import ModelThreads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.engine import Frame

PATIENCE_SECONDS = 60  # only for a test that fails


class Ears:
    """A Receiver that counts frames."""

    def __init__(self) -> None:
        self.frames = 0
        self.ended = threading.Event()

    def begun(self) -> None:
        pass

    def made(self, frames: Sequence[Frame]) -> None:
        self.frames += sum(bool(frame.samples.size) for frame in frames)

    def failed(self, _: SpeechError) -> None:
        self.ended.set()


def make_frame(scheduler: Scheduler, now: float) -> None:
    """Do what the two threads would, until a frame was made or nothing is left to do."""
    for choose in (scheduler.next_lm_call, scheduler.next_decoder_call):
        call = choose(now)
        if not isinstance(call, Idle):
            call.run(call.utterances[0].model.backend)
            scheduler.finish(call, 0.001, now)


@pytest.mark.parametrize("paced", [True, False])
def test_room_is_where_everybody_has_a_second_in_hand(*, paced: bool) -> None:
    scheduler, ears = Scheduler(Policy(), Limits()), Ears()
    model = scheduler.add(FakeBackend())
    assert scheduler.leaves_room(0.0)
    utterance = scheduler.open(model, 1.0, ears, 1, 0.0, one_by_one=True, paced=paced)
    assert scheduler.leaves_room(0.0), "it has no text yet"
    scheduler.submit(utterance, sentence("a", 40), 0.0)
    while not ears.frames:
        assert not scheduler.leaves_room(0.0), "nobody may wait longer for the first sound"
        make_frame(scheduler, 0.0)
    while ears.frames < 40:
        enough = not paced or ears.frames * FRAME_SECONDS >= 1.0
        assert scheduler.leaves_room(0.0) == enough
        make_frame(scheduler, 0.0)
    while utterance.undecoded:
        make_frame(scheduler, 0.0)
    assert scheduler.leaves_room(100.0), "all is made"


def test_who_has_played_what_was_made_leaves_no_room() -> None:
    scheduler, ears = Scheduler(Policy(), Limits()), Ears()
    model = scheduler.add(FakeBackend())
    utterance = scheduler.open(model, 1.0, ears, 1, 0.0, one_by_one=True)
    scheduler.submit(utterance, sentence("a", 40), 0.0)
    while ears.frames < 20:
        make_frame(scheduler, 0.0)
    scheduler.take(utterance, 20, 1.0)
    assert not scheduler.leaves_room(1.0)


def test_work_waits_until_there_is_room() -> None:
    at_first_decode, go_on = threading.Event(), threading.Event()

    def before(call: str) -> None:
        if call == "decode":
            at_first_decode.set()
            assert go_on.wait(PATIENCE_SECONDS)

    threads = ModelThreads(clock=lambda: 0.0)
    try:
        handle, ears = threads.add(FakeBackend(before=before)), Ears()
        handle.submit(handle.open(1.0, ears, 1), sentence("a", 40))
        assert at_first_decode.wait(PATIENCE_SECONDS)
        seen: list[int] = []

        def wait_and_look() -> None:
            threads.wait_for_room()
            seen.append(ears.frames)

        waiting = threading.Thread(target=wait_and_look, daemon=True)
        waiting.start()
        waiting.join(0.05)
        assert not seen
        go_on.set()
        waiting.join(PATIENCE_SECONDS)
        assert seen
        assert seen[0] * FRAME_SECONDS >= 1.0
    finally:
        go_on.set()
        threads.stop()
        threads.join()


def test_stop_holds_nobody_up() -> None:
    reached, go_on = threading.Event(), threading.Event()

    def before(_: str) -> None:
        reached.set()
        assert go_on.wait(PATIENCE_SECONDS)

    threads = ModelThreads(clock=lambda: 0.0)
    handle, ears = threads.add(FakeBackend(before=before)), Ears()
    handle.submit(handle.open(1.0, ears, 1), sentence("a", 40))
    assert reached.wait(PATIENCE_SECONDS)
    waiting = threading.Thread(target=threads.wait_for_room, daemon=True)
    waiting.start()
    threads.stop()
    waiting.join(PATIENCE_SECONDS)
    assert not waiting.is_alive()
    go_on.set()
    threads.join()
