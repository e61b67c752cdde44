"""A backend whose every number can be checked, and what it would say to one client alone."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.batching.backend import Row, Step, TokenizedText
from pocket_tts_wyoming.models.engine import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Frame, Samples

RATE_HZ = 2400
FRAME_SAMPLES = 192
FRAME_SECONDS = 0.08
TAIL = 3


def sentence(
    name: str, frames: int, tokens: int = 12, pause_seconds: float = 0.0, speed: float = 1.0
) -> Prompt:
    """Write a text that the fake model speaks in this many frames (at least 9)."""
    return Prompt(f"{name} {tokens} {frames - TAIL}", pause_seconds, speed)


def by_sentence(frames: Iterable[Frame]) -> list[list[Frame]]:
    """Cut frames behind each last one; what follows the end of a sentence must have an end too."""
    sentences: list[list[Frame]] = [[]]
    for frame in frames:
        sentences[-1].append(frame)
        if frame.last:
            sentences.append([])
    assert sentences.pop() == []
    return sentences


def assert_as_if_alone(
    frames: Iterable[Frame], prompts: Sequence[Prompt], voice: float, seed: int
) -> None:
    """Complete, in order, paused where the prompts say, and equal to the last bit."""
    sentences = by_sentence(frames)
    assert len(sentences) == len(prompts)
    expected = solo_audio(prompts, voice, seed)
    for heard, prompt, alone in zip(sentences, prompts, expected, strict=True):
        np.testing.assert_array_equal(np.concatenate([f.samples for f in heard]), alone)
        pauses = [frame.pause_seconds for frame in heard]
        assert pauses == [prompt.pause_seconds] + [0.0] * (len(heard) - 1)
        assert {frame.speed for frame in heard} == {prompt.speed}
        assert not any(frame.is_silence for frame in heard)


@dataclass
class _Slot:
    voice: float | None = None
    tokens: list[int] = field(default_factory=list)
    text: float = 0.0
    eos_frame: int = 0
    frames: int = 0
    latent: Samples = field(default_factory=lambda: np.zeros(0, np.float32))


class FakeBackend:
    """Latents that depend on voice, text, noise and every frame before; audio likewise.

    `before` is called with the name of each call and may block or raise.
    """

    sample_rate_hz = RATE_HZ
    frame_samples = FRAME_SAMPLES
    latent_dim = 4
    temperature = 0.25
    eos_threshold = -4.0

    def __init__(
        self, slots: int = 4, before: Callable[[str], None] = lambda _: None, positions: int = 500
    ) -> None:
        self.slots = slots
        self.prompted: list[str] = []
        self.read: list[int] = []
        self.placed: list[tuple[int, float]] = []
        self.batches: list[int] = []
        self.decoded: list[int] = []
        self._before = before
        self._positions = positions
        self._slots = [_Slot() for _ in range(slots)]

    def tokenize(self, text: str) -> TokenizedText:
        self._before("tokenize")
        name, tokens, eos = text.split()
        spoken = zlib.crc32(name.encode()) % 1000
        return TokenizedText([int(eos), spoken, *range(int(tokens) - 2)], TAIL)

    def read_voice(self, path: Path) -> float:
        return float(path.name)

    def place_voice(self, slot: int, voice: float, known: int = 0) -> None:
        self._before("place_voice")
        self.placed.append((slot, voice))
        before = self._slots[slot]
        assert known == 0 or before.voice == voice
        assert known <= len(before.tokens)
        self._slots[slot] = _Slot(voice, before.tokens[:known])

    def room(self, slot: int) -> int:
        assert self._slots[slot].voice is not None
        return self._positions

    def prompt(self, slot: int, tokens: Sequence[int], noise: Samples) -> Step:
        self._before("prompt")
        row = self._slots[slot]
        assert row.voice is not None
        assert row.frames == 0, "the slot was not rewound to its voice"
        assert tokens, "the end of a prompt needs a token"
        row.tokens += tokens
        self.prompted.append(f"{row.tokens[1:2]}"[1:-1])
        self.read.append(len(tokens))
        row.eos_frame, row.text = row.tokens[0], sum(row.tokens[1:]) / 1000
        return self._next(row, np.zeros(self.latent_dim, np.float32), noise)

    def step(self, rows: Sequence[Row]) -> list[Step]:
        self._before("step")
        self.batches.append(len(rows))
        steps = []
        for row in rows:
            slot = self._slots[row.slot]
            assert np.array_equal(slot.latent, row.latent), "a row got another one's latent"
            steps.append(self._next(slot, row.latent, row.noise))
        return steps

    def _next(self, slot: _Slot, latent: Samples, noise: Samples) -> Step:
        assert slot.voice is not None
        slot.latent = (latent / 2 + noise + np.float32(slot.voice + slot.text)).astype(np.float32)
        eos_logit = 1.0 if slot.frames == slot.eos_frame else -9.0
        slot.frames += 1
        return Step(slot.latent, eos_logit)

    def new_decoder_state(self) -> float:
        return 0.0

    def decode(self, latents: Samples, state: float) -> tuple[Samples, float]:
        self._before("decode")
        self.decoded.append(len(latents))
        ramp = np.arange(self.frame_samples, dtype=np.float32)
        pieces = []
        for latent in latents:
            state = state / 2 + float(latent.sum())
            pieces.append(np.float32(state) + ramp)
        return np.concatenate(pieces), state


def solo_latents(prompt: Prompt, voice: float, seed: int, index: int = 0) -> list[Samples]:
    """Compute a sentence's latents one by one, straight from the backend."""
    backend = FakeBackend(1)
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(index,)))

    def noise() -> Samples:
        return rng.standard_normal(4, np.float32) * np.float32(0.5)

    text = backend.tokenize(prompt.text)
    backend.place_voice(0, voice)
    latents = [backend.prompt(0, text.tokens, noise()).latent]
    while len(latents) < text.tokens[0] + TAIL:
        latents.append(backend.step([Row(0, latents[-1], noise())])[0].latent)
    return latents


def solo_audio(prompts: Sequence[Prompt], voice: float, seed: int) -> list[Samples]:
    """Compute the audio of each sentence of an utterance that is alone in the world."""
    audio = []
    for index, prompt in enumerate(prompts):
        backend = FakeBackend(1)
        samples, _ = backend.decode(np.stack(solo_latents(prompt, voice, seed, index)), 0.0)
        samples[:12] *= np.linspace(0, 1, 12, dtype=np.float32)
        audio.append(samples)
    return audio
