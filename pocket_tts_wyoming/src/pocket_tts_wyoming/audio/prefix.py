"""Takes the sound of a sacrificial "... " off the front of a sentence while it streams."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, empty, level, measurable
from pocket_tts_wyoming.audio.voicing import WINDOW_SECONDS, periodicity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.engine import Frame

_LOGGER = logging.getLogger(__name__)

_HOP_SECONDS = 0.01
_SILENCE_LEVEL = 0.0015
"""The model's own silence is about 0.0005, its speech 0.04 and more (root mean square)."""
_VOICED_PERIODICITY = 0.6
_VOICED_HOPS = 3
"""Anywhere in the first sound: 3 % of 1200 synthetic breaths have that many, and stay."""
_VOICED_RUN_BEHIND_A_PREFIX = 4
"""More proof where it leads to a cut: whispered words reach 3 in a row."""
_LOUD_LEVEL = 0.05
"""No breath is as loud as speech."""
_LOUD_RUN = 5
_CONSONANT_SECONDS = 0.25
"""No consonant lasts longer ..."""
_CLOSURE_SECONDS = 0.16
"""... and no stop behind one, as in "stop", stays closed for longer."""
_ONSET_SECONDS = 0.15
_ONSET_RATIO = 2.0
_QUIETEST_FLOOR = 0.0002
_LEAD_SECONDS = 0.01
_QUIET_VOICE_LEVEL = 0.03
_QUIET_VOICE_LEAD_SECONDS = 0.1
"""An f or th is 25 dB below its vowel: with a quiet voice it cannot be told from silence."""
_VERDICT_SECONDS = 0.2
"""Time for what began just before the search's end to reach its vowel."""


@dataclass(frozen=True, slots=True)
class PrefixSettings:
    """Where the end of the prefix is looked for, in seconds of the sentence's audio.

    `min_duration_seconds`: no earlier (lower starts faster, higher is safer);
    `max_duration_seconds`: no later, nothing behind it is ever removed;
    `silence_gap_seconds`: the pause that ends the prefix.
    """

    min_duration_seconds: float = 0.1
    max_duration_seconds: float = 1.0
    silence_gap_seconds: float = 0.08

    def __post_init__(self) -> None:
        if not 0.0 <= self.min_duration_seconds <= self.max_duration_seconds:
            raise ValueError("the prefix's shortest duration must be between 0 and the longest")
        if not self.silence_gap_seconds > 0.0:
            raise ValueError("the pause that ends the prefix must be longer than 0 seconds")


@dataclass(slots=True)
class _Sound:
    """Audible hops that belong together.

    `onset_hop` is where it begins, softly; `first_hop` and `last_hop` are audible. `pause_hop` is
    where the pause before it begins; `leading` says that only silence came before. `loudest` is
    its highest level and `voiced_hops` how many sounded voiced, so far.
    """

    pause_hop: int
    onset_hop: int
    first_hop: int
    last_hop: int
    leading: bool
    loudest: float = 0.0
    voiced_hops: int = 0


class PrefixCut:
    """A stage that cuts the prefix off each sentence of an utterance."""

    def __init__(self, settings: PrefixSettings, rate_hz: int) -> None:
        self._settings = settings
        self._rate_hz = rate_hz
        self._sentence = 1
        self._trimmer = PrefixTrimmer(settings, rate_hz)

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return one frame with the samples that may go out, often none."""
        if frame.is_silence:
            return (frame,)
        samples = self._trimmer.push(frame.samples)
        if frame.last:
            samples = np.concatenate((samples, self._trimmer.flush()))
            _LOGGER.debug(
                "DEBUG STREAM: sentence %d: prefix of %.0f ms cut",
                self._sentence,
                1000 * self._trimmer.cut_samples / self._rate_hz,
            )
            self._sentence += 1
            self._trimmer = PrefixTrimmer(self._settings, self._rate_hz)
        return (replace(frame, samples=samples),)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: the last frame of each sentence releases what was held back."""
        return ()


