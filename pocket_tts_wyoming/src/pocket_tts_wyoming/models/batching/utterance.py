"""What the scheduler remembers of one utterance."""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pocket_tts_wyoming.models.batching.generation import Generation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.ahead import Ahead
    from pocket_tts_wyoming.models.batching.backend import DecoderState, TokenizedText, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.listener import Listener
    from pocket_tts_wyoming.models.batching.served import ServedModel
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
    """One sentence on its way through the decoder, to be heard at `speed`.

    `complete`: no further latents come. `begun`: its first frame has been decoded. `is_draft`: its
    text is not certain yet, so nothing of it is given out.
    """

    pause_seconds: float
    speed: float = 1.0
    latents: deque[Samples] = field(default_factory=deque)
    complete: bool = False
    first_latent_at: float | None = None
    state: DecoderState = None
    begun: bool = False
    is_draft: bool = False


@dataclass(eq=False, slots=True)
class Utterance:
    """One answer: sentences to tokenize, to begin, in the model (at most one) and to decode.

    Its owner uses it as a ticket; only the scheduler changes it. `peer`: the client's address.
    `waiting_since`: when the sentence at the head of the queue could have begun. `entropy`: the
    seed of the noise. `admitted`: it has its share of the model, see `admission`; without it, it
    stands in line since `in_line_since`, or has nothing to do. `speed`: that of its fastest
    sentence so far, which says how fast the model has to be for it. `ahead`: what its text will
    probably go on with.
    """

    model: ServedModel
    voice: VoiceState
    receiver: Receiver
    listener: Listener
    entropy: int
    one_by_one: bool
    peer: str = ""
    over: bool = False
    text_over: bool = False
    submitted: int = 0
    speed: float = 1.0
    tokenized: int = 0
    waiting_since: float = 0.0
    admitted: bool = False
    gave_way: bool = False
    in_line_since: float | None = None
    taken_at: float = -math.inf  # when its client took a frame
    active_at: float = 0.0  # when a call of the model for it ended
    prompts: deque[Prompt] = field(default_factory=deque)
    queue: deque[Generation] = field(default_factory=deque)
    running: Generation | None = None
    slot: int | None = None
    undecoded: deque[Undecoded] = field(default_factory=deque)
    undecoded_frames: Counter[float] = field(default_factory=Counter)  # by their speed
    ahead: Ahead | None = None
    has_begun: bool = False
    lm_seconds: float = 0.0
    decoder_seconds: float = 0.0
    told_seconds: float = 0.0  # of work, with the frames so far

    @property
    def has_sentences(self) -> bool:
        """Whether the flow LM has something to do for it."""
        return bool(self.prompts or self.queue or self.running)

    @property
    def in_progress(self) -> bool:
        """Whether it has a sentence, and its text goes on or frames are still to be made."""
        return self.submitted > 0 and (
            not self.text_over or self.has_sentences or bool(self.undecoded)
        )

    @property
    def has_first_frame(self) -> bool:
        """Whether its first frame is generated, and its listener has not heard it yet."""
        return not self.listener.has_heard and self.undecoded_seconds > 0

    @property
    def most_seconds_left(self) -> float:
        """How much audio may still have to be generated; infinite while more text may come."""
        if self.prompts or not self.text_over:
            return math.inf
        left = [*self.queue] if self.running is None else [self.running, *self.queue]
        return self.model.frame_seconds * sum(one.most_frames_left / one.speed for one in left)

    @property
    def undecoded_seconds(self) -> float:
        """The audio that is generated and not yet decoded."""
        frames = sum(count / speed for speed, count in self.undecoded_frames.items())
        return frames * self.model.frame_seconds

    def ahead_seconds(self, now: float) -> float:
        """Return the audio in hand, with what is still to be decoded."""
        return self.listener.in_hand_seconds(now) + self.undecoded_seconds

    def waited_seconds(self, now: float) -> float:
        """Return for how long it has stood in line."""
        return 0.0 if self.in_line_since is None else now - self.in_line_since

    def next_generation(self, text: TokenizedText, prompt: Prompt) -> Generation:
        """Return the making of the sentence that follows those that are tokenized."""
        return Generation(
            self.tokenized,
            text,
            self.model.sampling,
            self.entropy,
            prompt.pause_seconds,
            prompt.speed,
        )

    def count_work(self, seconds: float, now: float, call: Call) -> None:
        """Count the seconds of a call for it; one for a draft does not mean that it is at work."""
        if not call.is_draft:
            self.active_at = now
        if call.for_decoder:
            self.decoder_seconds += seconds
        else:
            self.lm_seconds += seconds

    def work_to_tell(self) -> float:
        """Return the work since the last call: of two threads at work, the busier one counts."""
        total = max(self.lm_seconds, self.decoder_seconds)
        news, self.told_seconds = total - self.told_seconds, total
        return news
