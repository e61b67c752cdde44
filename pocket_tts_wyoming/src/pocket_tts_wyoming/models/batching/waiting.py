"""A sentence that waits for a slot, as the policy sees it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.policy import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.models.batching.utterance import Utterance


def as_waiting(
    utterance: Utterance, running: Iterable[Utterance], newcomer_at: float, now: float
) -> Waiting:
    """Describe an utterance's next sentence, beside those that are `running`.

    `newcomer_at`: when the latest newcomer began.
    """
    others = Counter(one.model for one in running if one.model is not utterance.model)
    return Waiting(
        tokens=len(utterance.queue[0].tokens),
        waited_seconds=now - utterance.waiting_since,
        held_back_seconds=held_back_seconds(utterance, newcomer_at, now),
        in_hand_seconds=utterance.ahead_seconds(now),
        costs=utterance.model.costs,
        others_seconds=sum(model.costs.step.seconds(rows) for model, rows in others.items()),
    )


def held_back_seconds(utterance: Utterance, newcomer_at: float, now: float) -> float:
    """Return how long a sentence waits already because another utterance would stutter."""
    if not utterance.listener.paced and utterance.listener.in_hand_seconds(now):
        return 0.0  # nobody hears it now
    return now - max(utterance.waiting_since, newcomer_at)
