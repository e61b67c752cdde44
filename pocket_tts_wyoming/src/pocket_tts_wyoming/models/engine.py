"""The door to the model: what every engine offers, and nothing of how it does it.

What wraps an engine is an engine too (`choice`, `loading`, `resting`, `fallback`), so that
wrappers nest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pocket_tts_wyoming.errors import ModelNotReadyError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable

Samples: TypeAlias = NDArray[np.float32]

RELEASED_RATE_HZ = 24_000
"""The sample rate of every released model."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """The settings that engines are made of; None is the model's own value.

    `speakers`: the most utterances that are generated at the same time, if not the machine's speed
    decides. `cores`: how many the process may use.
    """

    variant: str
    engine: Literal["auto", "onnx", "torch"]
    precision: Literal["auto", "int8", "fp32"]
    temperature: float | None
    speakers: int | None
    cores: int


class VoiceSource(NamedTuple):
    """Where a voice state is (path or hf:// address); `version` changes when the file does.

    `problem`: why there is no state now; loading it raises VoiceUnavailableError with this text.
    """

    address: str
    version: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One sentence for the model, and the silence in seconds that belongs in front of it.

    `speed`: how fast it is to be heard, 2 twice as fast as the model speaks. An engine makes the
    same frames at any speed; it only has to make them in time. `last`: certainly no prompt
    follows, so that what is left of the utterance is known. The last one need not say so: often
    a text ends only after its last sentence was given out.
    """

    text: str
    pause_seconds: float = 0.0
    speed: float = 1.0
    last: bool = field(default=False, compare=False)  # it sounds the same


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next prompt will probably be; what it will begin with if it is not `complete`.

    A guess, made while the text is still being written. An engine may read it while it has nothing
    else to do, or ignore it: the prompt that follows decides, and sounds the same either way.
    """

    prompt: Prompt
    complete: bool


Prompts: TypeAlias = "AsyncIterable[Prompt | Draft]"
"""The prompts of one utterance in order; each may have drafts in front of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of one sentence's audio, handed out as soon as it is made.

    `samples`: float32, shape (n,), mono, nominally within -1 and 1 but not clipped. `last` ends
    the sentence; that frame may be empty, because an engine often learns only afterwards that
    the one before was the last. `pause_seconds`: silence that belongs in front of this frame;
    only the first frame of a sentence has any, its prompt's. `speed`: how fast the samples are
    still to be played, on each frame of a sentence its prompt's. `work_seconds`: what the frame
    cost, in time of the busier thread, shared between the utterances of a batch. `is_silence`: a
    stage of sound put this frame in; an engine never sets it. `spare_reason`: why the spare voice
    speaks instead of the model; such an answer ends with an error, so that nobody keeps it.
    """

    samples: Samples
    last: bool = False
    pause_seconds: float = 0.0
    speed: float = 1.0
    work_seconds: float = 0.0
    is_silence: bool = False
    spare_reason: str = ""


def not_loaded() -> ModelNotReadyError:
    """Return the error of an engine that is used before `load`."""
    return ModelNotReadyError("The model is not loaded yet.")


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
        """The rate of all frames; until the model's files are known, RELEASED_RATE_HZ."""

    async def load(self) -> None:
        """Load the model; raises ModelNotReadyError. May be called again after a failure."""

    async def ready(self, limit_seconds: float) -> None:
        """Wait until the engine can speak.

        Raises ModelNotReadyError if loading failed, takes longer than the limit, or was never
        begun.
        """

    async def load_voice(self, voice: VoiceSource) -> None:
        """Fetch and read a voice state, so that `frames` starts at once.

        Raises VoiceUnavailableError.
        """

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a text; takes microseconds."""

    def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """Speak the prompts of one utterance in order, as they come; see Draft for the others.

        `paced`: the listener plays while frames arrive, and must not run dry; False for one that
        collects everything first. `peer`: the client's address; clients that wait take turns.

        Reads one prompt ahead, so that the next sentence is ready when the current one ends; holds
        nothing of the model while it waits for the next prompt. Closing the generator (`aclose`)
        stops the model within about one frame. Equal seeds give equal audio.

        Raises ModelNotReadyError, VoiceUnavailableError, BusyError and ModelFailedError. An error
        of `prompts` comes after the frames of the prompts before it.
        """

    async def close(self) -> None:
        """Stop everything; does not wait for a load under way."""
