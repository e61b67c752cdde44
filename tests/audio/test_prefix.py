from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audio.signals import (
    RATE_HZ,
    breath,
    join,
    needs_espeak,
    noise,
    pieces,
    quiet,
    scaled,
    speech,
)
from pocket_tts_wyoming.audio.prefix import PrefixSettings, PrefixTrimmer

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FRAME = 1920
CHUNKINGS = ([FRAME], [10_000_000], [1], [7, 0, 4096, 241], [FRAME - 1, 3])


@dataclass(frozen=True)
class Trimmed:
    out: Samples
    cut_samples: int
    most_held: int


def trim(
    samples: Samples, sizes: list[int] | None = None, options: PrefixSettings | None = None
) -> Trimmed:
    trimmer = PrefixTrimmer(options or PrefixSettings(), RATE_HZ)
    outputs: list[Samples] = []
    held = most_held = 0
    for piece in pieces(samples, sizes or [FRAME]):
        outputs.append(trimmer.push(piece))
        held = 0 if outputs[-1].size else held + piece.size
        most_held = max(most_held, held)
    outputs.append(trimmer.flush())
    return Trimmed(join(*outputs), trimmer.cut_samples, most_held)


def tone(seconds: float, rms: float, seed: int) -> Samples:
    """Buzz like a vowel's: all harmonics of some pitch."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch_hz = 80 + seed * 37 % 300
    return ((times * pitch_hz % 1.0 - 0.5) * rms * 3.46).astype(np.float32)


def constant(value: float, seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), value, dtype=np.float32)


_SECONDS = st.floats(0.0, 0.7)
_LEVELS = st.sampled_from([0.0, 1e-40, 0.0003, 0.001, 0.005, 0.03, 0.2, 3.0])
_SEEDS = st.integers(0, 50)
_PARTS = st.one_of(
    st.builds(breath, st.floats(0.05, 0.7), _LEVELS, _SEEDS),
    st.builds(noise, _SECONDS, _LEVELS, _SEEDS),
    st.builds(tone, _SECONDS, _LEVELS, _SEEDS),
    st.builds(
        constant, st.sampled_from([0.0, 0.9, -0.3, np.nan, np.inf, -np.inf, 1e-41, 3e38]), _SECONDS
    ),
)
_PAUSES = st.builds(quiet, st.floats(0.02, 0.3), st.sampled_from([0.0, 0.0003, 0.001]), _SEEDS)
_ANYTHING = st.lists(_PARTS, min_size=1, max_size=6).map(lambda parts: join(*parts))
_PREFIXED = st.builds(
    join,
    st.builds(breath, st.floats(0.1, 0.8), st.sampled_from([0.002, 0.01, 0.03]), _SEEDS),
    _PAUSES,
    st.builds(tone, st.floats(0.05, 0.5), st.sampled_from([0.005, 0.03, 0.2]), _SEEDS),
    _PAUSES,
    _PARTS,
)
SIGNALS = st.one_of(_ANYTHING, _PREFIXED)
SIZES = st.lists(st.integers(1, 30_000), min_size=1, max_size=5)
_ANY_OPTIONS = st.tuples(
    st.floats(0.0, 0.5), st.floats(0.0, 1.5), st.sampled_from([0.001, 0.03, 0.08, 0.3])
).map(lambda t: PrefixSettings(min(t[:2]), max(t[:2]), t[2]))
OPTIONS = st.one_of(st.just(PrefixSettings()), _ANY_OPTIONS)


@settings(deadline=None, max_examples=150)
@given(SIGNALS, SIZES, OPTIONS)
def test_what_comes_out_is_a_suffix_within_the_limits(
    samples: Samples, sizes: list[int], options: PrefixSettings
) -> None:
    trimmed = trim(samples, sizes, options)

    assert trimmed.out.tobytes() == samples[trimmed.cut_samples :].tobytes()
    assert trimmed.cut_samples <= round(options.max_duration_seconds * RATE_HZ)
    assert trimmed.cut_samples == 0 or trimmed.cut_samples >= round(
        options.min_duration_seconds * RATE_HZ
    )


@settings(deadline=None, max_examples=100)
@given(SIGNALS, SIZES, OPTIONS)
def test_the_chunking_does_not_matter(
    samples: Samples, sizes: list[int], options: PrefixSettings
) -> None:
    whole = trim(samples, [max(1, samples.size)], options)

    assert trim(samples, sizes, options).cut_samples == whole.cut_samples


@settings(deadline=None, max_examples=100)
@given(SIGNALS, OPTIONS)
def test_holds_back_no_more_than_the_longest_prefix_and_the_time_for_a_verdict(
    samples: Samples, options: PrefixSettings
) -> None:
    most_seconds = options.max_duration_seconds + 0.2

    assert trim(samples, [120], options).most_held <= most_seconds * RATE_HZ


@settings(deadline=None)
@given(hnp.arrays(np.float32, st.integers(0, 3000), elements=st.floats(width=32)), SIZES)
def test_any_floats_pass(samples: Samples, sizes: list[int]) -> None:
    trimmed = trim(samples, sizes)

    assert trimmed.out.tobytes() == samples[trimmed.cut_samples :].tobytes()


@settings(deadline=None)
@given(SIGNALS, st.floats(0.01, 0.5))
def test_what_is_shorter_than_the_shortest_prefix_comes_out_whole(
    samples: Samples, min_seconds: float
) -> None:
    short = samples[: round(min_seconds * RATE_HZ)]

    assert trim(short, options=PrefixSettings(min_seconds, 1.0)).cut_samples == 0


@settings(deadline=None, max_examples=60)
@given(
    st.floats(0.0, 0.6),
    st.lists(st.one_of(st.builds(breath, st.floats(0.05, 0.5), _LEVELS, _SEEDS)), max_size=2),
    st.floats(0.06, 0.4),
    st.sampled_from([0.01, 0.08, 0.3]),
    st.floats(0.0, 0.5),
    _SEEDS,
)
def test_a_voiced_first_sound_is_never_removed(
    silent_seconds: float,
    following: list[Samples],
    seconds: float,
    rms: float,
    gap_seconds: float,
    seed: int,
) -> None:
    first = tone(seconds, rms, seed)
    rest = join(*(join(quiet(gap_seconds), part) for part in following))
    samples = join(quiet(silent_seconds), first, quiet(gap_seconds), rest, tone(0.5, rms, seed + 1))

    assert trim(samples).cut_samples <= round(silent_seconds * RATE_HZ)


@pytest.mark.parametrize(
    ("shortest", "longest", "gap"), [(-0.1, 1, 0.1), (0.5, 0.4, 0.1), (0, 1, 0)]
)
def test_impossible_settings_are_refused(shortest: float, longest: float, gap: float) -> None:
    with pytest.raises(ValueError, match="prefix"):
        PrefixSettings(shortest, longest, gap)


def test_nothing_is_held_back_after_the_end() -> None:
    trimmer = PrefixTrimmer(PrefixSettings())

    assert trimmer.push(quiet(0.2)).size == 0
    assert trimmer.flush().size == round(0.2 * RATE_HZ)
    assert trimmer.flush().size == 0


# Real speech from here on. The prefix is what the model says for "... ": nobody has a recording.

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
