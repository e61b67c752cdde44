"""The scheduler: which utterances speak, which wait, and what the model does next.

A state machine without threads or clock: the caller gives the time, runs the calls it is handed
and brings them back. At most one flow LM call (`next_lm_call`) and one decoder call
(`next_decoder_call`) are out at any time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.admission import Admission
from pocket_tts_wyoming.models.batching.ahead import (
    MOST_TOKENS,
    Ahead,
    has_read,
    next_decoding,
    next_reading,
    take_over,
)
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Idle, Read, Tokenize
from pocket_tts_wyoming.models.batching.costs import Costs
from pocket_tts_wyoming.models.batching.decoding import as_decodable, take_latents
from pocket_tts_wyoming.models.batching.listener import Listener
from pocket_tts_wyoming.models.batching.served import ServedModel
from pocket_tts_wyoming.models.batching.utterance import Undecoded, Utterance
from pocket_tts_wyoming.models.batching.waiting import as_waiting, held_back_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.admission import Limits
    from pocket_tts_wyoming.models.batching.backend import Backend, Step, TokenizedText, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.generation import Generation
    from pocket_tts_wyoming.models.batching.policy import Policy
    from pocket_tts_wyoming.models.batching.utterance import Receiver
    from pocket_tts_wyoming.models.engine import Draft, Frame, Prompt

_SHORTEST_REST_SECONDS = 0.001
# A client that plays in real time takes a frame every 80 ms.
_READS_SECONDS = 2.0


class Scheduler:
    """All utterances of all models. `max_speakers`: the most in progress at once.

    Deadlines hold across models, a batch is of one model.
    """

    def __init__(self, policy: Policy, limits: Limits, max_speakers: int | None = None) -> None:
        self._policy = policy
        self._max_speakers = max_speakers
        self._admission = Admission(policy, limits, max_speakers)
        self._utterances: list[Utterance] = []
        self._newcomer_at = float("-inf")
        self._somebody_waits = False

    # the models ----------------------------------------------------------------------------------

    def add(self, backend: Backend, name: str = "", costs: Costs | None = None) -> ServedModel:
        """Serve one more model; `name` is for the log, `costs` what is known of its calls."""
        return ServedModel(backend, name, costs)

    def remove(self, model: ServedModel, error: SpeechError) -> None:
        """End a model's utterances; a call under way for them changes nothing any more."""
        self.fail([one for one in self._utterances if one.model is model], error)

    # the client's side ---------------------------------------------------------------------------

    def open(
        self,
        model: ServedModel,
        voice: VoiceState,
        receiver: Receiver,
        entropy: int,
        now: float,
        *,
        one_by_one: bool,
        paced: bool = True,
        peer: str = "",
    ) -> Utterance:
        """Begin an utterance. It holds nothing until it is given a sentence."""
        listener = Listener(model.frame_seconds, paced=paced, opened_at=now)
        utterance = Utterance(model, voice, receiver, listener, entropy, one_by_one, peer)
        self._utterances.append(utterance)
        return utterance

    def submit(self, utterance: Utterance, prompt: Prompt, now: float) -> None:
        """Queue a sentence behind the utterance's others; BusyError only for its first one."""
        if utterance.over:
            return
        if utterance.submitted == 0:
            leaving = self._admission.make_room(utterance, self._utterances)
            if leaving is not None:
                self.fail([leaving], self._admission.refusal(leaving.model, self._utterances))
            utterance.in_line_since = now
        if not utterance.has_sentences:
            utterance.waiting_since = now
        fastest = max(utterance.speed, prompt.speed)
        utterance.speed = fastest if utterance.submitted else prompt.speed
        utterance.submitted += 1
        ahead = utterance.ahead
        if ahead is None or ahead.draft.prompt != prompt:
            utterance.ahead = None
            utterance.prompts.append(prompt)
        elif ahead.text is None:
            utterance.prompts.append(prompt)
        else:
            self._enqueue(utterance, ahead.text, prompt)

    def read_ahead(self, utterance: Utterance, draft: Draft) -> None:
        """Take a guess at the utterance's next sentence, instead of the one before it."""
        if utterance.over or utterance.prompts or utterance.queue:
            return
        if utterance.ahead is None or utterance.ahead.draft != draft:
            utterance.ahead = Ahead(draft)

    def end_text(self, utterance: Utterance) -> None:
        """Note that no further sentence comes: what is left of an utterance is known then."""
        utterance.text_over = True

    def take(self, utterance: Utterance, frames: int, now: float) -> None:
        """Count frames that the client took; empty frames do not count."""
        utterance.listener.take(frames)
        utterance.taken_at = now

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

    def leaves_room(self, now: float) -> bool:
        """Return whether nobody would wait for, or notice, other work of some 50 ms."""
        return self._policy.leaves_room(
            [
                one.listener.in_hand_seconds(now) if one.listener.has_heard else None
                for one in self._utterances
                if not self._idles(one, now)
            ]
        )

    # the flow LM's side --------------------------------------------------------------------------

    def next_lm_call(self, now: float) -> Tokenize | Begin | Read | Advance | Idle:
        """Decide what the flow LM does next."""
        for utterance in self._utterances:
            if utterance.prompts:
                return Tokenize((utterance,), utterance.prompts.popleft())
        self._admit(now)
        running = [one for one in self._utterances if one.running]
        pressing = [
            one
            for one in self._utterances
            if one.admitted and one.queue and not one.running and not self._lm_rests(one, now)
        ]
        placeable = [one for one in pressing if one.model.free_slots]
        crowded = {one.model for one in pressing if not one.model.free_slots}
        awake = [
            one
            for one in running
            if (one.admitted and not self._lm_rests(one, now))
            # Who may not go on must not keep a slot that is wanted, and latents are small.
            or one.model in crowded
        ]
        in_hand = [one.ahead_seconds(now) for one in running]
        index = self._policy.choose_prompt(
            [as_waiting(one, running, self._newcomer_at, now) for one in placeable],
            in_hand,
            self._listening(now),
            self._slowest_costs(),
        )
        if index is not None:
            return self._begin(placeable[index], now) or self.next_lm_call(now)
        if not self._waits_for_first_frame(awake, now):
            if not pressing and (call := self._read(in_hand, now)):
                return call
            in_hand = [one.ahead_seconds(now) for one in awake]
            if rows := self._policy.choose_rows(in_hand):
                model = awake[min(rows, key=in_hand.__getitem__)].model
                return self._advance([awake[row] for row in rows if awake[row].model is model])
        waits = [
            self._policy.patience_seconds - held_back_seconds(one, self._newcomer_at, now)
            for one in placeable
        ]
        waits += self._admission.seconds_until_change(
            self._utterances, partial(self._idles, now=now), now
        )
        shortest = min(waits, default=None)
        return Idle(None if shortest is None else max(shortest, _SHORTEST_REST_SECONDS))

    def _waits_for_first_frame(self, awake: Iterable[Utterance], now: float) -> bool:
        first = [one for one in self._utterances if one.admitted and one.has_first_frame]
        others = [one.ahead_seconds(now) for one in awake if one.listener.has_heard]
        return bool(first) and self._policy.leaves_decoder_alone(
            min(one.undecoded_seconds for one in first), others, len(first), self._slowest_costs()
        )

    def _slowest_costs(self) -> Costs:
        models = {one.model for one in self._utterances}
        costs = (model.costs for model in models)
        return max(costs, key=lambda one: one.decode.seconds(1), default=Costs())

    def _admit(self, now: float) -> None:
        self._somebody_waits = self._admission.somebody_waits(self._utterances)
        late = self._admission.update(self._utterances, partial(self._idles, now=now), now)
        if late:
            self.fail(late, self._admission.refusal(late[0].model, self._utterances))

    def _read(self, in_hand: Sequence[float], now: float) -> Tokenize | Read | None:
        """Read a draft, if there is one and nobody who speaks suffers for it."""
        costs = self._slowest_costs()
        if not self._policy.may_read(MOST_TOKENS, in_hand, self._listening(now), costs):
            return None
        calls = (next_reading(one, self._policy) for one in self._utterances if one.ahead)
        return next((call for call in calls if call is not None), None)

    def _begin(self, utterance: Utterance, now: float) -> Begin | None:
        """Begin an utterance's next sentence; None if its first frame is made already."""
        generation = utterance.queue.popleft()
        if not utterance.has_begun:
            utterance.has_begun = True
            self._newcomer_at = now
        utterance.receiver.begun()
        frames = take_over(utterance, now)
        if frames is not None:
            if frames:
                self._decoded(utterance, frames, 1, utterance.undecoded[-1].speed, now)
            return None
        slot, known = utterance.model.take_slot(utterance.voice, generation.tokens, self._policy)
        utterance.slot, utterance.running = slot, generation
        utterance.undecoded.append(Undecoded(generation.pause_seconds, generation.speed))
        return Begin((utterance,), slot, generation, min(known, len(generation.tokens) - 1))

    def _advance(self, utterances: Iterable[Utterance]) -> Advance:
        rows = [
            (one, one.slot, one.running)
            for one in utterances
            if one.slot is not None and one.running is not None
        ]
        return Advance(
            tuple(one for one, _, _ in rows), [(slot, generation) for _, slot, generation in rows]
        )

    def _listening(self, now: float) -> list[float]:
        return [
            one.listener.in_hand_seconds(now)
            for one in self._utterances
            if one.listener.has_heard and one.admitted and (one.running or one.undecoded)
        ]

    def _lm_rests(self, utterance: Utterance, now: float) -> bool:
        return (
            self._decoder_rests(utterance, now)
            or utterance.undecoded_seconds > self._policy.lead_seconds
        )

    def _decoder_rests(self, utterance: Utterance, now: float) -> bool:
        return self._policy.rests(
            utterance.listener.untaken_seconds,
            reads=now - utterance.taken_at < _READS_SECONDS,
            wanted=self._somebody_waits,
        )

    def _idles(self, utterance: Utterance, now: float) -> bool:
        """Return whether an utterance waits for its text or its client."""
        return self._decoder_rests(utterance, now) or not (
            utterance.has_sentences or utterance.undecoded
        )

    def _free_slot(self, utterance: Utterance) -> None:
        if utterance.slot is not None:
            utterance.model.free_slot(utterance.slot)
        utterance.slot = utterance.running = None

    # the decoder's side --------------------------------------------------------------------------

    def next_decoder_call(self, now: float) -> Decode | Idle:
        """Decide what the decoder does next."""
        ready = [
            one
            for one in self._utterances
            if one.undecoded
            and (one.undecoded[0].latents or one.undecoded[0].complete)
            and not self._decoder_rests(one, now)
        ]
        # Who gave its share away goes on behind those who have one.
        ready = [one for one in ready if one.admitted] or ready
        newcomers = any(
            one.running and one.listener.paced and not one.listener.has_heard
            for one in self._utterances
        )
        choice = self._policy.choose_decode(
            [as_decodable(one, now) for one in ready],
            self._listening(now),
            self._slowest_costs(),
            newcomers=newcomers,
        )
        if choice is not None:
            return take_latents(ready[choice[0]], choice[1])
        return (None if newcomers else next_decoding(self._utterances)) or Idle(None)

    # both ----------------------------------------------------------------------------------------

    def finish(self, call: Call, seconds: float, now: float) -> None:
        """Take back a call that ran for this many seconds."""
        for utterance in call.utterances:
            share_seconds = seconds / len(call.utterances)
            utterance.count_work(share_seconds, now, call)
        model = call.utterances[0].model
        if model.learn(call, seconds):
            model.log_speed(self._policy.reserve, self._max_speakers, now)
        match call:
            case Tokenize():
                self._tokenized(call)
            case Read():
                has_read(call, now)
            case Begin():
                assert call.step is not None  # noqa: S101 - it has run
                model.note_tokens(call.slot, call.generation.tokens)
                self._stepped(call.utterances[0], call.generation, call.step, now)
            case Advance():
                for utterance, (_, generation), step in zip(
                    call.utterances, call.rows, call.steps, strict=True
                ):
                    self._stepped(utterance, generation, step, now)
            case Decode():
                self._has_decoded(call, now)

    def _has_decoded(self, call: Decode, now: float) -> None:
        utterance = call.utterances[0]
        if not call.part.is_draft:
            self._decoded(utterance, call.frames, len(call.latents), call.part.speed, now)
        elif utterance.ahead is not None and utterance.ahead.part is call.part:
            utterance.ahead.frames = call.frames

    def _tokenized(self, call: Tokenize) -> None:
        assert call.text is not None  # noqa: S101 - it has run
        if call.ahead is not None:
            call.ahead.text = call.text
        elif not call.utterances[0].over:
            self._enqueue(call.utterances[0], call.text, call.prompt)

    def _enqueue(self, utterance: Utterance, text: TokenizedText, prompt: Prompt) -> None:
        utterance.queue.append(utterance.next_generation(text, prompt))
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
            utterance.undecoded_frames[part.speed] += 1
        if complete:
            part.complete = True
            utterance.waiting_since = now
            self._free_slot(utterance)

    def _decoded(
        self, utterance: Utterance, frames: Sequence[Frame], decoded: int, speed: float, now: float
    ) -> None:
        """Give frames out; so many of them were decoded, and are heard at a speed."""
        if utterance.over:
            return
        if decoded:
            utterance.undecoded_frames[speed] -= decoded
            utterance.listener.hand_out(decoded, now, speed)
        first, *others = frames
        utterance.receiver.made([replace(first, work_seconds=utterance.work_to_tell()), *others])
