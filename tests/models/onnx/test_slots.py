"""Slots share calls, and nothing else: what one says never depends on another."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.onnx.oracle import VARIANTS
from pocket_tts_wyoming.models.batching.backend import Row

if TYPE_CHECKING:
    from models.onnx.oracle import Load, Model
    from pocket_tts_wyoming.models.batching.backend import Step
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx import OnnxBackend
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

FRAMES = 6
TEXTS = {0: [7, 8, 9], 1: list(range(20, 70)), 2: [100], 3: list(range(200, 219))}


class Sentence:
    """One sentence in one slot, fed with its own latents and noise drawn from its slot's number."""

    def __init__(self, backend: OnnxBackend, model: Model, slot: int) -> None:
        self._rng = np.random.default_rng(slot)
        self._backend, self.slot = backend, slot
        voice = backend.read_voice(model.voice("long" if slot % 2 else "short"))
        backend.place_voice(slot, voice)
        self.steps = [backend.prompt(slot, TEXTS[slot], self._noise())]

    def _noise(self) -> Samples:
        return self._rng.standard_normal(self._backend.latent_dim).astype(np.float32)

    def row(self) -> Row:
        return Row(self.slot, self.steps[-1].latent, self._noise())

    @property
    def over(self) -> bool:
        return len(self.steps) == FRAMES


def alone(backend: OnnxBackend, model: Model, slot: int) -> list[Step]:
    sentence = Sentence(backend, model, slot)
    while not sentence.over:
        sentence.steps += backend.step([sentence.row()])
    return sentence.steps


def assert_identical(got: list[Step], wanted: list[Step]) -> None:
    assert [step.eos_logit for step in got] == [step.eos_logit for step in wanted]
    for a, b in zip(got, wanted, strict=True):
        np.testing.assert_array_equal(a.latent, b.latent)


@pytest.mark.parametrize("precision", ["fp32", "int8", "int8-blocks"])
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_interleaving_equals_alone_bit_for_bit(
    blocks: Model, load: Load, precision: Precision, data: st.DataObject
) -> None:
    """Sentences start, pause, go on and end in any order, in batches of any rows."""
    backend = loaded(blocks, load, precision)
    wanted = {slot: alone(backend, blocks, slot) for slot in TEXTS}
    waiting = data.draw(st.permutations(sorted(TEXTS)), label="order of arrival")
    running: list[Sentence] = []
    said: dict[int, list[Step]] = {}
    while waiting or running:
        if waiting and (not running or data.draw(st.booleans(), label="start one")):
            running.append(Sentence(backend, blocks, waiting.pop()))
            continue
        chosen = st.lists(st.sampled_from(running), min_size=1, unique_by=id)
        batch = data.draw(chosen, label="rows")
        steps = backend.step([sentence.row() for sentence in batch])
        for sentence, step in zip(batch, steps, strict=True):
            sentence.steps.append(step)
            if sentence.over:
                said[sentence.slot] = sentence.steps
                running.remove(sentence)
    for slot, steps in wanted.items():
        assert_identical(said[slot], steps)


def loaded(model: Model, load: Load, precision: Precision) -> OnnxBackend:
    return load(model, precision, positions=20 + 51 + 285)


def test_a_voice_survives_its_neighbours(blocks: Model, load: Load) -> None:
    """A row between two others is computed too; it must not write into the voice kept there."""
    backend = loaded(blocks, load, "fp32")
    first = alone(backend, blocks, 1)
    voice = backend.read_voice(blocks.voice("long"))
    backend.place_voice(1, voice)
    ends = Sentence(backend, blocks, 0), Sentence(backend, blocks, 2)
    for _ in range(FRAMES):
        backend.step([sentence.row() for sentence in ends])
    backend.place_voice(1, voice)  # still there: nothing is copied
    noise = np.random.default_rng(1).standard_normal(backend.latent_dim).astype(np.float32)
    assert_identical([backend.prompt(1, TEXTS[1], noise)], first[:1])


