"""One model under the scheduler: its slots, and what its calls cost here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.costs import Costs
from pocket_tts_wyoming.models.batching.generation import Sampling
from pocket_tts_wyoming.models.batching.policy import SlotState

if TYPE_CHECKING:
    from pocket_tts_wyoming.models.batching.backend import Backend, VoiceState
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

    def take_slot(self, voice: VoiceState, policy: Policy) -> int:
        """Occupy the best free slot for a voice; the caller saw that there is one."""
        slot = policy.choose_slot(self._slots, voice, self.speakers(policy.reserve))
        assert slot is not None  # noqa: S101 - see above
        self._uses += 1
        self._slots[slot] = SlotState(free=False, voice=voice, last_used=self._uses)
        return slot

    def free_slot(self, slot: int) -> None:
        """Give a slot back; the voice stays in it."""
        used = self._slots[slot]
        self._slots[slot] = SlotState(free=True, voice=used.voice, last_used=used.last_used)

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
