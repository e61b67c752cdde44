"""The scheduler in virtual time: nothing here waits, and every run is the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.batching.fake_backend import FRAME_SECONDS, assert_as_if_alone, sentence, solo_audio
from models.batching.simulation import Client, Simulation, machine, server_seconds
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode
from pocket_tts_wyoming.models.batching.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.batching.calls import Call


def assert_speaks_as_if_alone(client: Client) -> None:
    frames = [frame for _, frame in client.heard]
    assert_as_if_alone(frames, client.prompts, client.voice, client.seed)


def assert_nothing_is_left(simulation: Simulation) -> None:
    assert simulation.scheduler.utterances == ()
    assert simulation.model.free_slots == simulation.backend.slots


def test_one_client() -> None:
    client = Client([sentence("a", 20), sentence("b", 30)])
    simulation = Simulation([client])
    simulation.run()
    assert_speaks_as_if_alone(client)
    assert_nothing_is_left(simulation)
    # preparing, a prompt of 12 tokens, one frame decoded: nothing else stands before first audio
    assert client.ttfa_seconds == pytest.approx(0.0002 + 0.017 + 0.0093)


def steps_beside_first_frames(simulation: Simulation) -> int:
    """Count the steps of the flow LM that run while the decoder makes a newcomer's first frame."""
    spoken = set()
    count = 0
    for began, call in simulation.calls:
        if not isinstance(call, Decode) or call.utterances[0] in spoken:
            continue
        spoken.add(call.utterances[0])
        ended = began + server_seconds(call)
        count += sum(
            isinstance(other, Advance) and at < ended and began < at + server_seconds(other)
            for at, other in simulation.calls
        )
    return count


def test_the_flow_lm_leaves_the_cores_to_a_first_frame() -> None:
    early = Client([sentence("early", 100)])
    late = Client([sentence("late", 20)], arrives=0.3)
    simulation = Simulation([early, late], policy=Policy(lead_seconds=10.0))
    simulation.run()
    assert steps_beside_first_frames(simulation) == 0
    assert early.gaps_seconds == late.gaps_seconds == []


def test_the_flow_lm_steps_beside_a_first_frame_for_somebody_who_needs_it() -> None:
    early = Client([sentence("early", 100)])
    late = Client([sentence("late", 20)], arrives=0.3)
    simulation = Simulation(
        [early, late], policy=Policy(lead_seconds=10.0, comfortable_seconds=20.0)
    )
    simulation.run()
    assert steps_beside_first_frames(simulation) > 0
    assert early.gaps_seconds == late.gaps_seconds == []


def unsteady(rng: random.Random, factor: float) -> Callable[[Call], float]:
    """Make a machine whose calls take up to `factor` times longer, each by another factor."""
    return lambda call: server_seconds(call) * rng.uniform(1, factor)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("within_seconds", [0.0, 0.3, 3.0])
def test_four_clients_never_stutter(
    seed: int, within_seconds: float, record_property: Callable[[str, object], None]
) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    clients = [
        Client(
            [
                sentence(f"c{number}s{index}", rng.randint(12, 70), rng.randint(5, 50))
                for index in range(4)
            ],
            arrives=rng.uniform(0, within_seconds),
            one_by_one=rng.random() < 0.5,
        )
        for number in range(4)
    ]
    Simulation(clients, seconds=unsteady(rng, 1.3)).run()
    assert all(client.finished for client in clients)
    # into the JUnit report, to compare policies
    record_property("ttfa_ms", sorted(round(1000 * client.ttfa_seconds) for client in clients))
    assert [client.gaps_seconds for client in clients] == [[]] * 4


def test_more_clients_than_slots_all_get_their_turn() -> None:
    clients = [Client([sentence(f"c{n}", 40)], arrives=n / 1000) for n in range(12)]
    simulation = Simulation(clients, slots=3)
    simulation.run()
    for client in clients:
        assert_speaks_as_if_alone(client)
        assert client.gaps_seconds == []
    assert [c.begun_at for c in clients] == sorted(c.begun_at for c in clients)
    assert_nothing_is_left(simulation)


