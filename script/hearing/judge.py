"""The verdict: marks for single takes, failures for what they add up to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hearing.sound import NOTHING, characters_per_second, measure
from hearing.speak import FP32, INT8
from hearing.takes import Failure, Group, Loudness, Mark, Take
from hearing.words import compare
from pocket_tts_wyoming.audio.loudness import LIMIT_DB, Gain, gain_db, integrated_loudness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hearing.limits import Limit, Limits
    from hearing.speak import Spoken
    from hearing.takes import Sameness
    from hearing.texts import Text
    from pocket_tts_wyoming.audio.samples import Samples

TARGET_LUFS: Final = -20.0
_SHORTEST_FOR_SPEED = 12
_OTHER_MARKS: Final = ("speed", "pause", "clipped", "click", "hiss", "no answer")


def judge_take(
    text: Text,
    spoken: Spoken,
    rate_hz: int,
    heard: str,
    language: str,
    limits: Limits,
    *,
    voice: str = "",
    file: str = "",
) -> Take:
    """Measure a take and mark what is beyond the limits; hiss needs the library's, see below."""
    words = compare(text.spoken, heard, language)
    sound = measure(spoken.samples, rate_hz)
    speech_seconds = sound.seconds - sum(sound.edges_seconds)
    take = Take(
        text=text.name,
        voice=voice,
        written=text.written,
        right=words.right,
        heard=heard,
        file=file,
        words=words.words,
        word_errors=words.errors,
        first_word_right=words.first_word_right,
        last_word_right=words.last_word_right,
        characters_per_second=characters_per_second(words.right, speech_seconds),
        sound=sound,
        cut_ms=spoken.cut_ms,
    )
    return replace(take, marks=tuple(_marks(take, limits)))


def no_answer(text: Text, code: str, language: str, voice: str = "") -> Take:
    """Return the take of a text that the server answered with an error."""
    words = compare(text.spoken, "", language)
    return Take(
        text=text.name,
        voice=voice,
        written=text.written,
        right=words.right,
        heard="",
        file="",
        words=words.words,
        word_errors=words.errors,
        first_word_right=False,
        last_word_right=False,
        characters_per_second=0.0,
        sound=NOTHING,
        marks=(Mark("no answer", f"the server answered with the error {code}"),),
    )


def _marks(take: Take, limits: Limits) -> Iterator[Mark]:
    sound = take.sound
    if not limits.silent_dbfs.allows(sound.speech_dbfs):
        yield Mark("silent", f"nothing louder than {sound.speech_dbfs:.0f} dBFS")
        return
    rate = take.word_errors / take.words
    if not limits.garbled_word_error_rate.allows(rate):
        yield Mark("garbled", f"{take.word_errors} of {take.words} words are wrong")
    if not take.first_word_right:
        yield Mark("first word", "the first word was not heard")
    if not take.last_word_right:
        yield Mark("last word", "the last word was not heard")
    speed = take.characters_per_second
    if len(take.right) >= _SHORTEST_FOR_SPEED and not limits.characters_per_second.allows(speed):
        yield Mark("speed", f"{speed:.1f} characters a second")
    if not limits.longest_pause_seconds.allows(sound.longest_pause_seconds):
        yield Mark("pause", f"a pause of {sound.longest_pause_seconds:.1f} s within")
    if not limits.clipped_samples.allows(sound.clipped_samples):
        yield Mark("clipped", f"{sound.clipped_samples} samples at full scale")
    if not limits.clicks.allows(len(sound.clicks_seconds)):
        places = ", ".join(f"{seconds:.2f} s" for seconds in sound.clicks_seconds)
        yield Mark("click", f"clicks at {places}")


