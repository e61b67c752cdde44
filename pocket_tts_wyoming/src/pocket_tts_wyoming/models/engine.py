"""The door to the model: what every engine offers, and nothing of how it does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable

Samples: TypeAlias = NDArray[np.float32]


class VoiceSource(NamedTuple):
    """Where a voice state is (path or hf:// address); `version` changes when the file does."""

    address: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One sentence as the model shall speak it.

    `frames_after_eos`: frames (80 ms each) to go on after the model's end of speech; None leaves
    it to the model's own rule.
    """

    text: str
    frames_after_eos: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Audio of one sentence, handed out as it is made.

    `samples` is float32, one-dimensional, mono, nominally within -1 and 1 but not clipped. `last`
    ends the sentence; that frame may be empty, because an engine often learns only afterwards
    that the one before was the last. `work_seconds` is what it cost: time of the busier thread,
    shared out between the utterances of a batch.
    """

    samples: Samples
    sentence: int
    last: bool = False
    work_seconds: float = 0.0


class Engine(Protocol):
    """Speaks sentences with the voice state of a file.

    All methods are called on the event loop and return control to it at once: model code, file
    reading and decoding run on threads that the engine owns.
    """

    @property
    def name(self) -> str:
        """Which engine this is, for the log."""

    @property
    def sample_rate_hz(self) -> int:
        """Of all frames; known before `load`."""

    async def load(self) -> None:
        """Make the model ready; raises ModelNotReadyError. Called once."""

    async def load_voice(self, voice: VoiceSource) -> None:
        """Fetch and read a voice state, so that `frames` starts at once.

        Raises VoiceUnavailableError.
        """

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a text, in microseconds; after `load`."""

    def frames(
        self,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        """Speak the prompts of one utterance in order, as they come.

        `paced`: the listener plays while frames arrive, and what is far ahead of that may rest;
        False for one who collects everything first.

        Reads one prompt ahead, so that the next sentence is ready when the current one ends; holds
        nothing of the model while the next prompt is not there yet. Closing the generator
        (`aclose`) stops the model within about one frame. Equal seeds give equal audio.

        Raises VoiceUnavailableError, BusyError and ModelFailedError.
        """

    async def close(self) -> None:
        """Stop everything; does not wait for a load under way."""
