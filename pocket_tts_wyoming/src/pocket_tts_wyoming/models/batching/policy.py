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

    `held_back_seconds`: how long it has waited since the last newcomer was let in. `costs` are its
    model's. `others_seconds`: what one step of all other models takes.
    """

    tokens: int
    waited_seconds: float
    held_back_seconds: float
    in_hand_seconds: float
    costs: Costs | None = None
    others_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Decodable:
    """An utterance with latents to decode; `in_hand_seconds` counts decoded audio alone.

    None means that its listener has heard nothing yet; below 0 it ran dry so long ago, and who
    waits longest is first. `waited_seconds`: how long its sentence has had something to decode.
    `costs` are its model's. `one_by_one` asks for one frame per call: the number of frames in a
    call changes the last bits of the audio.
    """

    frames: int
    in_hand_seconds: float | None
    waited_seconds: float = 0.0
    one_by_one: bool = False
    costs: Costs | None = None


@dataclass(frozen=True, slots=True)
class SlotState:
    """What the scheduler knows of a slot: `voice` is in it, and `tokens` were read behind it.

    `last_used` grows with every use.
    """

    free: bool
    voice: VoiceState | None = None
    last_used: int = 0
    tokens: Sequence[int] = ()

    def known(self, voice: VoiceState, tokens: Sequence[int]) -> int:
        """Return how many of the tokens have been read into the slot already."""
        if self.voice is not voice:
            return 0
        pairs = enumerate(zip(self.tokens, tokens, strict=False))
        differs = (place for place, (read, wanted) in pairs if read != wanted)
        return next(differs, min(len(self.tokens), len(tokens)))


@dataclass(frozen=True, slots=True)
class Policy:
    """The parameters of the decisions, and the decisions.

    `rest_seconds`: an utterance rests whose client has not taken more than so much, or than
    `wanted_seconds` while somebody waits for its share. `lead_seconds`: so far the flow LM runs
    ahead of the decoder. `patience_seconds`: a sentence that was held back for so long is prompted
    even if another one stutters for it. `slack_seconds`: a margin against a busy machine, on top of
    the estimated costs. While an utterance has less than `comfortable_seconds` in hand, those with
    more make no frames. `frames_per_decode`: the most in one call. `reserve`: the machine must be
    this many times faster than those who speak need it. `room_seconds`: with so much in hand a
    listener does not notice other work of some 50 ms.
    """

    rest_seconds: float = 8.0
    wanted_seconds: float = 60.0
    lead_seconds: float = 2.0
    patience_seconds: float = 1.5
    slack_seconds: float = 0.04
    comfortable_seconds: float = 0.4
    frames_per_decode: int = 4
    reserve: float = 1.15
    room_seconds: float = 1.0

    def leaves_room(self, in_hand: Sequence[float | None]) -> bool:
        """Return whether there is time for other work than speech.

        `in_hand`: seconds, of all utterances that have something to do; None has heard nothing yet.
        """
        return all(seconds is not None and seconds >= self.room_seconds for seconds in in_hand)

    def rests(self, untaken_seconds: float, *, reads: bool, wanted: bool) -> bool:
        """Return whether an utterance makes no audio for now.

        What its client has not taken bounds it, and the memory that it costs. Being ahead of the
        listener does not rest: finishing early makes room for others. So if somebody waits
        (`wanted`), a client that `reads`, in real time for example, is given more than usual.
        """
        bound = self.wanted_seconds if wanted and reads else self.rest_seconds
        return untaken_seconds > bound

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
    ) -> int | None:
        """Choose the sentence to prompt now; None if all have to wait. A slot must be free.

        Utterances that would stutter come first, then the newcomers in order of arrival, then the
        rest. A prompt stops all running utterances (`running`: seconds in hand, undecoded frames
        included) and then gives the decoder more to do (`listening`: seconds of decoded audio in
        hand, of all utterances that are not complete). So a prompt waits until each of them has
        its reserve; but no longer than `patience_seconds`, and not at all if its own listener has
        the least in hand. `costs`: those of the model that is slowest to decode, of all that speak.
        """
        if not waiting:
            return None

        def reserve_seconds(one: Waiting) -> float:
            own = self.reserve_seconds(one.tokens, len(running), one.costs or costs)
            return own + one.others_seconds

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
        if (
            self._nobody_suffers(reserve_seconds(first), running, listening, costs)
            or first.held_back_seconds >= self.patience_seconds
            or 0 < first.in_hand_seconds <= least
        ):
            return index
        return None

    def may_read(
        self, tokens: int, running: Sequence[float], listening: Sequence[float], costs: Costs
    ) -> bool:
        """Return whether there is time to read so many tokens of a text that is not certain."""
        needed_seconds = self.reserve_seconds(tokens, len(running), costs)
        return self._nobody_suffers(needed_seconds, running, listening, costs)

    def _nobody_suffers(
        self,
        needed_seconds: float,
        running: Sequence[float],
        listening: Sequence[float],
        costs: Costs,
    ) -> bool:
        least = min(running, default=float("inf"))
        least_heard = min(listening, default=float("inf"))
        return least >= needed_seconds and least_heard >= self._round_seconds(len(listening), costs)

    def choose_rows(self, running: Sequence[float]) -> list[int]:
        """Choose the utterances that make a frame in the next step, by their seconds in hand."""
        short = [i for i, in_hand in enumerate(running) if in_hand < self.comfortable_seconds]
        return short or list(range(len(running)))

    def leaves_decoder_alone(
        self, first_seconds: float, in_hand: Sequence[float], newcomers: int, costs: Costs
    ) -> bool:
        """Return whether the flow LM makes nothing while the decoder makes a first frame.

        Both want all cores: beside a step that frame took 14 to 18 ms instead of 10 (english, int8,
        two cores). The second frame is late by that, and must be there when the first one, of
        `first_seconds`, has been played; its decoding shares the cores with the third one's step.
        `in_hand`: seconds, of those who have heard something and need the next step.
        """
        second_seconds = costs.step.seconds(newcomers) + 2 * costs.decode.seconds(1)
        return second_seconds <= first_seconds and all(
            seconds >= self.comfortable_seconds for seconds in in_hand
        )

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
        which must not wait behind a long call. `costs`: as in `choose_prompt`.
        """
        if not decodable:
            return None
        first_frame_seconds = 2 * costs.decode.seconds(1) + self.slack_seconds

        def urgency(index: int) -> float:
            one = decodable[index]
            if one.in_hand_seconds is None:
                return first_frame_seconds - one.waited_seconds
            return one.in_hand_seconds

        index = min(range(len(decodable)), key=urgency)
        chosen = decodable[index]
        own = chosen.costs or costs
        count = 1
        if not (newcomers or chosen.one_by_one or chosen.in_hand_seconds is None):
            spare = min(listening, default=0.0) - own.decode.seconds(1) - self.slack_seconds
            while count < self.frames_per_decode and own.decode.seconds(count + 1) <= spare:
                count += 1
        return index, min(count, chosen.frames)

    def choose_slot(
        self,
        slots: Sequence[SlotState],
        voice: VoiceState,
        usual: int | None = None,
        tokens: Sequence[int] = (),
    ) -> int | None:
        """Choose a free slot.

        A step computes all slots between the first and the last that are in use, so a slot near
        those is best; then the one where most of `tokens` have been read; then one that holds the
        voice, then the least recently used. Slots beyond the `usual` number take memory at their
        first use, and are used when no other is free.
        """
        used = [index for index, slot in enumerate(slots) if not slot.free]

        def cost(index: int) -> tuple[int, int, bool, int]:
            slot, span = slots[index], max([index, *used]) - min([index, *used])
            unknown = len(tokens) - slot.known(voice, tokens)
            return span, unknown, slot.voice is not voice, slot.last_used

        free = [index for index, slot in enumerate(slots) if slot.free]
        usually = [index for index in free if usual is None or index < usual]
        return min(usually or free, key=cost, default=None)
