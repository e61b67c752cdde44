"""Files to samples: every kind that people have."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from pocket_tts_wyoming.voices import decoding
from pocket_tts_wyoming.voices.decoding import SOUNDFILE_SUFFIXES, RecordingError, decode
from support.system_tools import needs

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

PHONE = Path(__file__).with_name("phone.m4a")  # espeak-ng, 16 kHz, 16 kbit/s, by ffmpeg
needs_faad = needs("faad")


def chord(rate_hz: int, seconds: float = 2.0) -> Samples:
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    tones = np.sin(2 * np.pi * np.outer([220, 330, 440], time))
    samples: Samples = (0.1 * tones.sum(axis=0)).astype(np.float32)
    return samples


def formats() -> list[tuple[str, str | None, float]]:
    """Return ending, subtype and the largest error of every kind of file."""
    return [
        (".wav", "PCM_16", 1e-4),
        (".wav", "PCM_24", 1e-6),
        (".wav", "PCM_U8", 1e-2),
        (".wav", "FLOAT", 0.0),
        (".flac", "PCM_16", 1e-4),
        (".flac", "PCM_24", 1e-6),
        (".ogg", "VORBIS", 0.05),
        (".ogg", "OPUS", 0.05),
        (".mp3", None, 0.05),
    ]


@pytest.mark.parametrize(("suffix", "subtype", "error"), formats())
def test_kinds_of_files(tmp_path: Path, suffix: str, subtype: str | None, error: float) -> None:
    samples = chord(48_000)
    soundfile.write(tmp_path / f"voice{suffix}", samples, 48_000, subtype=subtype)
    decoded, rate_hz = decode(tmp_path / f"voice{suffix}")
    assert rate_hz == 48_000
    assert decoded.dtype == np.float32
    middle = slice(5000, 80_000)
    latest = 1300 if suffix == ".mp3" else 0  # MP3 may begin with so much silence
    best = min(
        np.abs(decoded[middle.start + late : middle.stop + late] - samples[middle]).max()
        for late in range(latest + 1)
    )
    assert best <= error


def test_opus_and_oga_are_ogg_by_another_name(tmp_path: Path) -> None:
    for suffix, subtype in ((".opus", "OPUS"), (".oga", "VORBIS")):
        soundfile.write(
            tmp_path / f"voice{suffix}", chord(48_000), 48_000, format="OGG", subtype=subtype
        )
        assert decode(tmp_path / f"voice{suffix}")[0].size == 96_000
        assert suffix in SOUNDFILE_SUFFIXES


def test_ending_in_capitals(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "voice.wav", chord(8000), 8000)
    (tmp_path / "voice.wav").rename(tmp_path / "VOICE.WAV")
    assert decode(tmp_path / "VOICE.WAV")[1] == 8000


def test_channels_are_averaged(tmp_path: Path) -> None:
    samples = chord(8000)
    soundfile.write(tmp_path / "v.wav", np.stack([samples, -samples / 2], 1), 8000, "FLOAT")
    np.testing.assert_allclose(decode(tmp_path / "v.wav")[0], samples / 4, atol=1e-7)


@needs_faad
def test_phone_recordings() -> None:
    decoded, rate_hz = decode(PHONE)
    assert rate_hz == 16_000
    assert decoded.size / rate_hz == pytest.approx(6.0, abs=1.5)
    assert 0.3 < np.abs(decoded).max() <= 1


def test_phone_recordings_without_faad_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(RecordingError, match="install Debian's package faad, or convert"):
        decode(PHONE)


@needs_faad
@pytest.mark.parametrize("content", [b"", b"no sound" * 1000, PHONE.read_bytes()[:200]])
def test_damaged_phone_recordings(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "voice.m4a").write_bytes(content)
    with pytest.raises(RecordingError):
        decode(tmp_path / "voice.m4a")


@needs_faad
def test_name_is_not_an_option_of_the_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PHONE, "-i.m4a")
    assert decode(Path("-i.m4a"))[0].size > 0


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".flac", ".ogg"])
@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound" * 1000])
def test_damaged_files(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"voice{suffix}").write_bytes(content)
    with pytest.raises(RecordingError, match=r"damaged|no sound"):
        decode(tmp_path / f"voice{suffix}")


def test_file_without_samples(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "voice.wav", np.zeros(0, np.float32), 8000)
    with pytest.raises(RecordingError, match="no sound in it"):
        decode(tmp_path / "voice.wav")


def test_other_kinds_name_those_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "voice.webm").write_bytes(b"x")
    with pytest.raises(RecordingError, match=r"\.webm cannot be read: use one of .*flac.*wav"):
        decode(tmp_path / "voice.webm")


def test_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        decode(tmp_path / "voice.wav")


def test_only_the_beginning_of_a_long_file_is_read(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "voice.flac", np.zeros(8000 * 600, np.float32), 8000)
    assert decode(tmp_path / "voice.flac")[0].size == 8000 * decoding.LONGEST_SECONDS


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "voice.wav").open("wb") as file:
        file.truncate(300_000_000)  # takes no room on the disk
    with pytest.raises(RecordingError, match="cut it to the 10 to 30 seconds"):
        decode(tmp_path / "voice.wav")


def test_values_that_are_not_numbers_do_no_harm(tmp_path: Path) -> None:
    samples = np.array([0.1, np.nan, np.inf, -np.inf], np.float32)
    soundfile.write(tmp_path / "voice.wav", samples, 8000, "FLOAT")
    np.testing.assert_allclose(decode(tmp_path / "voice.wav")[0], [0.1, 0.0, 1.0, -1.0])
