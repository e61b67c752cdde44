"""Several models under one scheduler, in virtual time: they share as speakers of one model do."""

from __future__ import annotations

import random

import pytest

from models.batching.fake_backend import FakeBackend, assert_as_if_alone
from models.batching.simulation import Client, Simulation, machine
from models.batching.test_overload import FAST_ENOUGH, capacity, texts
from pocket_tts_wyoming.models.batching.calls import Advance


def speak(speed: float, models: int, clients: list[Client]) -> Simulation:
    backends = [FakeBackend(16) for _ in range(models)]
    simulation = Simulation(clients, seconds=machine(speed), warm_up=True, backends=backends)
    simulation.run()
    return simulation


@pytest.mark.parametrize("speed", FAST_ENOUGH)
@pytest.mark.parametrize("models", [1, 2, 3])
def test_two_languages_have_no_gaps_where_two_of_one_have_none(speed: float, models: int) -> None:
    rng = random.Random(speed)  # noqa: S311 - not a secret
    clients = [
        Client(texts(rng, 4), arrives=rng.uniform(0, 3), seed=number, model=number % models)
        for number in range(capacity(speed) + 1)
    ]
    simulation = speak(speed, models, clients)
    for client in clients:
        frames = [frame for _, frame in client.heard]
        assert_as_if_alone(frames, client.prompts, client.voice, client.seed)
        assert client.gaps_seconds == []
    assert simulation.idle_seconds == []


def test_a_batch_is_of_one_model() -> None:
    rng = random.Random(1)  # noqa: S311 - not a secret
    clients = [Client(texts(rng, 3), model=number % 2) for number in range(4)]
    simulation = speak(9.0, 2, clients)
    batches = [call for _, call in simulation.calls if isinstance(call, Advance)]
    assert all(len({one.model for one in batch.utterances}) == 1 for batch in batches)
    assert max(len(batch.rows) for batch in batches) == 2  # of the two of one model


def test_costs_are_learned_per_model() -> None:
    rng = random.Random(1)  # noqa: S311 - not a secret
    clients = [Client(texts(rng, 3), model=number % 2) for number in range(2)]
    backends = [FakeBackend(16), FakeBackend(16)]
    fast, slow = machine(9.0), machine(3.0)
    simulation = Simulation(
        clients,
        seconds=lambda call: (
            fast(call) if call.utterances[0].model.backend is backends[0] else slow(call)
        ),
        warm_up=True,
        backends=backends,
    )
    simulation.run()
    assert [model.speakers(1.15) for model in simulation.models] == [7, 2]
    assert [model.speed for model in simulation.models] == pytest.approx([9.0, 3.0], rel=0.02)
    assert all(client.gaps_seconds == [] for client in clients)