class PrefixTrimmer:
    """Holds back the beginning of one sentence until it knows where speech begins.

    What goes in is float32 mono in any chunking; what comes out is one suffix of it, sample for
    sample, the same for every chunking. One object per sentence.

    The rule, in hops of 10 ms. A hop is silent below a level of 0.0015. The sentence is a row of
    sounds with pauses between them. A sound turns out to be speech when it is voiced (periodic at
    60 to 500 Hz in three hops, some 60 ms of a vowel; in four at a stretch if that leads to the
    removal of a sound before it) or loud (0.05 for five hops). Then all is decided: the output
    starts at the beginning of that sound, and what came before, breath and silence, is removed. So
    a voiced first word is never removed, with or without a pause behind it, and a sentence without
    a prefix is held back until its first vowel, 60 to 200 ms.

    Sounds belong together, and are kept together, unless the pause between them is as long as
    `silence_gap_seconds`, counted from `min_duration_seconds` on. A sound short enough for a
    consonant (0.25 s) must be followed by a longer pause (0.16 s): "stop" begins with noise and
    a closure. Before the first audible hop the output reaches back as long as the level is twice
    that of the quietest moment of the pause and more than 0.0004 (at most 0.15 s, for soft
    consonants), and then 10 ms more, or 100 ms while the voice is quiet (below 0.03), but never
    into the sound before.

    At `max_duration_seconds` the search ends. One sound and a pause that is long enough are removed
    even then, and so is silence in front of the first sound. A sound that began behind such a pause
    gets another 0.2 s to become speech; if it does not, everything is kept. A sentence that ends
    before a decision is kept whole, and so is one whose speech begins before
    `min_duration_seconds`.

    What the rule cannot do. It keeps a voiced filler ("uh", "mm"): nothing in the signal tells it
    from "oh" or "mm-hm". It keeps breath that is loud, that runs into the first word without a
    pause, that resonates in a band so narrow that it sounds voiced, or that is followed by a pause
    noisier than 0.0015. It removes a softly whispered first word if a pause and a voiced word
    follow ("Psst. Listen."); speech that is whispered throughout is kept. It makes no fade: the cut
    lies in a pause, and `Joints` softens what an offset may leave.

    NaN and infinite samples are passed on, and measured as 0 and full scale. Memory: the longest
    prefix; it is released with the decision.
    """

    def __init__(self, settings: PrefixSettings, rate_hz: int = 24_000) -> None:
        self._rate_hz = rate_hz
        self._hop = max(1, self._samples(_HOP_SECONDS))
        self._min = self._samples(settings.min_duration_seconds)
        self._max = self._samples(settings.max_duration_seconds)
        self._gap = self._samples(settings.silence_gap_seconds)
        longest = self._max + self._samples(_VERDICT_SECONDS)
        self._held: Samples | None = np.empty(longest, dtype=np.float32)
        self._length = 0
        self._cut = 0
        self._levels: list[float] = []
        self._sound: _Sound | None = None
        self._voiced_run = 0
        self._loud_run = 0

    @property
    def cut_samples(self) -> int:
        """Samples removed so far; final as soon as anything has come out."""
        return self._cut

    def push(self, samples: Samples) -> Samples:
        """Take the next samples of the sentence; return those that may go out, often none."""
        samples = np.asarray(samples, dtype=np.float32).reshape(-1)
        held = self._held
        if held is None:
            return samples
        taken = min(samples.size, held.size - self._length)
        held[self._length : self._length + taken] = samples[:taken]
        self._length += taken
        start = self._search(held)
        if start is None:
            return empty()
        self._cut = start if self._min <= start <= self._max else 0
        self._held = None
        return np.concatenate((held[self._cut : self._length], samples[taken:]))

    def flush(self) -> Samples:
        """End the sentence: return what is still held back, whole."""
        held, self._held = self._held, None
        return empty() if held is None else held[: self._length].copy()

    def _samples(self, seconds: float) -> int:
        return round(seconds * self._rate_hz)

    def _search(self, held: Samples) -> int | None:
        """Look at the hops that are complete now; return where speech starts once it is known."""
        while True:
            end = (len(self._levels) + 1) * self._hop
            behind_a_prefix = self._sound is not None and not self._sound.leading
            last = held.size if behind_a_prefix else self._max
            if end > last:
                return self._give_up() if self._length >= last else None
            if end > self._length:
                return None
            if self._is_speech_after(held, end):
                return self._start()

    def _is_speech_after(self, held: Samples, end: int) -> bool:
        """Hear the hop that ends at a sample; say whether its sound is known to be speech now."""
        window = measurable(held[max(0, end - self._samples(WINDOW_SECONDS)) : end])
        loudness = level(window[-self._hop :])
        hop = len(self._levels)
        if loudness < _SILENCE_LEVEL:
            self._levels.append(loudness)
            self._voiced_run = self._loud_run = 0
            return False
        sound = self._sound
        if sound is None:
            sound = self._new_sound(0, hop, leading=True)
        elif self._has_ended(sound, end - self._hop):
            sound = self._new_sound(sound.last_hop + 1, hop, leading=False)
        sound.last_hop = hop
        sound.loudest = max(sound.loudest, loudness)
        self._sound = sound
        self._levels.append(loudness)
        voiced = periodicity(window, self._rate_hz) >= _VOICED_PERIODICITY
        sound.voiced_hops += voiced
        self._voiced_run = self._voiced_run + 1 if voiced else 0
        self._loud_run = self._loud_run + 1 if loudness >= _LOUD_LEVEL else 0
        if self._loud_run >= _LOUD_RUN:
            return True
        if sound.leading:
            return sound.voiced_hops >= _VOICED_HOPS
        return self._voiced_run >= _VOICED_RUN_BEHIND_A_PREFIX

    def _has_ended(self, sound: _Sound, now: int) -> bool:
        """Say whether the pause from a sound until now (a sample) parts it from what comes."""
        behind = (sound.last_hop + 1) * self._hop
        paused = now - max(behind, self._min)
        if behind - sound.first_hop * self._hop < self._samples(_CONSONANT_SECONDS):
            return paused >= max(self._gap, self._samples(_CLOSURE_SECONDS))
        return paused >= self._gap

    def _new_sound(self, pause_hop: int, hop: int, *, leading: bool) -> _Sound:
        """Begin a sound that is audible from a hop, and find its soft beginning in the pause."""
        levels = self._levels[pause_hop:hop]
        onset_hop = hop
        if levels:
            quietest_hop = pause_hop + min(range(len(levels)), key=levels.__getitem__)
            soft_level = _ONSET_RATIO * max(self._levels[quietest_hop], _QUIETEST_FLOOR)
            earliest_hop = max(quietest_hop + 1, hop - round(_ONSET_SECONDS / _HOP_SECONDS))
            while onset_hop > earliest_hop and self._levels[onset_hop - 1] > soft_level:
                onset_hop -= 1
        return _Sound(pause_hop, onset_hop, hop, hop, leading)

    def _start(self) -> int:
        """Return the sample where the output starts if the current sound is speech."""
        sound = self._sound
        if sound is None:
            return 0
        quiet = sound.loudest < _QUIET_VOICE_LEVEL
        lead = self._samples(_QUIET_VOICE_LEAD_SECONDS if quiet else _LEAD_SECONDS)
        return max(sound.pause_hop * self._hop, sound.onset_hop * self._hop - lead)

    def _give_up(self) -> int:
        """Return where to start when the search ends without having found speech."""
        hop = len(self._levels)
        if self._sound is None:
            self._sound = self._new_sound(0, hop, leading=True)
        elif not self._sound.leading:
            return 0
        elif self._has_ended(self._sound, hop * self._hop):
            self._sound = self._new_sound(self._sound.last_hop + 1, hop, leading=False)
        return self._start()
