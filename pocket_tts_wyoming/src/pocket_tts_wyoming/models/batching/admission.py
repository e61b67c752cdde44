"""Who may speak: a share of the model for each utterance, and a line for those who wait.

An utterance is admitted when the machine can make its audio in time together with that of all
who are admitted already. The test is that for deadlines under "least in hand first": for every
time t, what has to be made until then must not take longer than t.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pocket_tts_wyoming.models.batching.policy import Policy
    from pocket_tts_wyoming.models.batching.served import ServedModel
    from pocket_tts_wyoming.models.batching.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many may wait.

    `wait_seconds`: a newcomer that has not been admitted by then is refused: people do not wait
    longer for an answer. `waiting`: the most newcomers in line. `stall_seconds`: an utterance that
    waits so long for its text or its client gives its share to one that waits. When it goes on, it
    gets its share back as soon as nobody runs dry within the next `resume_seconds`.
    `turn_seconds`: a newcomer of a client that has nothing in progress waits no longer than that
    for a client that occupies the model with several.
    """

    wait_seconds: float = 30.0
    waiting: int = 16
    stall_seconds: float = 2.0
    resume_seconds: float = 15.0
    turn_seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What an utterance needs of one thread.

    `remaining_seconds`: the audio that is still to be made, as long as it is heard; infinite if
    nobody knows. `work`: the seconds of work for one second of it.
    """

    in_hand_seconds: float
    remaining_seconds: float
    work: float


def fits(claims: Sequence[Claim]) -> bool:
    """Return whether one thread can make everything in time, if the least in hand comes first.

    A listener with h seconds in hand needs t - h seconds of audio by the time t, until there is
    nothing left to make. So the demand grows in straight lines; it can exceed the time that has
    passed only where a claim ends, or in the long run.
    """
    if sum(one.work for one in claims if math.isinf(one.remaining_seconds)) > 1:
        return False
    return all(
        sum(
            one.work * min(one.remaining_seconds, max(0.0, end - one.in_hand_seconds))
            for one in claims
        )
        <= end
        for end in (one.in_hand_seconds + one.remaining_seconds for one in claims)
        if math.isfinite(end)
    )


class Admission:
    """Decides who may speak. Holds the order of the clients; the rest is in the utterances.

    `max_speakers`: the most utterances in progress, however fast the machine is.
    """

    def __init__(self, policy: Policy, limits: Limits, max_speakers: int | None) -> None:
        self._policy = policy
        self._limits = limits
        self._max_speakers = math.inf if max_speakers is None else max_speakers
        self._admissions = 0
        self._last_admission: dict[str, int] = {}  # per peer

    def make_room(self, newcomer: Utterance, utterances: Sequence[Utterance]) -> Utterance | None:
        """Find a place in the line for a newcomer; raises BusyError if there is none.

        Returns the utterance that has to leave the line for it: the last one of the client that
        has most in line, if the newcomer's client has fewer.
        """
        line = [one for one in utterances if _waits(one) and not one.has_begun]
        speaking = sum(_counts(one) for one in utterances)
        if len(line) < self._limits.waiting + max(0, self._most(newcomer.model) - speaking):
            return None
        by_peer: dict[str, list[Utterance]] = {}
        for one in line:
            by_peer.setdefault(one.peer, []).append(one)
        longest = max(by_peer.values(), key=len, default=[])
        if len(by_peer.get(newcomer.peer, ())) + 1 >= len(longest):
            raise self.refusal(newcomer.model, utterances)
        return longest[-1]

    def update(
        self, utterances: Sequence[Utterance], idles: Callable[[Utterance], bool], now: float
    ) -> list[Utterance]:
        """Admit those in line that fit; return the newcomers that have waited too long.

        `idles` tells whether an utterance waits for its text or its client.
        """
        line = [one for one in utterances if _waits(one) and not idles(one)]
        if not line:
            self._forget_peers(utterances)
            return []
        for one in line:
            if one.in_line_since is None:
                one.in_line_since = now
        for one in utterances:
            if one.admitted and idles(one) and now - one.active_at >= self._limits.stall_seconds:
                one.admitted = False
        for paced in (True, False):
            while candidates := [
                one for one in line if one.listener.paced is paced and not one.admitted
            ]:
                first = min(candidates, key=self._order(utterances))
                if not self._may_speak(first, utterances, now):
                    break
                self._admit(first, now)
        return [
            one
            for one in line
            if not one.admitted
            and not one.has_begun
            and one.waited_seconds(now) >= self._limits.wait_seconds
        ]

    def somebody_waits(self, utterances: Iterable[Utterance]) -> bool:
        """Return whether an utterance that has something to say has no share."""
        return any(_waits(one) for one in utterances)

    def seconds_until_change(
        self, utterances: Iterable[Utterance], idles: Callable[[Utterance], bool], now: float
    ) -> list[float]:
        """Return after how many seconds time alone may change something."""
        utterances = list(utterances)
        line = [one for one in utterances if _waits(one) and not idles(one)]
        if not line:
            return []
        limits = self._limits
        waits = [
            limits.stall_seconds - (now - one.active_at)
            for one in utterances
            if one.admitted and idles(one)
        ]
        for one in line:
            waited = one.waited_seconds(now)
            bounds = (limits.turn_seconds, limits.wait_seconds)
            waits += [bound - waited for bound in bounds if bound > waited]
        return [wait for wait in waits if wait > 0]

    def refusal(self, model: ServedModel, utterances: Sequence[Utterance]) -> BusyError:
        """Return the error for a newcomer, with figures and what to change."""
        speaking = sum(_counts(one) for one in utterances)
        waiting = sum(_waits(one) and not one.has_begun for one in utterances)
        remedy = (
            "a higher MAX_SPEAKERS lets more speak at once"
            if self._max_speakers <= model.speakers(self._policy.reserve)
            else "a smaller model (MODEL_VARIANT) or a faster machine lets more speak at once"
        )
        spoken = f"{_count(speaking, 'answer is', 'answers are')} being spoken, "
        return BusyError(
            f"{spoken if speaking else ''}{_count(waiting, 'answer waits', 'answers wait')}, and "
            f"this machine has no time for more: try again in a moment; {remedy}."
        )

    def _may_speak(self, newcomer: Utterance, utterances: Sequence[Utterance], now: float) -> bool:
        others = [one for one in utterances if _counts(one)]
        same_model = sum(one.model is newcomer.model for one in others)
        if len(others) >= self._max_speakers or same_model >= newcomer.model.slots:
            return self._takes_turn(newcomer, utterances, now)
        if not newcomer.listener.paced:
            # They take what the others leave; one after the other, so that the first is soon done.
            collecting = sum(not one.listener.paced for one in others)
            return collecting < newcomer.model.speakers(self._policy.reserve)
        paced = [one for one in others if one.listener.paced]
        if not paced or self._fits([*paced, newcomer], now):
            return True
        waited_seconds = newcomer.waited_seconds(now)
        if newcomer.has_begun and not newcomer.gave_way:
            # Silence after its writer's own is better than that of all.
            return waited_seconds >= self._limits.wait_seconds or self._fits(
                [*paced, newcomer], now, self._limits.resume_seconds
            )
        return self._takes_turn(newcomer, utterances, now)

    def _takes_turn(self, newcomer: Utterance, utterances: Sequence[Utterance], now: float) -> bool:
        """Make a client that wants the model several times give one place to another client."""
        peers = [one.peer for one in utterances if _counts(one)]
        waited_seconds = newcomer.waited_seconds(now)
        if (
            newcomer.has_begun
            or newcomer.peer in peers
            or waited_seconds < self._limits.turn_seconds
        ):
            return False
        wanted = [one.peer for one in utterances if _counts(one) or _waits(one)]
        greedy = max(set(peers), key=lambda peer: (peers.count(peer), wanted.count(peer)))
        if wanted.count(greedy) < 2:  # noqa: PLR2004 - several
            return False
        giving = max(
            (one for one in utterances if _counts(one) and one.peer == greedy),
            key=lambda one: one.ahead_seconds(now),
        )
        giving.admitted, giving.gave_way, giving.in_line_since = False, True, now
        return True

    def _fits(
        self, utterances: Sequence[Utterance], now: float, horizon_seconds: float = math.inf
    ) -> bool:
        """Return whether all can be made in time; as far ahead as the horizon."""
        lm, decoder = [], []
        for one in utterances:
            model, costs = one.model, one.model.costs
            rows = sum(other.model is model for other in utterances)
            to_generate = min(one.most_seconds_left, horizon_seconds)
            in_hand = one.listener.in_hand_seconds(now)
            # A second of what is heard at speed 2 takes two seconds of what the model makes.
            needed = self._policy.reserve * one.speed
            lm.append(
                Claim(
                    in_hand + one.undecoded_seconds,
                    to_generate,
                    needed * costs.lm_load(rows, model.frame_seconds) / rows,
                )
            )
            decoder.append(
                Claim(
                    in_hand,
                    to_generate + one.undecoded_seconds,
                    needed * costs.decoder_load(1, model.frame_seconds),
                )
            )
        return fits(lm) and fits(decoder)

    def _most(self, model: ServedModel) -> float:
        return min(self._max_speakers, model.speakers(self._policy.reserve))

    def _order(
        self, utterances: Sequence[Utterance]
    ) -> Callable[[Utterance], tuple[bool, int, int, float]]:
        """Order the line: who has begun, then clients in turn, then arrival."""
        speaking = [one.peer for one in utterances if _counts(one)]

        def key(one: Utterance) -> tuple[bool, int, int, float]:
            since = one.in_line_since or 0.0
            if one.has_begun and not one.gave_way:
                return False, 0, 0, since
            last = self._last_admission.get(one.peer, 0)
            return True, speaking.count(one.peer), last, since

        return key

    def _admit(self, one: Utterance, now: float) -> None:
        one.admitted, one.gave_way, one.in_line_since = True, False, None
        one.active_at = now
        if not one.has_begun:
            one.waiting_since = now
        one.listener.begin(now)
        self._admissions += 1
        self._last_admission[one.peer] = self._admissions

    def _forget_peers(self, utterances: Sequence[Utterance]) -> None:
        if not utterances:
            self._last_admission.clear()


def _waits(one: Utterance) -> bool:
    return not one.admitted and one.submitted > 0 and one.has_sentences


def _counts(one: Utterance) -> bool:
    return one.admitted and one.in_progress


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
