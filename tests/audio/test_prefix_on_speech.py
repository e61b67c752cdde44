"""Real speech. The prefix is what the model says for "... ": nobody has a recording."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from audio.signals import (
    RATE_HZ,
    breath,
    join,
    needs_espeak,
    noise,
    quiet,
    scaled,
    speech,
)
from audio.trimming import FRAME, constant, tone, trim
from pocket_tts_wyoming.audio.prefix import PrefixSettings, PrefixTrimmer

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

CHUNKINGS = ([FRAME], [10_000_000], [1], [7, 0, 4096, 241], [FRAME - 1, 3])
SENTENCES = [
    ("en", "Yes. The light is on."),
    ("en", "Seven forty six PM."),
    ("en", "Stop the music."),
    ("en", "Thirty percent."),
    ("en+f2", "Fifty watts."),
    ("en+croak", "Half an hour."),
    ("en-us+m3", "Check the door."),
    ("de", "Spielt jetzt Musik."),
    ("fr", "Chaud dehors."),
    ("es", "Foco encendido."),
    ("it", "Ciao."),
    ("pt", "Feito."),
    ("nl", "Schakel uit."),
]


def click(seconds: float, at_seconds: float) -> Samples:
    samples = quiet(seconds)
    at = round(at_seconds * RATE_HZ)
    samples[at : at + 2] = (0.8, -0.7)
    return samples


PREFIXES = {
    "short breath": breath(0.3, 0.01),
    "long breath": breath(0.7, 0.01),
    "faint breath": breath(0.5, 0.002),
    "strong breath": breath(0.5, 0.03),
    "hiss": noise(0.5, 0.01),
    "silence": quiet(0.4),
    "digital silence": constant(0.0, 0.4),
    "click": click(0.4, 0.2),
    "breath, then a click": join(breath(0.4, 0.01), click(0.25, 0.12)),
}


@needs_espeak
@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES.keys())
@pytest.mark.parametrize(("voice", "text"), SENTENCES)
def test_the_prefix_goes_and_the_speech_stays(prefix: Samples, voice: str, text: str) -> None:
    before = join(prefix, quiet(0.2))
    trimmed = trim(join(before, speech(text, voice)))

    assert prefix.size <= trimmed.cut_samples <= before.size
    # A voice that rises slowly counts as quiet at first, and a click may stay.
    assert before.size - trimmed.cut_samples <= 0.15 * RATE_HZ


@needs_espeak
@pytest.mark.parametrize("rms", [0.005, 0.02, 0.2])
@pytest.mark.parametrize(("voice", "text"), SENTENCES)
def test_quiet_and_loud_voices_lose_nothing(rms: float, voice: str, text: str) -> None:
    prefix = breath(0.5, 0.005)
    trimmed = trim(join(prefix, quiet(0.2), speech(text, voice, rms)))

    assert prefix.size <= trimmed.cut_samples <= prefix.size + round(0.2 * RATE_HZ)


@needs_espeak
@pytest.mark.parametrize(
    "disturbance",
    [constant(0.1, 5), constant(-0.5, 5), noise(5, 0.0005, seed=9)],
    ids=["offset", "large offset", "background hiss"],
)
@pytest.mark.parametrize(("voice", "text"), SENTENCES)
def test_offset_and_hiss_change_nothing(disturbance: Samples, voice: str, text: str) -> None:
    prefix = breath(0.5, 0.01)
    clean = join(prefix, quiet(0.2), speech(text, voice))

    cut_samples = trim(clean + disturbance[: clean.size]).cut_samples

    assert prefix.size <= cut_samples <= prefix.size + round(0.2 * RATE_HZ)


@needs_espeak
@pytest.mark.parametrize("rms", [0.005, 0.02, 0.08, 0.2])
@pytest.mark.parametrize(("voice", "text"), SENTENCES)
def test_speech_without_a_prefix_stays_whole(rms: float, voice: str, text: str) -> None:
    samples = join(speech(text, voice, rms), quiet(0.3))

    assert trim(samples).cut_samples == 0


@needs_espeak
@pytest.mark.parametrize("gap_seconds", [0.1, 0.3])
@pytest.mark.parametrize("rms", [0.005, 0.08])
@pytest.mark.parametrize(
    ("voice", "word"),
    [
        *(
            ("en", word)
            for word in ("Yes.", "OK.", "Six.", "It.", "Stop.", "Half.", "Hush.", "Oh.")
        ),
        ("en+croak", "Half."),
        ("en+f2", "Pip."),
        ("de", "Ja."),
        ("de", "Spitz."),
        ("fr", "Oui."),
        ("fr", "Chut."),
        ("pt", "Sim."),
    ],
)
def test_a_first_word_before_a_pause_stays(
    voice: str, word: str, rms: float, gap_seconds: float
) -> None:
    rest = speech("The light is on.", voice, rms)
    samples = join(speech(word, voice, rms), quiet(gap_seconds), rest)

    assert trim(samples).cut_samples == 0
    assert trim(join(constant(0.0, 0.05), samples)).cut_samples == 0


@needs_espeak
@pytest.mark.parametrize("rms", [0.005, 0.02, 0.08])
@pytest.mark.parametrize(
    "text", ["Yes. The light is on.", "Stop the music.", "Seven forty six PM."]
)
def test_speech_that_is_whispered_throughout_stays(text: str, rms: float) -> None:
    assert trim(speech(text, "en+whisper", rms)).cut_samples == 0


@needs_espeak
@pytest.mark.parametrize("filler", ["uh", "mm"])
def test_a_voiced_filler_is_kept_in_doubt(filler: str) -> None:
    samples = join(speech(filler, rms=0.02), quiet(0.2), speech("The light is on."))

    assert trim(samples).cut_samples == 0


@needs_espeak
@pytest.mark.parametrize("closure_seconds", [0.05, 0.1, 0.14])
def test_a_consonant_before_a_closure_is_not_a_prefix(closure_seconds: float) -> None:
    samples = join(noise(0.15, 0.02), quiet(closure_seconds), speech("Top."))

    assert trim(samples).cut_samples == 0


@needs_espeak
def test_a_pause_shorter_than_the_gap_ends_no_prefix() -> None:
    samples = join(breath(0.5, 0.01), quiet(0.12), speech("Seven."))

    cuts = [
        trim(samples, options=PrefixSettings(silence_gap_seconds=gap)).cut_samples
        for gap in (0.1, 0.2)
    ]

    assert cuts[0] > 0
    assert cuts[1] == 0


@needs_espeak
def test_a_pause_before_the_shortest_duration_ends_no_prefix() -> None:
    samples = join(breath(0.3, 0.01), quiet(0.2), speech("Seven."))

    cuts = [
        trim(samples, options=PrefixSettings(min_duration_seconds=shortest)).cut_samples
        for shortest in (0.3, 0.45)
    ]

    assert cuts[0] > 0
    assert cuts[1] == 0


@needs_espeak
def test_speech_that_begins_just_before_the_search_ends_is_waited_for() -> None:
    before = join(breath(0.7, 0.01), quiet(0.25))

    assert 0.7 * RATE_HZ <= trim(join(before, speech("Six."))).cut_samples <= before.size


def test_silence_and_breath_go_up_to_the_longest_duration_only() -> None:
    longest = PrefixSettings().max_duration_seconds

    for samples in (quiet(3.0), join(breath(0.5, 0.01), quiet(3.0))):
        cut_samples = trim(samples).cut_samples
        assert (longest - 0.15) * RATE_HZ <= cut_samples <= longest * RATE_HZ


@needs_espeak
def test_speech_passes_as_soon_as_its_vowel_is_heard() -> None:
    """Without a prefix a vowel needs some 50 ms: one frame."""
    trimmer = PrefixTrimmer(PrefixSettings())
    samples = speech("All is well.")

    assert trimmer.push(samples[:FRAME]).size == FRAME


@needs_espeak
def test_a_soft_onset_in_the_pause_is_kept() -> None:
    """A consonant below the silence level stands out of a quieter pause."""
    soft = scaled(noise(0.1, 1.0), 0.0012)
    before = join(breath(0.5, 0.01), quiet(0.2, rms=0.0002))

    cut_samples = trim(join(before, soft, speech("All is well.", rms=0.2))).cut_samples

    assert 0.5 * RATE_HZ <= cut_samples <= before.size


@needs_espeak
@pytest.mark.parametrize("sizes", CHUNKINGS)
def test_speech_is_cut_at_the_same_sample_in_any_chunking(sizes: list[int]) -> None:
    samples = join(breath(0.5, 0.01), quiet(0.2), speech("Fifty watts."))

    assert trim(samples, sizes).cut_samples == trim(samples).cut_samples > 0


@needs_espeak
def test_other_sample_rates_follow_the_same_rule() -> None:
    samples = join(breath(0.5, 0.01), quiet(0.2), speech("All is well."))
    times = np.arange(0, samples.size - 1, 1.5)
    at_16_khz = np.interp(times, np.arange(samples.size), samples).astype(np.float32)
    trimmer = PrefixTrimmer(PrefixSettings(), rate_hz=16_000)

    trimmer.push(at_16_khz)

    assert 0.5 * 16_000 <= trimmer.cut_samples <= 0.7 * 16_000


def test_voicing_is_told_from_breath_by_the_whole_rule_in_most_breaths() -> None:
    """A breath may sound voiced by chance; then it stays, which has to be rare."""
    after = join(quiet(0.2), tone(0.5, 0.08, 3))

    removed = [trim(join(breath(0.5, 0.01, seed), after)).cut_samples > 0 for seed in range(100)]

    assert sum(removed) >= 95


def test_higher_limits_never_cut_less_than_the_prefix() -> None:
    samples = join(breath(0.5, 0.01), quiet(0.4), tone(0.5, 0.08, 3))

    cuts = [
        trim(samples, options=PrefixSettings(max_duration_seconds=longest)).cut_samples
        for longest in (0.2, 0.4, 0.7, 1.0, 1.5)
    ]

    assert all(a <= b for a, b in pairwise(cuts))
