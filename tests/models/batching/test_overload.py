"""More who want to speak than the machine can: virtual time, machines of every speed.

A machine of speed 9 makes nine seconds of audio in a second, frame by frame.
"""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.batching.fake_backend import sentence
from models.batching.simulation import Client, Simulation, machine
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.engine import Prompt

SLOTS = 16
SPEEDS = [0.5, 0.8, 1.0, 1.2, 1.5, 2.0, 2.4, 3.0, 3.5, 4.6, 6.0, 7.5, 9.0, 10.5, 12.0]
FAST_ENOUGH = [speed for speed in SPEEDS if speed > 1.0]
# One that waits for its text or its client gives its share away after this time.
STALL_SECONDS = Limits().stall_seconds + 0.1


def texts(rng: random.Random, sentences: int, speed: float = 1.0) -> list[Prompt]:
    """Write sentences of usual speed, two to three frames for a token, heard at `speed`."""
    lengths = [rng.randint(8, 50) for _ in range(sentences)]
    return [
        sentence(f"s{index}", max(12, int(tokens * rng.uniform(2, 2.9))), tokens, speed=speed)
        for index, tokens in enumerate(lengths)
    ]


def run(
    clients: Sequence[Client],
    seconds: Callable[[Call], float],
    limits: Limits | None = None,
    max_speakers: int | None = None,
    until: float = 10_000.0,
) -> Simulation:
    simulation = Simulation(
        clients,
        slots=SLOTS,
        seconds=seconds,
        warm_up=True,
        limits=limits,
        max_speakers=max_speakers,
    )
    simulation.run(until)
    return simulation


def capacity(speed: float) -> int:
    return run([], machine(speed)).model.speakers(Policy().reserve)


@pytest.mark.parametrize(
    ("speed", "speakers"), [(0.5, 1), (1.2, 1), (2.0, 1), (2.4, 2), (5.0, 4), (9.0, 7), (30.0, 16)]
)
def test_as_many_may_speak_as_the_machine_can(speed: float, speakers: int) -> None:
    assert capacity(speed) == speakers


@pytest.mark.parametrize("speed", FAST_ENOUGH)
@pytest.mark.parametrize("within_seconds", [0.0, 4.0])
def test_one_more_than_the_machine_can(speed: float, within_seconds: float) -> None:
    rng = random.Random(speed + within_seconds)  # noqa: S311 - not a secret
    clients = [
        Client(
            texts(rng, 4),
            arrives=rng.uniform(0, within_seconds),
            seed=number,
            one_by_one=rng.random() < 0.5,
        )
        for number in range(capacity(speed) + 1)
    ]
    simulation = run(clients, machine(speed))
    assert all(client.finished for client in clients)
    assert [client.gaps_seconds for client in clients] == [[]] * len(clients)
    assert simulation.idle_seconds == []


def test_a_short_answer_whose_end_is_known_does_not_wait_for_long_ones() -> None:
    """A machine for four, four long answers, and a short one: it waited for 12.6 s."""

    def waits_seconds(*, known: bool) -> float:
        book = [sentence(f"s{n}", 100, 40) for n in range(4)]
        long = [Client(book, arrives=number / 10) for number in range(4)]
        short = Client([replace(sentence("short", 25), last=known)], arrives=5.0)
        run([*long, short], machine(5.0))
        assert [client.gaps_seconds for client in [*long, short]] == [[]] * 5
        return short.begun_at[0] - short.arrives

    assert waits_seconds(known=False) > 10.0
    assert waits_seconds(known=True) < 0.1


@pytest.mark.parametrize(("heard_at", "speakers"), [(0.5, 8), (1.0, 4), (2.0, 2)])
def test_who_listens_twice_as_fast_takes_twice_the_machine(heard_at: float, speakers: int) -> None:
    """A machine on which four may speak at their own speed."""
    prompts = [sentence(f"s{n}", 100, 40, speed=heard_at) for n in range(3)]
    clients = [Client(prompts, arrives=number / 10) for number in range(10)]
    run(clients, machine(5.0))
    assert [client.gaps_seconds for client in clients] == [[]] * 10
    # All have come, and nobody's text is complete yet.
    assert sum(client.begun_at[0] < 3.0 for client in clients) == speakers