def test_every_client_is_served_on_a_machine_that_is_too_slow() -> None:
    clients = [Client([sentence(f"c{n}", 200, 50)] * 5, arrives=n / 1000) for n in range(4)]
    Simulation(clients, slots=3, seconds=machine(0.7), warm_up=True).run()
    assert all(client.finished for client in clients)
    # one after the other, and none is worse off than alone
    assert [c.begun_at[0] for c in clients] == sorted(c.begun_at[0] for c in clients)
    alone = Client(clients[0].prompts)
    Simulation([alone], seconds=machine(0.7), warm_up=True).run()
    assert all(sum(c.gaps_seconds) < 1.05 * sum(alone.gaps_seconds) for c in clients)


def test_no_gap_between_sentences_if_the_text_is_there() -> None:
    client = Client([sentence(f"s{n}", 12, 50) for n in range(6)])
    Simulation([client]).run()
    assert client.gaps_seconds == []


def test_a_next_sentence_is_not_impatient_because_it_was_there_early() -> None:
    def slowly(call: Call) -> float:
        return 2 * server_seconds(call)

    patient = Policy(rest_seconds=60.0)
    prompts = [sentence("a", 200, 50)] * 2
    alone = Client(prompts)
    Simulation([alone], policy=patient, seconds=slowly).run()
    assert alone.begun_at[1] > patient.patience_seconds
    speaker = Client(prompts)
    newcomer = Client([sentence("b", 20)], arrives=alone.begun_at[1] - 0.001)
    Simulation([speaker, newcomer], policy=patient, seconds=slowly).run()
    assert newcomer.begun_at[0] < speaker.begun_at[1]


def test_holds_nothing_while_the_text_is_awaited() -> None:
    slow_text = Client([sentence("a", 20), sentence("b", 20)], text_delays_seconds=[0.0, 30.0])
    other = Client([sentence("c", 20)], arrives=10.0)
    simulation = Simulation([slow_text, other], slots=1)
    simulation.run(until=5.0)
    assert simulation.model.free_slots == 1
    simulation.run()
    assert other.ttfa_seconds < 0.03
    assert slow_text.begun_at[1] == pytest.approx(30.0, abs=0.1)
    assert_speaks_as_if_alone(slow_text)


@pytest.mark.parametrize("others", [0, 1])
def test_an_answer_is_complete_as_soon_as_the_machine_can(others: int) -> None:
    """Also where it is far ahead of its listener: 32 s of audio, nine seconds a second."""
    client = Client([sentence(f"s{n}", 100, 30) for n in range(4)])
    newcomers = [Client([sentence("n", 20)], arrives=2.0) for _ in range(others)]
    Simulation([client, *newcomers]).run()
    assert client.heard[-1][0] < 32 / 8
    assert client.gaps_seconds == []
    assert all(newcomer.ttfa_seconds < 0.2 for newcomer in newcomers)


def test_an_answer_is_no_further_ahead_than_its_client_takes_it() -> None:
    """A client that plays in real time from a small buffer bounds the server's memory."""
    client = Client([sentence(f"s{n}", 100, 30) for n in range(4)], reads_ahead_seconds=0.5)
    simulation = Simulation([client], policy=Policy(rest_seconds=3.0))
    for second in range(2, 25):
        simulation.run(until=second)
        heard = len([frame for time, frame in client.heard if time <= second])
        assert heard * FRAME_SECONDS - second < 0.5 + 3.0 + 0.5
    simulation.run()
    assert_speaks_as_if_alone(client)
    assert client.gaps_seconds == []


def test_a_client_that_does_not_read_delays_no_other() -> None:
    stuck = Client([sentence("a", 200, 50)] * 3, reads_after_seconds=None)
    other = Client([sentence("b", 100, 30)] * 2, arrives=60.0)
    alone = Client([sentence("b", 100, 30)] * 2, arrives=60.0)
    simulation = Simulation([stuck, other], policy=Policy(rest_seconds=3.0))
    simulation.run()
    Simulation([alone], policy=Policy(rest_seconds=3.0)).run()
    assert len(stuck.heard) * FRAME_SECONDS < 3.5
    assert [time for time, _ in other.heard] == [time for time, _ in alone.heard]


