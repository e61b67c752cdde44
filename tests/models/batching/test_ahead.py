"""Drafts under the scheduler, in virtual time: read early, heard never before their prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.batching.fake_backend import assert_as_if_alone, sentence, solo_audio
from models.batching.simulation import Client, Simulation, server_seconds
from pocket_tts_wyoming.models.batching.ahead import MOST_TOKENS
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Read, Tokenize
from pocket_tts_wyoming.models.engine import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Frame, Prompt

C = TypeVar("C")

SEED = 5
VOICE = 1.0


@dataclass
class Writer:
    """A client that gives drafts and prompts at set times, in seconds, and hears what comes."""

    simulation: Simulation
    script: Sequence[tuple[float, Draft | Prompt]]
    voice: float = VOICE
    heard: list[tuple[float, Frame]] = field(default_factory=list)
    error: SpeechError | None = None
    begun_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.utterance: Utterance = self.simulation.scheduler.open(
            self.simulation.model, self.voice, self, SEED, 0.0, one_by_one=True
        )
        for time, item in self.script:
            self.simulation.at(time, partial(self._give, item))
        self.simulation.at(self.script[-1][0], self._end_text)

    def _give(self, item: Draft | Prompt) -> None:
        if isinstance(item, Draft):
            self.simulation.scheduler.read_ahead(self.utterance, item)
        else:
            self.simulation.scheduler.submit(self.utterance, item, self.simulation.now)

    def _end_text(self) -> None:
        self.simulation.scheduler.end_text(self.utterance)

    def begun(self) -> None:
        self.begun_at.append(self.simulation.now)

    def made(self, frames: Sequence[Frame]) -> None:
        self.heard += [(self.simulation.now, frame) for frame in frames]
        sounding = sum(frame.samples.size > 0 for frame in frames)
        self.simulation.scheduler.take(self.utterance, sounding, self.simulation.now)

    def failed(self, error: SpeechError) -> None:
        self.error = error

    @property
    def first_at(self) -> float:
        return self.heard[0][0]

    def prompts(self) -> list[Prompt]:
        return [item for _, item in self.script if not isinstance(item, Draft)]


def speak(*script: tuple[float, Draft | Prompt], slots: int = 4) -> tuple[Simulation, Writer]:
    simulation = Simulation([], slots=slots)
    writer = Writer(simulation, script)
    simulation.run()
    assert_as_if_alone((frame for _, frame in writer.heard), writer.prompts(), VOICE, SEED)
    return simulation, writer


def calls_of(simulation: Simulation, kind: type[C]) -> list[C]:
    return [call for _, call in simulation.calls if isinstance(call, kind)]


HELLO = sentence("hello", 20, tokens=40)


def test_the_first_frame_of_a_complete_draft_is_there_when_its_prompt_comes() -> None:
    simulation, writer = speak((0.0, Draft(HELLO, complete=True)), (1.0, HELLO))
    assert writer.first_at == 1.0
    assert calls_of(simulation, Begin) == []
    assert simulation.backend.read == [16, 16, 8]


def test_nothing_of_a_draft_is_heard_before_its_prompt() -> None:
    simulation = Simulation([])
    writer = Writer(simulation, [(0.0, Draft(HELLO, complete=True)), (9.0, HELLO)])
    simulation.run(until=8.0)
    assert writer.heard == []
    assert writer.begun_at == []
    assert simulation.model.free_slots == 4
    assert not simulation.scheduler.utterances[0].in_progress


def test_a_prompt_that_comes_while_its_draft_is_read_waits_for_the_reading_only() -> None:
    _, plain = speak((0.0, HELLO))
    written_at = 0.045  # in the third and last reading
    simulation, writer = speak((0.0, Draft(HELLO, complete=True)), (written_at, HELLO))
    assert calls_of(simulation, Begin) == []
    assert writer.first_at - written_at < plain.first_at / 2


def test_a_prompt_that_comes_while_its_draft_is_decoded_waits_for_that_only() -> None:
    simulation = Simulation([])
    Writer(simulation, [(0.0, Draft(HELLO, complete=True))])
    simulation.run()
    began = [time for time, call in simulation.calls if isinstance(call, Decode)]
    simulation, writer = speak((0.0, Draft(HELLO, complete=True)), (began[0] + 0.001, HELLO))
    assert writer.first_at == pytest.approx(began[0] + 0.0093)
    assert len(calls_of(simulation, Decode)) == 20


def test_an_incomplete_draft_leaves_the_rest_to_the_prompt() -> None:
    begin = sentence("hello", 20, tokens=30)  # the same first 30 tokens
    simulation, _ = speak((0.0, Draft(begin, complete=False)), (1.0, HELLO))
    # the last token of a draft may be a full stop that is not written
    assert simulation.backend.read == [16, 13, 11]
    assert [call.known for call in calls_of(simulation, Begin)] == [29]


def test_a_longer_draft_reads_on_where_the_one_before_ended() -> None:
    drafts = [sentence("hello", 20, tokens=count) for count in (10, 20, 30)]
    script = [(0.1 * n, Draft(draft, complete=False)) for n, draft in enumerate(drafts)]
    simulation, _ = speak(*script, (1.0, HELLO))
    assert simulation.backend.read == [9, 10, 10, 11]


@pytest.mark.parametrize("complete", [True, False])
def test_a_wrong_draft_changes_nothing_that_is_heard(complete: bool) -> None:  # noqa: FBT001 - a parameter
    wrong = sentence("good", 50, tokens=40)
    simulation, _ = speak((0.0, Draft(wrong, complete=complete)), (1.0, HELLO))
    assert len(calls_of(simulation, Begin)) == 1


def test_the_pause_of_a_draft_belongs_to_it() -> None:
    paused = sentence("hello", 20, tokens=40, pause_seconds=0.5)
    simulation, _ = speak((0.0, Draft(HELLO, complete=True)), (1.0, paused))
    assert len(calls_of(simulation, Begin)) == 1
    simulation, _ = speak((0.0, Draft(paused, complete=True)), (1.0, paused))
    assert calls_of(simulation, Begin) == []


def test_a_draft_waits_for_the_sentence_before_it() -> None:
    following = sentence("world", 30, tokens=20)
    simulation, writer = speak(
        (0.0, HELLO), (0.01, Draft(following, complete=True)), (4.0, following)
    )
    steps = [time for time, call in simulation.calls if isinstance(call, Advance) and time < 4.0]
    reads = [time for time, call in simulation.calls if isinstance(call, Read)]
    assert len(reads) == 2
    assert min(reads) > max(steps)
    assert writer.begun_at[1] == 4.0
    assert len(calls_of(simulation, Begin)) == 1


def test_a_slot_with_a_draft_is_free_for_others() -> None:
    simulation = Simulation([Client([sentence("other", 20)], arrives=1.0, seed=1)], slots=1)
    writer = Writer(simulation, [(0.0, Draft(HELLO, complete=True)), (0.5 + 4, HELLO)])
    simulation.run()
    assert_as_if_alone((frame for _, frame in writer.heard), [HELLO], VOICE, SEED)
    begins = [(time, call) for time, call in simulation.calls if isinstance(call, Begin)]
    assert begins[0][0] == pytest.approx(1.0002)
    assert len(begins) == 2


def test_two_drafts_do_not_fight_for_one_slot() -> None:
    simulation = Simulation([], slots=1)
    for name in ("one", "two"):
        Writer(simulation, [(0.0, Draft(sentence(name, 20, tokens=40), complete=True))])
    simulation.run()
    assert len(calls_of(simulation, Read)) == 6


def test_no_draft_takes_a_slot_that_memory_was_not_taken_for() -> None:
    """With room for one speaker the second slot is used for speech only."""
    speaker = Client([sentence("speaker", 200, 50)], reads_after_seconds=None)
    simulation = Simulation([speaker], slots=2, seconds=lambda call: 6 * server_seconds(call))
    Writer(simulation, [(15.0, Draft(HELLO, complete=True))])
    simulation.run()
    assert simulation.model.speakers(1.15) == 1
    assert {call.slot for call in calls_of(simulation, Read)} <= {0}


@pytest.mark.parametrize("offset", [0.0, 0.01, 0.1, 0.4, 1.0])
def test_nobody_who_speaks_stutters_for_a_draft(offset: float) -> None:
    clients = [Client([sentence(f"c{n}", 60, 40)] * 2, arrives=n / 10, seed=n) for n in range(3)]
    simulation = Simulation(clients, warm_up=True)
    for n in range(20):
        Writer(simulation, [(offset + n / 7, Draft(sentence(f"d{n}", 20, 50), complete=True))])
    simulation.run()
    assert all(client.finished for client in clients)
    assert [client.gaps_seconds for client in clients] == [[]] * 3


def test_a_newcomer_waits_for_one_reading_at_most() -> None:
    alone = Client([HELLO])
    Simulation([alone]).run()
    newcomer = Client([HELLO], arrives=0.001)
    simulation = Simulation([newcomer])
    for n in range(5):
        Writer(simulation, [(0.0, Draft(sentence(f"d{n}", 20, 50), complete=True))])
    simulation.run()
    longest = 0.005 + 0.001 * MOST_TOKENS
    assert newcomer.ttfa_seconds <= alone.ttfa_seconds + longest


def test_a_draft_of_one_that_leaves_is_not_read_on() -> None:
    simulation = Simulation([])
    writer = Writer(simulation, [(0.0, Draft(HELLO, complete=True))])
    simulation.at(0.01, lambda: simulation.scheduler.close(writer.utterance))
    simulation.run()
    assert len(calls_of(simulation, Read)) == 1
    assert simulation.scheduler.utterances == ()


def test_drafts_do_not_keep_the_share_of_one_who_is_silent() -> None:
    speaker = Client([sentence("s", 20)], arrives=8.0)
    simulation = Simulation([speaker], max_speakers=1)
    following = [(1.0 + n / 2, Draft(sentence(f"d{n}", 20), complete=True)) for n in range(40)]
    Writer(simulation, [(0.0, HELLO), *following])
    simulation.run()
    assert speaker.ttfa_seconds < 0.1


def test_the_same_sentence_again_is_read_from_its_last_token() -> None:
    simulation, _ = speak((0.0, HELLO), (5.0, HELLO))
    assert simulation.backend.read == [40, 1]


NAMES = st.sampled_from(["a", "b"])
ITEMS = st.builds(
    lambda name, tokens, frames: sentence(name, frames, tokens),
    NAMES,
    st.integers(2, 40),
    st.sampled_from([9, 20]),
)


@given(
    st.lists(st.tuples(st.floats(0, 0.2), ITEMS, st.booleans()), max_size=5),
    st.lists(st.tuples(st.floats(0, 0.3), ITEMS), min_size=1, max_size=3),
    st.integers(1, 3),
)
def test_any_drafts_leave_the_audio_as_it_is(
    drafts: Sequence[tuple[float, Prompt, bool]],
    prompts: Sequence[tuple[float, Prompt]],
    slots: int,
) -> None:
    now = 0.0
    script: list[tuple[float, Draft | Prompt]] = []
    for index, (wait, prompt) in enumerate(prompts):
        for pause, draft, complete in drafts[index:]:
            now += pause
            script.append((now, Draft(draft, complete=complete)))
        now += wait
        script.append((now, prompt))
    simulation = Simulation([Client([sentence("other", 30)], seed=3, voice=2.0)], slots=slots)
    writer = Writer(simulation, script)
    simulation.run()
    assert writer.error is None
    expected = solo_audio(writer.prompts(), VOICE, SEED)
    heard = np.concatenate([frame.samples for _, frame in writer.heard])
    np.testing.assert_array_equal(heard, np.concatenate(expected))


def test_a_draft_is_tokenized_once() -> None:
    simulation, _ = speak((0.0, Draft(HELLO, complete=True)), (1.0, HELLO))
    assert len(calls_of(simulation, Tokenize)) == 1