@pytest.mark.parametrize("speed", [2.4, 3.5, 6.0, 9.0])
@pytest.mark.parametrize("seed", range(4))
def test_listeners_of_all_speeds_have_no_gaps(speed: float, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    clients = [
        Client(
            texts(rng, 5, rng.choice([0.5, 0.8, 1.0, 1.5, 2.0])),
            arrives=rng.uniform(0, 4),
            reads_ahead_seconds=rng.choice([1.0, math.inf]),
        )
        for _ in range(capacity(speed) + 1)
    ]
    simulation = run(clients, machine(speed))
    assert all(client.finished for client in clients)
    assert [client.gaps_seconds for client in clients] == [[]] * len(clients)
    assert simulation.idle_seconds == []


@pytest.mark.parametrize("seed", range(3))
def test_an_utterance_that_becomes_faster_has_no_gaps(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    clients = [
        Client([*texts(rng, 2, 1.0), *texts(rng, 3, 2.0), *texts(rng, 1, 0.5)]),
        Client(texts(rng, 4, 1.0), arrives=1.0),
    ]
    run(clients, machine(4.0))
    assert all(client.finished and not client.gaps_seconds for client in clients)


@pytest.mark.parametrize("speed", [1.5, 2.4, 6.0, 9.0])
def test_on_a_machine_that_is_interrupted_now_and_then(speed: float) -> None:
    rng = random.Random(7)  # noqa: S311 - not a secret
    steady = machine(speed)
    clients = [Client(texts(rng, 4), arrives=rng.uniform(0, 3)) for _ in range(capacity(speed) + 1)]
    run(clients, lambda call: steady(call) * rng.uniform(0.75, 1.25))
    assert [client.gaps_seconds for client in clients] == [[]] * len(clients)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.0])
def test_on_a_machine_that_is_too_slow_for_one_nobody_makes_it_worse(speed: float) -> None:
    rng = random.Random(1)  # noqa: S311 - not a secret
    prompts = texts(rng, 4)
    alone = Client(prompts)
    run([alone], machine(speed))
    together = [Client(prompts, arrives=number / 10) for number in range(3)]
    simulation = run(together, machine(speed))
    silence = [sum(client.gaps_seconds) for client in together]
    assert silence == pytest.approx([sum(alone.gaps_seconds)] * 3, rel=0.05, abs=0.05)
    assert all(client.finished for client in together)
    assert simulation.idle_seconds == []


@pytest.mark.parametrize("speed", FAST_ENOUGH)
def test_those_who_collect_take_what_those_who_play_leave(speed: float) -> None:
    rng = random.Random(speed)  # noqa: S311 - not a secret
    speakers = capacity(speed)
    playing = [Client(texts(rng, 5), arrives=rng.uniform(0, 3)) for _ in range(speakers)]
    collecting = [Client(texts(rng, 4), arrives=rng.uniform(0, 3), paced=False) for _ in range(2)]
    simulation = run([*playing, *collecting], machine(speed))
    assert [client.gaps_seconds for client in playing] == [[]] * speakers
    assert all(client.finished for client in collecting)
    assert simulation.idle_seconds == []


def test_who_collects_is_not_starved_by_one_that_the_machine_is_too_slow_for() -> None:
    """It was there first; the other one then takes all, but for a frame now and then."""
    rng = random.Random(3)  # noqa: S311 - not a secret
    collecting = Client([sentence("long", 120, 50)] * 2, paced=False)
    playing = Client(texts(rng, 12), arrives=1.0)
    run([collecting, playing], machine(0.7))
    times = [time for time, _ in collecting.heard]
    assert max(later - time for time, later in itertools.pairwise(times)) < 6.0
    assert playing.ttfa_seconds < 6.0


@pytest.mark.parametrize("speed", [1.2, 1.5, 2.4, 3.5, 6.0, 9.0])
def test_writers_that_pause_hold_nobody_up(speed: float) -> None:
    rng = random.Random(speed)  # noqa: S311 - not a secret
    clients = [
        Client(
            texts(rng, 4),
            arrives=rng.uniform(0, 3),
            text_delays_seconds=[0.0, rng.uniform(0, 3), rng.uniform(0, 20), rng.uniform(0, 8)],
        )
        for _ in range(capacity(speed) + 1)
    ]
    simulation = run(clients, machine(speed))
    assert all(client.finished for client in clients)
    # Only who paused for so long that another one got its share may wait once more.
    for client in clients:
        if max(client.text_delays_seconds) < STALL_SECONDS:
            assert client.own_gaps_seconds == []
        assert sum(client.own_gaps_seconds) < Limits().resume_seconds
    assert all(seconds < STALL_SECONDS for seconds in simulation.idle_seconds)


@pytest.mark.parametrize("speed", [1.2, 2.4, 6.0, 9.0])
def test_clients_that_stop_reading_hold_nobody_up(speed: float) -> None:
    rng = random.Random(speed)  # noqa: S311 - not a secret
    stuck = [Client(texts(rng, 8), reads_after_seconds=None) for _ in range(capacity(speed))]
    others = [Client(texts(rng, 3), arrives=60.0) for _ in range(2)]
    simulation = run([*stuck, *others], machine(speed), until=300.0)
    assert all(client.finished and not client.gaps_seconds for client in others)
    assert others[0].ttfa_seconds < 2.0
    assert all(seconds < STALL_SECONDS for seconds in simulation.idle_seconds)
    for client in stuck:
        assert sum(frame.samples.size > 0 for _, frame in client.heard) * 0.08 < 9.0


@pytest.mark.parametrize("speed", [1.5, 2.4, 3.5, 9.0])
def test_clients_that_read_in_real_time_do_not_keep_the_machine_idle(speed: float) -> None:
    rng = random.Random(speed)  # noqa: S311 - not a secret
    clients = [
        Client(texts(rng, 6), arrives=number / 10, reads_ahead_seconds=1.0)
        for number in range(capacity(speed) + 1)
    ]
    simulation = run(clients, machine(speed))
    assert [client.gaps_seconds for client in clients] == [[]] * len(clients)
    assert simulation.idle_seconds == []