def test_a_client_that_reads_again_gets_the_rest() -> None:
    client = Client([sentence("a", 200, 50)] * 2, reads_after_seconds=100.0)
    simulation = Simulation([client], policy=Policy(rest_seconds=3.0))
    simulation.run()
    assert_speaks_as_if_alone(client)
    assert_nothing_is_left(simulation)


def test_resting_utterances_give_their_slots_to_waiting_ones() -> None:
    resting = [Client([sentence(f"r{n}", 200, 50)] * 2, reads_after_seconds=None) for n in range(2)]
    newcomer = Client([sentence("n", 30)], arrives=60.0)
    simulation = Simulation([*resting, newcomer], slots=2, policy=Policy(rest_seconds=3.0))
    simulation.run(until=59.0)
    assert simulation.model.free_slots == 0
    simulation.run()
    assert_speaks_as_if_alone(newcomer)
    # at most the rest of one sentence, 160 steps, stands before it
    assert newcomer.ttfa_seconds < 1.5
    # what was made for the others waits undecoded, and their second sentences do not begin
    assert all(len(client.heard) * FRAME_SECONDS < 3.5 for client in resting)
    assert [len(client.begun_at) for client in resting] == [1, 1]


def test_a_client_that_leaves_the_queue_is_never_prompted() -> None:
    first = Client([sentence("first", 200, 50)])
    quitter = Client([sentence("quitter", 20)], arrives=0.1, leaves=0.2)
    next_one = Client([sentence("next", 20)], arrives=0.15)
    simulation = Simulation([first, quitter, next_one], slots=1)
    simulation.run()
    assert len(simulation.backend.prompted) == 2
    assert quitter.heard == []
    assert_speaks_as_if_alone(first)
    assert_speaks_as_if_alone(next_one)
    assert_nothing_is_left(simulation)


@pytest.mark.parametrize("leaves", [0.0001, 0.01, 0.018, 0.1, 0.5])
def test_nothing_goes_on_for_a_client_that_left(leaves: float) -> None:
    client = Client([sentence("a", 200, 50)] * 2, leaves=leaves)
    simulation = Simulation([client])
    simulation.run()
    assert client.left
    assert_nothing_is_left(simulation)
    # the calls under way at that time are the last ones
    assert all(time <= leaves for time, _ in simulation.calls)


def test_full_queue_refuses_newcomers_only() -> None:
    clients = [
        Client([sentence(f"c{n}", 60), sentence(f"d{n}", 60)], arrives=n / 1000) for n in range(6)
    ]
    simulation = Simulation(clients, slots=2, limits=Limits(waiting=2))
    simulation.run()
    assert [client.refused for client in clients] == [False] * 4 + [True] * 2
    for client in clients[:4]:
        assert_speaks_as_if_alone(client)
    assert_nothing_is_left(simulation)


def test_a_voice_stays_in_its_slot() -> None:
    clients = [
        Client([sentence(f"c{n}", 20)], arrives=float(n), voice=voice)
        for n, voice in enumerate([VOICES[0], VOICES[1], VOICES[0], VOICES[1], VOICES[0]])
    ]
    simulation = Simulation(clients, slots=3)
    simulation.run()
    assert [slot for slot, _ in simulation.backend.placed] == [0, 1, 0, 1, 0]


VOICES = (1.0, 2.0)


def test_equal_seeds_give_equal_audio_whatever_else_runs() -> None:
    alone = Client([sentence("a", 60)] * 2, seed=5)
    Simulation([alone]).run()
    together = [Client([sentence("a", 60)] * 2, seed=5) for _ in range(3)]
    other_seed = Client([sentence("a", 60)] * 2, seed=6)
    Simulation([*together, other_seed]).run()
    for client in together:
        np.testing.assert_array_equal(client.audio(1), alone.audio(1))
    assert not np.array_equal(other_seed.audio(1), alone.audio(1))
    assert not np.array_equal(alone.audio(0), alone.audio(1))


