"""The model's calls: what the two threads run, with nothing shared while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np

from pocket_tts_wyoming.errors import TextTooLongError
from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.batching.generation import fade_in
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.ahead import Ahead
    from pocket_tts_wyoming.models.batching.backend import Backend, Step, TokenizedText
    from pocket_tts_wyoming.models.batching.generation import Generation
    from pocket_tts_wyoming.models.batching.utterance import Undecoded, Utterance
    from pocket_tts_wyoming.models.engine import Prompt, Samples


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing to do for this many seconds, or (None) until something happens."""

    seconds: float | None


@dataclass(eq=False, slots=True)
class Tokenize:
    """Turn a sentence's text into tokens; that of a draft, if it is `ahead`."""

    utterances: tuple[Utterance]
    prompt: Prompt
    ahead: Ahead | None = None
    text: TokenizedText | None = None
    for_decoder: ClassVar = False

    @property
    def is_draft(self) -> bool:
        """Whether it is for a text that is not certain: its writer may have stopped."""
        return self.ahead is not None

    def run(self, backend: Backend) -> None:
        """Call the model; raises what the model raises, like all calls."""
        self.text = backend.tokenize(self.prompt.text)


@dataclass(eq=False, slots=True)
class Begin:
    """Put the voice into the slot, read the text behind it and make the first frame.

    So many tokens are `known`: they have been read into the slot before.
    """

    utterances: tuple[Utterance]
    slot: int
    generation: Generation
    known: int = 0
    step: Step | None = None
    is_draft: ClassVar = False
    for_decoder: ClassVar = False

    def run(self, backend: Backend) -> None:
        """Call the model."""
        backend.place_voice(self.slot, self.utterances[0].voice, self.known)
        self.generation.fit(backend.room(self.slot))
        tokens = self.generation.tokens[self.known :]
        self.step = backend.prompt(self.slot, tokens, self.generation.noise())


@dataclass(eq=False, slots=True)
class Read:
    """Read the tokens of a draft into a slot; with a `generation`, make its first frame too.

    A reading ends with the same position as a prompt, which is written again by what follows: a
    call with a single position would be computed in another way, and differ in the last bits.
    """

    utterances: tuple[Utterance]
    ahead: Ahead
    slot: int
    use: int
    tokens: Sequence[int]
    known: int
    generation: Generation | None
    step: Step | None = None
    is_draft: ClassVar = True
    for_decoder: ClassVar = False

    def run(self, backend: Backend) -> None:
        """Call the model; leaves `step` None if there is no room."""
        backend.place_voice(self.slot, self.utterances[0].voice, self.known)
        noise = np.zeros(backend.latent_dim, np.float32)
        try:
            if len(self.tokens) >= backend.room(self.slot):
                return
            if self.generation is not None:
                self.generation.fit(backend.room(self.slot))
                noise = self.generation.noise()
        except TextTooLongError:
            return
        self.step = backend.prompt(self.slot, self.tokens[self.known :], noise)


@dataclass(eq=False, slots=True)
class Advance:
    """Make the next frame of several sentences; a row is a slot and what is generated in it."""

    utterances: tuple[Utterance, ...]
    rows: Sequence[tuple[int, Generation]]
    steps: list[Step] = field(default_factory=list)
    is_draft: ClassVar = False
    for_decoder: ClassVar = False

    def run(self, backend: Backend) -> None:
        """Call the model."""
        self.steps = backend.step(
            [Row(slot, generation.latent, generation.noise()) for slot, generation in self.rows]
        )


@dataclass(eq=False, slots=True)
class Decode:
    """Turn latents of one sentence, float32 (latent_dim,) each, into one frame of audio each.

    `last`: these are the sentence's last ones. Without latents, `frames` is one empty last frame.
    """

    utterances: tuple[Utterance]
    part: Undecoded
    latents: Sequence[Samples]
    last: bool
    frames: list[Frame] = field(default_factory=list)
    for_decoder: ClassVar = True

    @property
    def is_draft(self) -> bool:
        """Whether it is for a text that is not certain."""
        return self.part.is_draft

    def run(self, backend: Backend) -> None:
        """Call the model; fills `frames`, each float32 (frame_samples,), in order."""
        part = self.part
        pieces = [np.zeros(0, np.float32)]
        pause_seconds = 0.0 if part.begun else part.pause_seconds
        if self.latents:
            state = part.state if part.begun else backend.new_decoder_state()
            samples, part.state = backend.decode(np.stack(self.latents), state)
            if not part.begun:
                samples = fade_in(samples, backend.sample_rate_hz)
            pieces = np.split(samples, len(self.latents))
        part.begun = True
        self.frames = [Frame(piece, speed=part.speed) for piece in pieces]
        self.frames[0] = replace(self.frames[0], pause_seconds=pause_seconds)
        self.frames[-1] = replace(self.frames[-1], last=self.last)


Call: TypeAlias = Tokenize | Begin | Read | Advance | Decode