def test_where_the_end_is_known_and_all_are_far_ahead_one_more_is_let_in_early() -> None:
    speaker = Client([sentence(f"s{n}", 100, 30) for n in range(10)])
    newcomer = Client([sentence(f"n{n}", 100, 30) for n in range(4)], arrives=25.0)
    run([speaker, newcomer], machine(1.5))
    assert newcomer.begun_at[0] < speaker.heard[-1][0] - 2.0
    assert speaker.gaps_seconds == newcomer.gaps_seconds == []


def test_a_machine_that_gets_slower_throws_nobody_out() -> None:
    clients = [Client([sentence(f"s{n}", 100, 40) for n in range(5)]) for _ in range(4)]
    fast, slow = machine(5.0), machine(2.5)

    def seconds(call: Call) -> float:
        return slow(call) if simulation.now > 5 else fast(call)

    simulation = Simulation(clients, slots=SLOTS, seconds=seconds, warm_up=True)
    simulation.run()
    assert all(client.finished for client in clients)
    silence = [sum(client.gaps_seconds) for client in clients]
    assert max(silence) - min(silence) < 1.0  # nobody pays for all


def test_who_waits_too_long_is_told_so_with_figures() -> None:
    speaker = Client([sentence(f"s{n}", 100, 40) for n in range(20)])
    waiting = [Client([sentence("w", 100, 40)] * 9, arrives=1.0 + n) for n in range(2)]
    run([speaker, *waiting], machine(1.2), Limits())
    assert [client.refused_at for client in waiting] == pytest.approx([31.0, 32.0], abs=0.5)
    assert waiting[0].refusal == (
        "1 answer is being spoken, 2 answers wait, and this machine has no time for more: try "
        "again in a moment; a smaller model (MODEL_VARIANT) or a faster machine lets more speak at "
        "once."
    )
    assert speaker.gaps_seconds == []


def test_max_speakers_is_a_bound_and_said_to_be_one() -> None:
    clients = [Client([sentence("a", 200, 70)] * 4, arrives=n / 10) for n in range(4)]
    simulation = run(clients, machine(9.0), Limits(wait_seconds=2.0), max_speakers=3)
    assert [client.refused for client in clients] == [False] * 3 + [True]
    assert "a higher MAX_SPEAKERS lets more speak at once" in clients[3].refusal
    assert max(simulation.backend.batches) == 3


def test_clients_that_wait_take_turns() -> None:
    """Ten requests of one client do not stand before the one of another."""
    many = [Client(texts(random.Random(n), 2), arrives=n / 100, peer="a") for n in range(10)]  # noqa: S311 - not a secret
    other = Client([sentence("o", 30, 12)], arrives=1.0, peer="b")
    run([*many, other], machine(1.5))
    before = [client for client in many if client.begun_at[0] < other.begun_at[0]]
    assert len(before) == 1


def test_a_full_line_has_room_for_another_client() -> None:
    many = [
        Client([sentence("m", 100, 40)] * 9, arrives=n / 100, peer="a", voice=n) for n in range(9)
    ]
    other = Client([sentence("o", 30, 12)], arrives=1.0, peer="b")
    run([*many, other], machine(1.2), Limits(waiting=4, wait_seconds=1000.0))
    assert not other.refused
    assert other.finished
    # 1 speaks and 4 + 1 may stand in line; the last of them has left it for the other client
    assert [client.refused for client in many] == [False] * 4 + [True] * 5
    assert many[4].refused_at == 1.0


def test_one_client_does_not_shut_another_out_for_long() -> None:
    """Thirty requests of half an hour each, against a question now and then."""
    book = [sentence(f"s{n}", 100, 40) for n in range(200)]
    greedy = [Client(book, arrives=n / 100, peer="a") for n in range(30)]
    questions = [
        Client(texts(random.Random(n), 2), arrives=5.0 + 40 * n, peer="b")  # noqa: S311 - likewise
        for n in range(5)
    ]
    run([*greedy, *questions], machine(2.4), Limits(), until=260.0)
    assert all(client.finished and not client.gaps_seconds for client in questions)
    assert max(client.ttfa_seconds for client in questions) < Limits().turn_seconds + 2.0


def test_the_log_says_how_many_may_speak_and_why(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    slower = Client([sentence(f"s{n}", 100, 40) for n in range(20)])
    fast, slow = machine(9.0), machine(3.0)

    def seconds(call: Call) -> float:
        return slow(call) if simulation.now > 2 else fast(call)

    simulation = Simulation([slower], slots=SLOTS, seconds=seconds, warm_up=True)
    simulation.run()
    lines = [record.getMessage() for record in caplog.records if "speak" in record.getMessage()]
    assert lines[0].startswith(
        "Model (unnamed): 7 may speak at once without gaps. It makes 9.0 seconds of audio a second"
    )
    # not more than one while the estimate follows the machine
    assert len(lines) == 2