def test_no_work_is_lost_or_counted_twice() -> None:
    """With a decoder that costs nothing, all work is the flow LM's, and each call counts once."""

    def lm_only(call: Call) -> float:
        return 0.0 if isinstance(call, Decode) else server_seconds(call)

    clients = [Client([sentence(f"c{n}", 40), sentence(f"d{n}", 30)]) for n in range(3)]
    simulation = Simulation(clients, seconds=lm_only)
    simulation.run()
    rows = [len(call.rows) for _, call in simulation.calls if isinstance(call, Advance)]
    assert max(rows) == 3  # what is shared is shared by several
    spent = sum(lm_only(call) for _, call in simulation.calls)
    told = sum(frame.work_seconds for client in clients for _, frame in client.heard)
    assert told == pytest.approx(spent)


def test_of_two_threads_that_work_at_once_the_busier_one_counts() -> None:
    client = Client([sentence("a", 60)])
    simulation = Simulation([client])
    simulation.run()
    decoder = sum(server_seconds(c) for _, c in simulation.calls if isinstance(c, Decode))
    lm = sum(server_seconds(c) for _, c in simulation.calls if not isinstance(c, Decode))
    assert lm < decoder
    assert sum(frame.work_seconds for _, frame in client.heard) == pytest.approx(decoder)


def test_learns_what_this_machine_costs() -> None:
    clients = [Client([sentence(f"c{n}", 80)] * 3) for n in range(2)]
    simulation = Simulation(clients, seconds=lambda call: 2 * server_seconds(call))
    before = [
        cost.seconds(2)
        for cost in (
            simulation.model.costs.prompt,
            simulation.model.costs.step,
            simulation.model.costs.decode,
        )
    ]
    simulation.run()
    after = [
        cost.seconds(2)
        for cost in (
            simulation.model.costs.prompt,
            simulation.model.costs.step,
            simulation.model.costs.decode,
        )
    ]
    assert [b / a for a, b in zip(before, after, strict=True)] == pytest.approx([2] * 3, rel=0.15)


def test_frames_come_one_by_one_only_while_it_matters() -> None:
    client = Client([sentence("a", 100, 30)], one_by_one=False)
    simulation = Simulation([client])
    simulation.run()
    assert simulation.backend.decoded[0] == 1
    assert max(simulation.backend.decoded) == 4
    np.testing.assert_allclose(client.audio(0), solo_audio(client.prompts, 1.0, 0)[0], rtol=1e-6)


prompts = st.lists(
    st.builds(
        sentence,
        st.sampled_from(["a", "b", "c", "d"]),
        st.integers(9, 60),
        st.integers(15, 50),
        st.sampled_from([0.0, 0.5]),
    ),
    min_size=1,
    max_size=3,
)
clients_strategy = st.lists(
    st.builds(
        Client,
        prompts,
        arrives=st.floats(0, 3),
        voice=st.sampled_from([1.0, 2.0, 3.0]),
        seed=st.integers(0, 99),
        leaves=st.none() | st.floats(3, 6) | st.floats(0, 0.1).map(lambda after: 3 + after),
        reads_after_seconds=st.just(0.0) | st.floats(0, 10),
        text_delays_seconds=st.lists(st.floats(0, 3), max_size=3),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=150)
@given(
    clients=clients_strategy,
    slots=st.integers(1, 4),
    slowness=st.floats(0.3, 4),
    rest_seconds=st.floats(0.5, 8),
)
def test_laws(clients: list[Client], slots: int, slowness: float, rest_seconds: float) -> None:
    """Whatever happens, a client that stays hears everything, and nothing is left over."""
    simulation = Simulation(
        clients,
        slots=slots,
        policy=Policy(rest_seconds=rest_seconds),
        seconds=lambda call: slowness * server_seconds(call),
    )
    simulation.run()
    for client in clients:
        if client.left:
            assert not client.finished
        else:
            assert_speaks_as_if_alone(client)
    assert_nothing_is_left(simulation)
    for _, call in simulation.calls:
        if isinstance(call, Advance):
            assert 0 < len(call.rows) <= slots
            assert len({slot for slot, _ in call.rows}) == len(call.rows)
        if isinstance(call, Begin):
            assert 0 <= call.slot < slots
        if isinstance(call, Decode):
            assert len(call.latents) <= 1  # all clients here are seeded
