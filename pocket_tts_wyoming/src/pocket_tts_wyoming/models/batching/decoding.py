"""What the decoder is handed: an utterance as the policy sees it, and its next latents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.calls import Decode
from pocket_tts_wyoming.models.batching.policy import Decodable

if TYPE_CHECKING:
    from pocket_tts_wyoming.models.batching.utterance import Utterance


def as_decodable(utterance: Utterance, now: float) -> Decodable:
    """Describe an utterance that has something to decode."""
    listener, part = utterance.listener, utterance.undecoded[0]
    return Decodable(
        frames=max(1, len(part.latents)),
        in_hand_seconds=(
            listener.margin_seconds(now) if listener.has_heard or not listener.paced else None
        ),
        waited_seconds=now - (part.first_latent_at or now),
        one_by_one=utterance.one_by_one,
        costs=utterance.model.costs,
    )


def take_latents(utterance: Utterance, count: int) -> Decode:
    """Take the next latents of an utterance, so many at most and of one sentence."""
    part = utterance.undecoded[0]
    latents = [part.latents.popleft() for _ in range(min(count, len(part.latents)))]
    last = part.complete and not part.latents
    if last:
        utterance.undecoded.popleft()
    return Decode((utterance,), part, latents, last)
