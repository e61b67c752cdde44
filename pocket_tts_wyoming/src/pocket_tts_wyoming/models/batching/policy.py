"""Who is next: the scheduler's decisions, as functions of what each utterance has in hand.

"In hand" is the audio that an utterance has made and its listener has not played yet, in seconds.
Nothing here knows threads, the model or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.backend import VoiceState
    from pocket_tts_wyoming.models.batching.costs import Costs


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sentence that has no slot yet. `in_hand_seconds` is 0 while its listener hears nothing.

    `held_back_seconds`: how long it has waited since the last newcomer was let in.
    """

    tokens: int
    waited_seconds: float
    held_back_seconds: float
    in_hand_seconds: float


@dataclass(frozen=True, slots=True)
class Decodable:
    """An utterance with latents to decode; `in_hand_seconds` counts decoded audio alone.

    None means that its listener has heard nothing yet. `waited_seconds`: how long its sentence
    has had something to decode. `one_by_one` asks for one frame per call: the number of frames
    in a call changes the last bits of the audio.
    """

    frames: int
    in_hand_seconds: float | None
    waited_seconds: float = 0.0
    one_by_one: bool = False


@dataclass(frozen=True, slots=True)
class SlotState:
    """What the scheduler knows of a slot: `voice` is in it, `last_used` grows with every use."""

    free: bool
    voice: VoiceState | None = None
    last_used: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """The parameters of the decisions, and the decisions.

    `rest_seconds`: an utterance with more in hand rests. `patience_seconds`: a sentence that
    was held back for so long is prompted even if another one stutters for it. `slack_seconds`: a
    reserve against a busy machine, on top of the estimated costs. While an utterance has less than
    `comfortable_seconds` in hand, those with more make no frames. `frames_per_decode`: the most
    in one call.
    """

    rest_seconds: float = 8.0
    patience_seconds: float = 1.5
    slack_seconds: float = 0.04
    comfortable_seconds: float = 0.4
    frames_per_decode: int = 4

    def rests(self, in_hand_seconds: float) -> bool:
        """Return whether an utterance is so far ahead of its listener that it makes no more."""
        return in_hand_seconds > self.rest_seconds

    def reserve_seconds(self, tokens: int, running: int, costs: Costs) -> float:
        """Return what a running utterance needs in hand to survive the prompt of another one.

        After the prompt come one step and, at worst, a frame of every other utterance in the
        decoder.
        """
        return (
            costs.prompt.seconds(tokens)
            + costs.step.seconds(running + 1)
            + self._round_seconds(running, costs)
        )

    def _round_seconds(self, others: int, costs: Costs) -> float:
        """Return how long the decoder takes for one frame of each utterance, with some slack."""
        return (others + 1) * costs.decode.seconds(1) + self.slack_seconds

    def choose_prompt(
        self,
        waiting: Sequence[Waiting],
        running: Sequence[float],
        listening: Sequence[float],
        costs: Costs,
        *,
        crowded: bool,
    ) -> int | None:
        """Choose the sentence to prompt now; None if all have to wait. A slot must be free.

        Utterances that would stutter come first, then the newcomers in order of arrival, then the
        rest. A prompt stops all running utterances (`running`: seconds in hand, undecoded frames
        included) and then gives the decoder more to do (`listening`: seconds of decoded audio in
        hand, of all utterances that are not complete). So a prompt waits until each of them has
        its reserve; but no longer than `patience_seconds`, and not at all if its own listener has
        the least in hand. `crowded`: there are as many unfinished utterances as slots, counting
        those that only the decoder still works on; then no newcomer begins.
        """
        if not waiting:
            return None

        def reserve_seconds(one: Waiting) -> float:
            return self.reserve_seconds(one.tokens, len(running), costs)

        def urgency(index: int) -> tuple[int, float]:
            one = waiting[index]
            if one.held_back_seconds >= self.patience_seconds:
                return 0, -one.waited_seconds
            if not one.in_hand_seconds:
                return 2, -one.waited_seconds
            if one.in_hand_seconds < reserve_seconds(one):
                return 1, one.in_hand_seconds
            return 3, one.in_hand_seconds

        index = min(range(len(waiting)), key=urgency)
        first = waiting[index]
        least = min(running, default=float("inf"))
        nobody_suffers = least >= reserve_seconds(first) and min(
            listening, default=float("inf")
        ) >= self._round_seconds(len(listening), costs)
        if (
            (nobody_suffers and (first.in_hand_seconds or not crowded))
            or first.held_back_seconds >= self.patience_seconds
            or 0 < first.in_hand_seconds <= least
        ):
            return index
        return None

    def choose_rows(self, running: Sequence[float], *, slot_wanted: bool) -> list[int]:
        """Choose the utterances that make a frame in the next step, by their seconds in hand.

        If a sentence waits for a slot, resting utterances finish theirs: a client that does not
        read must not keep its slot, and undecoded frames are small.
        """
        awake = [
            index for index, in_hand in enumerate(running) if slot_wanted or not self.rests(in_hand)
        ]
        short = [index for index in awake if running[index] < self.comfortable_seconds]
        return short or awake

    def choose_decode(
        self,
        decodable: Sequence[Decodable],
        listening: Sequence[float],
        costs: Costs,
        *,
        newcomers: bool,
    ) -> tuple[int, int] | None:
        """Choose whose frames to decode and how many in one call; None if there is nothing to do.

        `listening`: seconds of decoded audio in hand, of all utterances that are not complete,
        with frames to decode or not. `newcomers`: an utterance is about to have its first frame,
        which must not wait behind a long call.
        """
        candidates = [
            index
            for index, one in enumerate(decodable)
            if one.in_hand_seconds is None or not self.rests(one.in_hand_seconds)
        ]
        if not candidates:
            return None
        first_frame_seconds = 2 * costs.decode.seconds(1) + self.slack_seconds

        def urgency(index: int) -> float:
            one = decodable[index]
            if one.in_hand_seconds is None:
                return first_frame_seconds - one.waited_seconds
            return one.in_hand_seconds

        index = min(candidates, key=urgency)
        chosen = decodable[index]
        count = 1
        if not (newcomers or chosen.one_by_one or chosen.in_hand_seconds is None):
            spare = min(listening, default=0.0) - costs.decode.seconds(1) - self.slack_seconds
            while count < self.frames_per_decode and costs.decode.seconds(count + 1) <= spare:
                count += 1
        return index, min(count, chosen.frames)

    def choose_slot(self, slots: Sequence[SlotState], voice: VoiceState) -> int | None:
        """Choose a free slot: one that holds the voice, or else the least recently used."""

        def cost(index: int) -> tuple[bool, int]:
            return slots[index].voice is not voice, slots[index].last_used

        free = [index for index, slot in enumerate(slots) if slot.free]
        return min(free, key=cost, default=None)