def test_a_slot_takes_another_voice(blocks: Model, load: Load) -> None:
    backend = load(blocks)
    noise = np.zeros(backend.latent_dim, np.float32)
    voices = [backend.read_voice(blocks.voice(name)) for name in ("short", "long", "short")]
    first = []
    for voice in voices:
        backend.place_voice(0, voice)
        first.append(backend.prompt(0, [5, 6], noise).latent)
    np.testing.assert_array_equal(first[0], first[2])
    backend.place_voice(1, voices[1])  # a slot that has had no other voice
    np.testing.assert_array_equal(first[1], backend.prompt(1, [5, 6], noise).latent)
    assert np.abs(first[0] - first[1]).max() > 1e-3


def test_room_and_its_end(blocks: Model, load: Load) -> None:
    backend = load(blocks, positions=310)
    assert backend.room(0) == 310
    backend.place_voice(0, backend.read_voice(blocks.voice("long")))
    assert backend.room(0) == 290
    noise = np.zeros(backend.latent_dim, np.float32)
    with pytest.raises(ValueError, match="291 positions do not fit into 290"):
        backend.prompt(0, [5] * 290, noise)
    step = backend.prompt(0, [5] * 288, noise)
    assert backend.room(0) == 290  # behind the voice, whatever is said
    [step] = backend.step([Row(0, step.latent, noise)])
    with pytest.raises(ValueError, match="No room is left in slot 0"):
        backend.step([Row(0, step.latent, noise)])


def test_a_full_slot_stops_no_other(blocks: Model, load: Load) -> None:
    backend = load(blocks, positions=310)
    noise = np.zeros(backend.latent_dim, np.float32)
    voice = backend.read_voice(blocks.voice("long"))
    backend.place_voice(1, voice)
    wanted = backend.prompt(1, [5] * 289, noise)  # full to the last position
    ends = Sentence(backend, blocks, 0), Sentence(backend, blocks, 2)
    backend.step([sentence.row() for sentence in ends])
    backend.place_voice(1, voice)
    assert_identical([backend.prompt(1, [5] * 289, noise)], [wanted])


def test_no_rows(blocks: Model, load: Load) -> None:
    assert load(blocks).step([]) == []


def test_results_are_kept(blocks: Model, load: Load) -> None:
    """A step's latent is the caller's: the next step does not change it."""
    backend = load(blocks)
    sentence = Sentence(backend, blocks, 0)
    before = sentence.steps[0].latent.copy()
    backend.step([sentence.row()])
    np.testing.assert_array_equal(sentence.steps[0].latent, before)


@pytest.mark.parametrize("precision", ["fp32", "int8", "int8-blocks"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_prompt_that_was_read_in_parts_equals_one_read_at_once_bit_for_bit(
    models: dict[str, Model], load: Load, variant: str, precision: Precision
) -> None:
    """Each part is rewound by the position at its end, and by what was guessed wrong.

    Up to 32 positions: ONNX Runtime's attention works on blocks of twice as many queries as a head
    has channels, 16 here; in a block of one the last bits differ. Models that people use have 64.
    """
    backend = loaded(models[variant], load, precision)
    voice = backend.read_voice(models[variant].voice("short"))
    draw = random.Random(1)  # noqa: S311 - not a secret
    noise = np.random.default_rng(1).standard_normal((2, backend.latent_dim)).astype(np.float32)
    for _ in range(40):
        tokens = [draw.randrange(3, 290) for _ in range(draw.randint(1, 31))]
        backend.place_voice(0, voice)
        wanted = [backend.prompt(0, tokens, noise[0])]
        wanted += backend.step([Row(0, wanted[0].latent, noise[1])])
        known = 0
        while (cut := known + draw.randint(1, draw.choice((1, 3, 9)))) < len(tokens):
            guessed = [draw.randrange(3, 290) for _ in range(draw.choice((0, 0, 1, 9)))]
            backend.place_voice(1, voice, known)
            backend.prompt(1, [*tokens[known:cut], *guessed], noise[1])
            known = cut
        backend.place_voice(1, voice, known)
        got = [backend.prompt(1, tokens[known:], noise[0])]
        got += backend.step([Row(1, got[0].latent, noise[1])])
        assert_identical(got, wanted)
