"""What is done for a sentence before its text is certain: reading it, and making its first frame.

A slot keeps the text that was read into it until it is used for another one, and counts as free
all that time. So a reading holds nothing, and one that is not needed costs its own work only. It
stays right because a prompt is compared with what was read, token by token.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.batching.calls import Decode, Read, Tokenize
from pocket_tts_wyoming.models.batching.utterance import Undecoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pocket_tts_wyoming.models.batching.backend import TokenizedText
    from pocket_tts_wyoming.models.batching.generation import Generation
    from pocket_tts_wyoming.models.batching.policy import Policy
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Draft, Frame

# A newcomer's prompt waits for no more than that: 6 ms (english, int8, 2 cores).
MOST_TOKENS = 16


@dataclass(eq=False, slots=True)
class Ahead:
    """A draft on its way through the model.

    `text`: its tokens, once they are known. `read`: nothing is left to read. `generation`: the
    sentence whose first frame is made, in the `use` of its `slot`; the frame's latent is in `part`,
    or decoded in `frames`.
    """

    draft: Draft
    text: TokenizedText | None = None
    read: bool = False
    generation: Generation | None = None
    slot: int = 0
    use: int = 0
    part: Undecoded | None = None
    frames: list[Frame] = field(default_factory=list)

    @property
    def tokens(self) -> Sequence[int]:
        """What the sentence begins with: of an incomplete one, without the mark at its end."""
        tokens = self.text.tokens if self.text is not None else ()
        return tokens if self.draft.complete else tokens[:-1]


def next_reading(utterance: Utterance, policy: Policy) -> Tokenize | Read | None:
    """Return what the flow LM can do for an utterance's draft; None if it is done or has to wait.

    A draft waits until all sentences before it have left the flow LM.
    """
    ahead = utterance.ahead
    if ahead is None or ahead.read or utterance.has_sentences:
        return None
    if ahead.text is None:
        return Tokenize((utterance,), ahead.draft.prompt, ahead)
    model, tokens = utterance.model, ahead.tokens
    found = model.find_slot(utterance.voice, tokens, policy, spare=True)
    if found is None or not tokens:
        return None
    slot, known = found
    if known == len(tokens) and not ahead.draft.complete:
        ahead.read = True
        return None
    known = min(known, len(tokens) - 1)
    end = min(len(tokens), known + MOST_TOKENS)
    generation = None
    if ahead.draft.complete and end == len(tokens):
        generation = utterance.next_generation(ahead.text, ahead.draft.prompt)
    use = model.read_into(slot, utterance.voice)
    return Read((utterance,), ahead, slot, use, tokens[:end], known, generation)


def has_read(call: Read, now: float) -> None:
    """Take a reading back: the slot knows its tokens, and the draft perhaps its first frame."""
    utterance, ahead = call.utterances[0], call.ahead
    if call.step is None:  # it does not fit into the slot; its sentence will say so
        ahead.read = True
        return
    utterance.model.note_tokens(call.slot, call.tokens)
    ahead.read = len(call.tokens) == len(ahead.tokens)
    if call.generation is None:
        return
    latent, complete = call.generation.accept(call.step)
    if latent is None or complete:
        return
    ahead.generation, ahead.slot, ahead.use = call.generation, call.slot, call.use
    ahead.part = Undecoded(
        call.generation.pause_seconds, call.generation.speed, first_latent_at=now, is_draft=True
    )
    ahead.part.latents.append(np.array(latent))


def next_decoding(utterances: Iterable[Utterance]) -> Decode | None:
    """Return what the decoder can do for the first draft whose first frame is made."""
    for one in utterances:
        part = one.ahead.part if one.ahead is not None else None
        if part is not None and part.latents:
            return Decode((one,), part, [part.latents.popleft()], last=False)
    return None


def take_over(utterance: Utterance, now: float) -> Sequence[Frame] | None:
    """Make an utterance's draft its sentence under way; the draft is over either way.

    Returns what has been decoded of it; None if it was not read to its end, or its slot has been
    used since.
    """
    ahead, utterance.ahead = utterance.ahead, None
    if ahead is None or ahead.generation is None or ahead.part is None:
        return None
    if not utterance.model.take_again(ahead.slot, ahead.use):
        return None
    utterance.slot, utterance.running = ahead.slot, ahead.generation
    ahead.part.is_draft, ahead.part.first_latent_at = False, now
    utterance.undecoded.append(ahead.part)
    utterance.undecoded_frames[ahead.part.speed] += 1
    return ahead.frames
