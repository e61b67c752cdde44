"""The scheduler: which utterances speak, which wait, and what the model does next.

A state machine without threads or clock: the caller gives the time, runs the calls it is handed
and brings them back. At most one flow LM call (`next_lm_call`) and one decoder call
(`next_decoder_call`) are out at any time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import BusyError
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Idle, Tokenize
from pocket_tts_wyoming.models.batching.costs import Costs
from pocket_tts_wyoming.models.batching.generation import Generation, Sampling
from pocket_tts_wyoming.models.batching.listener import Listener
from pocket_tts_wyoming.models.batching.policy import Decodable, SlotState, Waiting
from pocket_tts_wyoming.models.batching.utterance import Undecoded, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.backend import Backend, Step, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.policy import Policy
    from pocket_tts_wyoming.models.batching.utterance import Receiver
    from pocket_tts_wyoming.models.engine import Frame, Prompt

_SHORTEST_REST_SECONDS = 0.001


class Scheduler:
    """All utterances of one backend.

    `max_waiting`: how many may wait for a slot before they have begun.
    """

    def __init__(self, backend: Backend, policy: Policy, max_waiting: int) -> None:
        self.costs = Costs()
        self._policy = policy
        self._max_waiting = max_waiting
        self._frame_seconds = backend.frame_samples / backend.sample_rate_hz
        self._sampling = Sampling(
            backend.latent_dim, backend.temperature, backend.eos_threshold, 1 / self._frame_seconds
        )
        self._utterances: list[Utterance] = []
        self._slots = [SlotState(free=True)] * backend.slots
        self._uses = 0
        self._newcomer_at = float("-inf")

    # the client's side ---------------------------------------------------------------------------

    def open(
        self,
        voice: VoiceState,
        receiver: Receiver,
        entropy: int,
        *,
        one_by_one: bool,
        paced: bool = True,
    ) -> Utterance:
        """Begin an utterance. It holds nothing until it is given a sentence."""
        listener = Listener(self._frame_seconds, paced=paced)
        utterance = Utterance(voice, receiver, listener, entropy, one_by_one)
        self._utterances.append(utterance)
        return utterance

    def submit(self, utterance: Utterance, prompt: Prompt, now: float) -> None:
        """Queue a sentence behind the utterance's others; BusyError only for its first one."""
        if utterance.over:
            return
        if utterance.submitted == 0:
            waiting = sum(one.submitted > 0 and not one.has_begun for one in self._utterances)
            if waiting >= self._max_waiting + self.free_slots:
                raise BusyError(
                    f"All {len(self._slots)} speakers are busy and {waiting} more requests wait: "
                    "try again in a moment, or allow more speakers at once."
                )
        if utterance.running is None and not utterance.prompts and not utterance.queue:
            utterance.waiting_since = now
        utterance.prompts.append(prompt)
        utterance.submitted += 1

    def take(self, utterance: Utterance, frames: int) -> None:
        """Count frames that the client took; empty frames do not count."""
        utterance.listener.take(frames)

    def close(self, utterance: Utterance) -> None:
        """Forget an utterance and all that is left to do for it; harmless if it is over."""
        if utterance.over:
            return
        utterance.over = True
        self._utterances.remove(utterance)
        self._free_slot(utterance)

    def fail(self, utterances: Iterable[Utterance], error: SpeechError) -> None:
        """Close utterances and tell their receivers why."""
        for utterance in list(utterances):
            if not utterance.over:
                self.close(utterance)
                utterance.receiver.failed(error)

    @property
    def utterances(self) -> Sequence[Utterance]:
        """All open utterances."""
        return tuple(self._utterances)

    @property
    def free_slots(self) -> int:
        """How many slots have no sentence running."""
        return sum(slot.free for slot in self._slots)

    # the flow LM's side --------------------------------------------------------------------------

    def next_lm_call(self, now: float) -> Tokenize | Begin | Advance | Idle:
        """Decide what the flow LM does next."""
        for utterance in self._utterances:
            if utterance.prompts:
                return Tokenize((utterance,), utterance.prompts.popleft())
        running = [one for one in self._utterances if one.running]
        waiting = [one for one in self._utterances if one.queue and not one.running]
        pressing = [one for one in waiting if not self._policy.rests(self._ahead(one, now))]
        in_hand = [self._ahead(one, now) for one in running]
        if self.free_slots:
            index = self._policy.choose_prompt(
                [
                    Waiting(
                        tokens=len(one.queue[0].tokens),
                        waited_seconds=now - one.waiting_since,
                        held_back_seconds=self._held_back_seconds(one, now),
                        in_hand_seconds=self._ahead(one, now),
                    )
                    for one in pressing
                ],
                in_hand,
                self._listening(now),
                self.costs,
                crowded=self._is_crowded(now),
            )
            if index is not None:
                return self._begin(pressing[index], now)
        slot_wanted = bool(pressing) and not self.free_slots
        if rows := self._policy.choose_rows(in_hand, slot_wanted=slot_wanted):
            return self._advance([running[index] for index in rows])
        return Idle(self._lm_rest_seconds(running + waiting, now))

    def _begin(self, utterance: Utterance, now: float) -> Begin:
        slot = self._policy.choose_slot(self._slots, utterance.voice)
        assert slot is not None  # noqa: S101 - the caller saw a free one
        self._uses += 1
        self._slots[slot] = SlotState(free=False, voice=utterance.voice, last_used=self._uses)
        utterance.slot = slot
        utterance.running = utterance.queue.popleft()
        if not utterance.has_begun:
            utterance.has_begun = True
            self._newcomer_at = now
        utterance.undecoded.append(Undecoded(utterance.running.pause_seconds))
        utterance.receiver.begun()
        return Begin((utterance,), slot, utterance.running)

    def _advance(self, utterances: Iterable[Utterance]) -> Advance:
        rows = [
            (one, one.slot, one.running)
            for one in utterances
            if one.slot is not None and one.running is not None
        ]
        return Advance(
            tuple(one for one, _, _ in rows), [(slot, generation) for _, slot, generation in rows]
        )

    def _lm_rest_seconds(self, utterances: Iterable[Utterance], now: float) -> float | None:
        waits: list[float] = []
        for one in utterances:
            if self._policy.rests(self._ahead(one, now)):
                undecoded_seconds = one.undecoded_frames * self._frame_seconds
                waits += one.listener.seconds_until(
                    self._policy.rest_seconds - undecoded_seconds, now
                )
            elif self.free_slots:
                waits.append(self._policy.patience_seconds - self._held_back_seconds(one, now))
        return self._shortest(waits)

    def _shortest(self, waits: Iterable[float]) -> float | None:
        shortest = min(waits, default=None)
        return None if shortest is None else max(shortest, _SHORTEST_REST_SECONDS)

    def _held_back_seconds(self, utterance: Utterance, now: float) -> float:
        return now - max(utterance.waiting_since, self._newcomer_at)

    def _listening(self, now: float) -> list[float]:
        return [
            one.listener.in_hand_seconds(now)
            for one in self._utterances
            if one.listener.has_heard and (one.running or one.undecoded)
        ]

    def _is_crowded(self, now: float) -> bool:
        return len(self._slots) <= sum(
            not self._policy.rests(one.listener.in_hand_seconds(now))
            for one in self._utterances
            if one.running or one.undecoded
        )

    def _ahead(self, utterance: Utterance, now: float) -> float:
        undecoded_seconds = utterance.undecoded_frames * self._frame_seconds
        return utterance.listener.in_hand_seconds(now) + undecoded_seconds

    def _free_slot(self, utterance: Utterance) -> None:
        if utterance.slot is not None:
            used = self._slots[utterance.slot]
            self._slots[utterance.slot] = SlotState(
                free=True, voice=used.voice, last_used=used.last_used
            )
        utterance.slot = utterance.running = None

    # the decoder's side --------------------------------------------------------------------------

    def next_decoder_call(self, now: float) -> Decode | Idle:
        """Decide what the decoder does next."""
        ready = [
            one
            for one in self._utterances
            if one.undecoded and (one.undecoded[0].latents or one.undecoded[0].complete)
        ]
        newcomers = any(one.running and not one.listener.has_heard for one in self._utterances)
        choice = self._policy.choose_decode(
            [
                Decodable(
                    max(1, len(one.undecoded[0].latents)),
                    one.listener.in_hand_seconds(now) if one.listener.has_heard else None,
                    now - (one.undecoded[0].first_latent_at or now),
                    one.one_by_one,
                )
                for one in ready
            ],
            self._listening(now),
            self.costs,
            newcomers=newcomers,
        )
        if choice is None:
            rest_seconds = self._policy.rest_seconds
            return Idle(
                self._shortest(
                    wait for one in ready for wait in one.listener.seconds_until(rest_seconds, now)
                )
            )
        utterance, count = ready[choice[0]], choice[1]
        part = utterance.undecoded[0]
        latents = [part.latents.popleft() for _ in range(min(count, len(part.latents)))]
        last = part.complete and not part.latents
        if last:
            utterance.undecoded.popleft()
        return Decode((utterance,), part, latents, last)

    # both ----------------------------------------------------------------------------------------

    def finish(self, call: Call, seconds: float, now: float) -> None:
        """Take back a call that ran for so many seconds."""
        for utterance in call.utterances:
            if isinstance(call, Decode):
                utterance.decoder_seconds += seconds
            else:
                utterance.lm_seconds += seconds / len(call.utterances)
        if isinstance(call, Tokenize):
            self._tokenized(call)
        elif isinstance(call, Begin):
            self.costs.prompt.learn(len(call.generation.tokens), seconds)
            assert call.step is not None  # noqa: S101 - it has run
            self._stepped(call.utterances[0], call.generation, call.step, now)
        elif isinstance(call, Advance):
            self.costs.step.learn(len(call.rows), seconds)
            for utterance, (_, generation), step in zip(
                call.utterances, call.rows, call.steps, strict=True
            ):
                self._stepped(utterance, generation, step, now)
        else:
            if call.latents:
                self.costs.decode.learn(len(call.latents), seconds)
            self._decoded(call.utterances[0], len(call.latents), call.frames, now)

    def _tokenized(self, call: Tokenize) -> None:
        utterance = call.utterances[0]
        if not utterance.over:
            assert call.text is not None  # noqa: S101 - it has run
            generation = Generation(
                utterance.tokenized,
                call.text,
                self._sampling,
                utterance.entropy,
                call.prompt.pause_seconds,
            )
            utterance.queue.append(generation)
            utterance.tokenized += 1

    def _stepped(
        self, utterance: Utterance, generation: Generation, step: Step, now: float
    ) -> None:
        if utterance.over:
            return
        latent, complete = generation.accept(step)
        part = utterance.undecoded[-1]
        if part.first_latent_at is None:
            part.first_latent_at = now
        if latent is not None:
            part.latents.append(latent)
            utterance.undecoded_frames += 1
        if complete:
            part.complete = True
            utterance.waiting_since = now
            self._free_slot(utterance)

    def _decoded(
        self, utterance: Utterance, decoded: int, frames: Sequence[Frame], now: float
    ) -> None:
        if utterance.over:
            return
        if decoded:
            utterance.undecoded_frames -= decoded
            utterance.listener.hand_out(decoded, now)
        first, *others = frames
        utterance.receiver.made([replace(first, work_seconds=utterance.work_to_tell()), *others])
