"""Model arithmetic without threads or policy: what the scheduler's calls run on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Samples

VoiceState: TypeAlias = Any
DecoderState: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance's part of a batched step.

    `latent` is the frame made before, float32 (latent_dim,); `noise` the flow head's input,
    standard normal times sqrt(temperature), float32 (latent_dim,).
    """

    slot: int
    latent: Samples
    noise: Samples


@dataclass(frozen=True, slots=True)
class Step:
    """The flow LM's output for one row: the next latent, float32 (latent_dim,), and EOS logit."""

    latent: Samples
    eos_logit: float


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A sentence as the model reads it: token ids, and how many frames follow EOS.

    Source: prepare_text_prompt and generate_audio_stream of pocket-tts 4.0.1.
    """

    tokens: Sequence[int]
    frames_after_eos: int


class Backend(Protocol):
    """A flow LM with a fixed number of slots, and a decoder.

    A slot is a place in the flow LM's memory: it holds one voice, and behind it one sentence in
    the making. `place_voice`, `prompt` and `step` are called from one thread, `decode` from one
    other, `tokenize` and `read_voice` from any.
    """

    sample_rate_hz: int
    frame_samples: int
    latent_dim: int
    slots: int
    temperature: float
    eos_threshold: float

    def tokenize(self, text: str) -> TokenizedText:
        """Prepare a text as the library does, without splitting it; ValueError if it is empty."""

    def read_voice(self, path: Path) -> VoiceState:
        """Read an exported voice state; raises VoiceUnavailableError if it does not fit."""

    def place_voice(self, slot: int, voice: VoiceState, known: int = 0) -> None:
        """Put a voice into a slot, or rewind the slot to it if it is there already.

        The first `known` positions behind it stay too: the caller knows that what was read there
        last, behind the same voice, begins with so many tokens that are wanted again.
        """

    def room(self, slot: int) -> int:
        """Return the positions left in a slot behind its voice."""

    def prompt(self, slot: int, tokens: Sequence[int], noise: Samples) -> Step:
        """Read the text behind what is in the slot and make the first frame, in one call.

        Takes a position per token and one more; every `step` takes one. ValueError if there is no
        room. The result does not depend on how many of its tokens were read before (`known`), as
        long as one is left.
        """

    def step(self, rows: Sequence[Row]) -> list[Step]:
        """Advance several slots by one frame; a row's result does not depend on the others.

        The rows name different slots. Slots without a row keep what they have: a sentence may
        pause for any number of steps.
        """

    def new_decoder_state(self) -> DecoderState:
        """Return the state of a decoder at the beginning of a sentence."""

    def decode(self, latents: Samples, state: DecoderState) -> tuple[Samples, DecoderState]:
        """Turn latents (frames, latent_dim) into audio (frames x frame_samples,) and a new state.

        `state` stays as it is. The first samples after a new state may click: the caller fades
        them in.
        """
