"""Any sound at all: what comes out is a suffix, and a voiced first word is never removed."""

from __future__ import annotations

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
    noise,
    quiet,
)
from audio.trimming import constant, tone, trim
from pocket_tts_wyoming.audio.prefix import PrefixSettings, PrefixTrimmer

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

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