def against_library(group: Group, library: Group, limits: Limits) -> Group:
    """Return a group whose takes also have marks for hiss that the library's do not have."""
    theirs = {(take.text, take.voice): take.sound.pause_dbfs for take in library.takes}

    def marked(take: Take) -> Take:
        level = take.sound.pause_dbfs
        above = level - theirs.get((take.text, take.voice), level)
        if limits.hiss_above_library_db.allows(above) or limits.hiss_dbfs.allows(level):
            return take
        mark = Mark("hiss", f"{above:.0f} dB more than the library between words")
        return replace(take, marks=(*take.marks, mark))

    return replace(group, takes=[marked(take) for take in group.takes])


def with_loudness(take: Take, samples: Samples, rate_hz: int) -> Take:
    """Return a take with its loudness before and after the gain that evens voices out."""
    before = integrated_loudness(samples, rate_hz)
    if before is None:
        return take
    gain = gain_db(before, TARGET_LUFS)
    after = integrated_loudness(Gain(gain).push(samples), rate_hz)
    return replace(take, loudness=Loudness(before, gain, before if after is None else after))


def judge_run(
    groups: Sequence[Group], sameness: Sequence[Sameness], limits: Limits
) -> list[Failure]:
    """Return everything that fails the run, empty if it may be released."""
    failures = [failure for group in groups for failure in _judge_group(group, limits)]
    failures += _int8_against_fp32(groups, limits)
    for same in sameness:
        for what, value, limit in (
            ("latents differ", same.latents, limits.latents_from_library),
            ("audio differs", same.audio, limits.audio_from_library),
        ):
            if same.precision == "fp32" and not limit.allows(value):
                failures.append(
                    _failure(f"{same.model}, onnx {same.precision}", what, value, limit)
                )
    return failures


def _judge_group(group: Group, limits: Limits) -> Iterator[Failure]:
    if group.part == "uncut":
        return
    silent = sum(take.has("silent") or take.has("no answer") for take in group.takes)
    checks: list[tuple[str, float, Limit]] = [("silent takes", silent, limits.silent_takes)]
    if group.part == "voices":
        wrong = (group.share("garbled"), limits.voices_wrong_share)
        checks.append(("share of voices that cannot be understood", *wrong))
        checks += _loudness(group, limits)
    else:
        checks += _shares(group, limits)
    for what, value, limit in checks:
        if not limit.allows(value):
            yield _failure(group.name, what, value, limit)


def _shares(group: Group, limits: Limits) -> Iterator[tuple[str, float, Limit]]:
    if group.part == "texts":
        yield "word error rate", group.word_error_rate, limits.word_error_rate
        yield "share of garbled texts", group.share("garbled"), limits.garbled_share
        last = group.share("last word")
        yield "share of texts without their last word", last, limits.last_word_wrong_share
    first = group.share("first word")
    yield "share of texts without their first word", first, limits.first_word_wrong_share
    for kind in _OTHER_MARKS:
        yield f"share of texts marked {kind}", group.share(kind), limits.other_marks_share


def _loudness(group: Group, limits: Limits) -> Iterator[tuple[str, float, Limit]]:
    for take in group.takes:
        loudness = take.loudness
        if loudness is not None and abs(loudness.gain_db) < LIMIT_DB:
            distance = abs(loudness.after_lufs - TARGET_LUFS)
            what = f"loudness of {take.voice} from {TARGET_LUFS:g} LUFS after its gain"
            yield what, distance, limits.loudness_after_gain_lu


def _int8_against_fp32(groups: Sequence[Group], limits: Limits) -> Iterator[Failure]:
    texts: Mapping[tuple[str, str], Group] = {
        (group.model, group.engine): group for group in groups if group.part == "texts"
    }
    limit = limits.int8_word_error_rate_above_fp32
    for (model, engine), group in texts.items():
        exact = texts.get((model, FP32))
        if engine == INT8 and exact is not None:
            above = group.word_error_rate - exact.word_error_rate
            if not limit.allows(above):
                yield _failure(group.name, "word error rate above that of fp32", above, limit)


def _failure(where: str, what: str, value: float, limit: Limit) -> Failure:
    return Failure(where, f"{what}: {value:.3g}, {limit} is right", limit.reason)
