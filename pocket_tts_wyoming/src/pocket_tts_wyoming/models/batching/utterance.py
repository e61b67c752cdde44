"""What the scheduler remembers of one utterance."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.backend import DecoderState, VoiceState
    from pocket_tts_wyoming.models.batching.generation import Generation
    from pocket_tts_wyoming.models.batching.listener import Listener
    from pocket_tts_wyoming.models.engine import Frame, Prompt, Samples


class Receiver(Protocol):
    """Where an utterance's news goes. Called by the model's threads: must return at once."""

    def begun(self) -> None:
        """Note that a sentence has left the queue: the next one may be submitted."""

    def made(self, frames: Sequence[Frame]) -> None:
        """Pass frames on, in order; the last one of each sentence says so."""

    def failed(self, error: SpeechError) -> None:
        """Note that nothing more will come."""


@dataclass(eq=False, slots=True)
class Undecoded:
    """One sentence on its way through the decoder.

    `complete`: no further latents come. `begun`: its first frame has been decoded.
    """

    pause_seconds: float
    latents: deque[Samples] = field(default_factory=deque)
    complete: bool = False
    first_latent_at: float | None = None
    state: DecoderState = None
    begun: bool = False


@dataclass(eq=False, slots=True)
class Utterance:
    """One answer: sentences to tokenize, to begin, in the model (at most one) and to decode.

    Its owner uses it as a ticket; only the scheduler changes it. `waiting_since`: when the
    sentence at the head of the queue could have begun. `entropy`: the seed of the noise.
    """

    voice: VoiceState
    receiver: Receiver
    listener: Listener
    entropy: int
    one_by_one: bool
    over: bool = False
    submitted: int = 0
    tokenized: int = 0
    waiting_since: float = 0.0
    prompts: deque[Prompt] = field(default_factory=deque)
    queue: deque[Generation] = field(default_factory=deque)
    running: Generation | None = None
    slot: int | None = None
    undecoded: deque[Undecoded] = field(default_factory=deque)
    undecoded_frames: int = 0
    has_begun: bool = False
    lm_seconds: float = 0.0
    decoder_seconds: float = 0.0
    told_seconds: float = 0.0  # of work, with the frames so far

    def work_to_tell(self) -> float:
        """Return the work since the last call: of two threads at work, the busier one counts."""
        total = max(self.lm_seconds, self.decoder_seconds)
        news, self.told_seconds = total - self.told_seconds, total
        return news
