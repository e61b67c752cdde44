"""Voices made once and kept by content. The model here is simple arithmetic on disk and in memory.

That the real one makes the library's voices is tested with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from audio.signals import RATE_HZ, needs_espeak, speech
from pocket_tts_wyoming.voices.decoding import RecordingError
from pocket_tts_wyoming.voices.making import RecordingChangedError, VoiceMaking, digest_of
from voices.frame_means import FrameMeans

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Seventeen owls are watching the lazy dog from an old oak tree near the river, it is late."

pytestmark = needs_espeak


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "mum.wav"
    soundfile.write(path, speech(TEXT), RATE_HZ)
    return path


@pytest.fixture
def making(tmp_path: Path) -> VoiceMaking:
    return VoiceMaking(tmp_path / "cache" / "voices")


def names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache" / "voices").iterdir())


def test_a_voice_is_made_once(tmp_path: Path, recording: Path, making: VoiceMaking) -> None:
    model, digest = FrameMeans(), digest_of(recording)
    assert making.made(digest, model) is None
    made = making.make(recording, digest, model)
    assert made.state.stat().st_size > 100
    assert made.spoken_seconds > 3
    assert "with 10 to 20 the voice" in made.warnings[0]
    again = VoiceMaking(tmp_path / "cache" / "voices")  # as after a restart
    assert again.made(digest, model) == made
    recording.unlink()  # not even looked at
    assert again.make(recording, digest, model) == made
    assert model.calls == ["latents", "state"]


def test_another_language_model_needs_no_encoder(recording: Path, making: VoiceMaking) -> None:
    digest = digest_of(recording)
    first = making.make(recording, digest, FrameMeans())
    other = FrameMeans(model="m2")
    second = making.make(recording, digest, other)
    assert other.calls == ["state"]
    assert second.state != first.state
    assert second.warnings == first.warnings
    other = FrameMeans(encoder="e2")
    making.make(recording, digest, other)
    assert other.calls == ["latents", "state"]


@pytest.mark.parametrize("damage", [b"", b"m1", None])
def test_damaged_state_is_made_again(
    recording: Path, making: VoiceMaking, damage: bytes | None
) -> None:
    digest, model = digest_of(recording), FrameMeans()
    made = making.make(recording, digest, model)
    whole = made.state.read_bytes()
    if damage is None:
        made.state.with_suffix(".json").write_text("{")
    else:
        made.state.write_bytes(damage)
    assert making.made(digest, model) is None
    assert making.make(recording, digest, model) == made
    assert made.state.read_bytes() == whole
    assert model.calls == ["latents", "state", "state"]


def test_damaged_latents_are_made_again(
    tmp_path: Path, recording: Path, making: VoiceMaking
) -> None:
    digest = digest_of(recording)
    making.make(recording, digest, FrameMeans())
    (latents,) = (tmp_path / "cache" / "voices").glob("*.npz")
    content = bytearray(latents.read_bytes())
    content[len(content) // 4] ^= 255
    latents.write_bytes(content)
    model = FrameMeans(model="m2")
    making.make(recording, digest, model)
    assert model.calls == ["latents", "state"]


@pytest.mark.parametrize("calls_until_stop", [1, 2, 3])
def test_giving_up_leaves_nothing_half_made(
    tmp_path: Path, recording: Path, making: VoiceMaking, calls_until_stop: int
) -> None:
    class Stopped(Exception):  # noqa: N818 - not an error
        pass

    calls = 0

    def between() -> None:
        nonlocal calls
        calls += 1
        if calls == calls_until_stop:
            raise Stopped

    digest = digest_of(recording)
    with pytest.raises(Stopped):
        making.make(recording, digest, FrameMeans(), between)
    assert making.made(digest, FrameMeans()) is None
    assert not [name for name in names(tmp_path) if not name.endswith(".npz")]
    making.make(recording, digest, FrameMeans())


def test_removed_recordings_take_what_was_made_with_them(
    tmp_path: Path, recording: Path, making: VoiceMaking
) -> None:
    kept = digest_of(recording)
    making.make(recording, kept, FrameMeans())
    before = names(tmp_path)
    other = tmp_path / "dad.wav"
    soundfile.write(other, speech(TEXT, "en+m7"), RATE_HZ)
    making.make(other, digest_of(other), FrameMeans())
    (tmp_path / "cache" / "voices" / "partial-x").write_bytes(b"of a crash")
    assert len(names(tmp_path)) == 2 * len(before) + 1
    making.keep_only({kept})
    assert names(tmp_path) == before
    making.keep_only(())
    assert names(tmp_path) == []


def test_nothing_is_kept_of_what_cannot_become_a_voice(tmp_path: Path, making: VoiceMaking) -> None:
    silent = tmp_path / "silent.wav"
    soundfile.write(silent, np.zeros(RATE_HZ * 5), RATE_HZ)
    with pytest.raises(RecordingError, match="silent"):
        making.make(silent, digest_of(silent), FrameMeans())
    assert names(tmp_path) == []


def test_keeping_nothing_where_nothing_was_made(making: VoiceMaking) -> None:
    making.keep_only({"a"})


def test_recording_that_was_replaced_meanwhile_is_not_kept_under_its_old_name(
    tmp_path: Path, recording: Path, making: VoiceMaking
) -> None:
    with pytest.raises(RecordingChangedError):
        making.make(recording, "0123", FrameMeans())
    assert names(tmp_path) == []


def test_what_is_kept_is_known_by_its_recordings(recording: Path, making: VoiceMaking) -> None:
    assert making.digests() == frozenset()
    digest = digest_of(recording)
    making.make(recording, digest, FrameMeans())
    assert making.digests() == {digest}
