"""One model under the scheduler: its slots, and what its calls cost here."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Read
from pocket_tts_wyoming.models.batching.costs import Costs
from pocket_tts_wyoming.models.batching.generation import Sampling
from pocket_tts_wyoming.models.batching.policy import SlotState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.backend import Backend, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.policy import Policy


_LOGGER = logging.getLogger(__name__)

_CALLS_BEFORE_LOG = 20
_SECONDS_BETWEEN_LOGS = 60.0
_NOTABLE = 0.25


class ServedModel:
    """What the scheduler knows of a backend. Nothing here calls it.

    `costs`: what is known of its calls already, and is learned on.
    """

    def __init__(self, backend: Backend, name: str = "", costs: Costs | None = None) -> None:
        self._name = name or "(unnamed)"
        self.backend = backend
        self.costs = costs or Costs()
        self.frame_seconds = backend.frame_samples / backend.sample_rate_hz
        self.sampling = Sampling(
            backend.latent_dim, backend.temperature, backend.eos_threshold, 1 / self.frame_seconds
        )
        self._slots = [SlotState(free=True)] * backend.slots
        self._uses = 0
        self._logged_at = float("-inf")
        self._logged_speakers = 0
        self._logged_speed = 0.0

    @property
    def slots(self) -> int:
        """How many sentences can be in the making at once."""
        return len(self._slots)

    @property
    def free_slots(self) -> int:
        """How many slots have no sentence running."""
        return sum(slot.free for slot in self._slots)

    def find_slot(
        self, voice: VoiceState, tokens: Sequence[int], policy: Policy, *, spare: bool = False
    ) -> tuple[int, int] | None:
        """Return the best free slot for a text, and how many of its tokens it has read already.

        `spare`: nothing depends on it, so no memory is taken for it.
        """
        usual = self.speakers(policy.reserve)
        slot = policy.choose_slot(self._slots, voice, usual, tokens)
        if slot is None or (spare and slot >= usual):
            return None
        return slot, self._slots[slot].known(voice, tokens)

    def take_slot(
        self, voice: VoiceState, tokens: Sequence[int], policy: Policy
    ) -> tuple[int, int]:
        """Occupy the best free slot, see `find_slot`; the caller saw that there is one."""
        found = self.find_slot(voice, tokens, policy)
        assert found is not None  # noqa: S101 - see above
        self._use(found[0], voice, free=False)
        return found

    def read_into(self, slot: int, voice: VoiceState) -> int:
        """Note that something is read into a free slot; returns the number of this use of it."""
        self._use(slot, voice, free=True)
        return self._uses

    def take_again(self, slot: int, use: int) -> bool:
        """Occupy a slot if it is free and has not been used since that use."""
        state = self._slots[slot]
        if not state.free or state.last_used != use:
            return False
        self._slots[slot] = replace(state, free=False)
        return True

    def note_tokens(self, slot: int, tokens: Sequence[int]) -> None:
        """Remember what was read behind a slot's voice."""
        self._slots[slot] = replace(self._slots[slot], tokens=tokens)

    def learn(self, call: Call, seconds: float) -> bool:
        """Learn from a call what such calls cost here; whether it is one that the log counts."""
        match call:
            case Read():
                self.costs.prompt.learn(len(call.tokens) - call.known, seconds)
            case Begin():
                self.costs.prompt.learn(len(call.generation.tokens) - call.known, seconds)
            case Advance():
                self.costs.step.learn(len(call.rows), seconds)
            case Decode() if call.latents:
                self.costs.decode.learn(len(call.latents), seconds)
                return True
        return False

    def free_slot(self, slot: int) -> None:
        """Give a slot back; voice and text stay in it."""
        self._slots[slot] = replace(self._slots[slot], free=True)

    def _use(self, slot: int, voice: VoiceState, *, free: bool) -> None:
        # What is in it is not known again before the call that is made for this has returned.
        self._uses += 1
        self._slots[slot] = SlotState(free=free, voice=voice, last_used=self._uses)

    def speakers(self, reserve: float) -> int:
        """Return how many may speak in real time with this model alone: at least 1.

        `reserve`: how many times faster than that the machine has to be.
        """
        speakers = 1
        while speakers < self.slots and self._load(speakers + 1) * reserve <= 1:
            speakers += 1
        return speakers

    @property
    def speed(self) -> float:
        """Seconds of audio that the machine makes in a second with as many as may speak."""
        speakers = self.speakers(1.0)
        return speakers / self._load(speakers)

    def log_speed(self, reserve: float, max_speakers: int | None, now: float) -> None:
        """Say how many may speak at once and why, at first and when that has changed much."""
        speakers, speed = self.speakers(reserve), self.speed
        if self.costs.decode.calls < _CALLS_BEFORE_LOG or (
            now - self._logged_at < _SECONDS_BETWEEN_LOGS
            or (speakers == self._logged_speakers)
            or abs(speed - self._logged_speed) < _NOTABLE * self._logged_speed
        ):
            return
        self._logged_at, self._logged_speakers, self._logged_speed = now, speakers, speed
        if speed < 1:
            can = "this machine is too slow: even one answer at a time has gaps"
        else:
            can = f"{speakers} may speak at once without gaps"
            if max_speakers is not None and max_speakers < speakers:
                can += f", but MAX_SPEAKERS is {max_speakers}"
        seconds = self.frame_seconds
        _LOGGER.info(
            "Model %s: %s. It makes %.1f seconds of audio a second (for %.0f ms: language model "
            "%.0f ms, decoder %.0f ms).",
            self._name,
            can,
            speed,
            1000 * seconds,
            1000 * seconds * self.costs.lm_load(1, seconds),
            1000 * seconds * self.costs.decoder_load(1, seconds),
        )

    def _load(self, speakers: int) -> float:
        return max(
            self.costs.lm_load(speakers, self.frame_seconds),
            self.costs.decoder_load(speakers, self.frame_seconds),
        )
