"""What the workers do: each job is one call of the model, with nothing shared while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.batching.sentence import fade_in
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.backend import Backend, PreparedText, Step
    from pocket_tts_wyoming.models.batching.sentence import Sentence
    from pocket_tts_wyoming.models.batching.utterance import Undecoded, Utterance
    from pocket_tts_wyoming.models.engine import Prompt, Samples


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing to do for so many seconds, or (None) until something happens."""

    seconds: float | None


@dataclass(eq=False, slots=True)
class Prepare:
    """Turn a sentence's text into tokens."""

    utterances: tuple[Utterance]
    sentence: int
    prompt: Prompt
    text: PreparedText | None = None

    def run(self, backend: Backend) -> None:
        """Call the model; raises what the model raises, like all jobs."""
        self.text = backend.prepare(self.prompt.text)


@dataclass(eq=False, slots=True)
class Begin:
    """Put the voice into the slot, read the text behind it and make the first frame."""

    utterances: tuple[Utterance]
    slot: int
    sentence: Sentence
    step: Step | None = None

    def run(self, backend: Backend) -> None:
        """Call the model."""
        backend.place_voice(self.slot, self.utterances[0].voice)
        self.sentence.fit(backend.room(self.slot))
        self.step = backend.prompt(self.slot, self.sentence.tokens, self.sentence.noise())


@dataclass(eq=False, slots=True)
class Advance:
    """Make one frame for each of some running sentences."""

    utterances: tuple[Utterance, ...]
    rows: Sequence[tuple[int, Sentence]]
    steps: list[Step] = field(default_factory=list)

    def run(self, backend: Backend) -> None:
        """Call the model."""
        self.steps = backend.step(
            [Row(slot, sentence.latent, sentence.noise()) for slot, sentence in self.rows]
        )


@dataclass(eq=False, slots=True)
class Decode:
    """Turn latents of one sentence into audio; without latents, say that the sentence is over."""

    utterances: tuple[Utterance]
    part: Undecoded
    latents: Sequence[Samples]
    last: bool
    frames: list[Frame] = field(default_factory=list)

    def run(self, backend: Backend) -> None:
        """Call the model."""
        part = self.part
        if not self.latents:
            self.frames = [Frame(np.zeros(0, np.float32), last=True)]
            return
        state = part.state if part.begun else backend.new_decoder_state()
        samples, part.state = backend.decode(np.stack(self.latents), state)
        if not part.begun:
            samples = fade_in(samples, backend.sample_rate_hz)
            part.begun = True
        pieces = np.split(samples, len(self.latents))
        self.frames = [Frame(piece) for piece in pieces]
        if self.last:
            self.frames[-1] = replace(self.frames[-1], last=True)


Job: TypeAlias = Prepare | Begin | Advance | Decode
