from __future__ import annotations

import logging
import threading
import wave
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.audio.debug_wav import DebugWavFolder
from pocket_tts_wyoming.speech.recorder import Recorder
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
PCM = b"\1\2" * 100


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("disk", lambda: 0.0)
    yield worker
    worker.close()


def recorder_in(path: Path, worker: Worker, max_files: int = 10) -> Recorder:
    folder = DebugWavFolder(path, max_files, 1_000_000, logging.getLogger("recorder-test"))
    return Recorder(folder, worker, lambda: NOW)


def finish(worker: Worker) -> None:
    """Wait until the worker has done all it was given."""
    done = threading.Event()
    worker.soon(done.set)
    assert done.wait(60)


def test_the_recording_holds_what_was_sent_at_the_models_rate(
    worker: Worker, tmp_path: Path
) -> None:
    with recorder_in(tmp_path, worker).recording("alba", 48_000) as record:
        record(PCM)
        record(PCM)
    finish(worker)

    (path,) = tmp_path.iterdir()
    assert path.name == "speech_20260102T030405000678_alba.wav"
    with wave.open(str(path)) as file:
        assert file.getframerate() == 48_000
        assert file.readframes(1000) == 2 * PCM


def test_nothing_happens_on_the_callers_thread(worker: Worker, tmp_path: Path) -> None:
    """A card that takes seconds to write must not hold up the sound."""
    hold = threading.Event()
    worker.soon(lambda: assert_set(hold))
    with recorder_in(tmp_path, worker).recording("alba", 24_000) as record:
        record(PCM)
    assert list(tmp_path.iterdir()) == []

    hold.set()
    finish(worker)
    assert len(list(tmp_path.iterdir())) == 1


def assert_set(event: threading.Event) -> None:
    assert event.wait(60)


def test_an_utterance_that_fails_leaves_a_finished_recording(
    worker: Worker, tmp_path: Path
) -> None:
    recorder = recorder_in(tmp_path, worker)
    with pytest.raises(RuntimeError), recorder.recording("alba", 24_000) as record:  # noqa: PT012 - in the middle
        record(PCM)
        raise RuntimeError
    finish(worker)

    (path,) = tmp_path.iterdir()
    assert path.read_bytes()[44:] == PCM


def test_two_utterances_at_once_have_a_recording_each(worker: Worker, tmp_path: Path) -> None:
    recorder = recorder_in(tmp_path, worker)
    with recorder.recording("alba", 24_000) as one, recorder.recording("alba", 24_000) as two:
        one(PCM)
        two(2 * PCM)
    finish(worker)

    recorded = sorted(len(path.read_bytes()) - 44 for path in tmp_path.iterdir())
    assert recorded == [len(PCM), 2 * len(PCM)]


def test_a_folder_that_cannot_be_made_costs_the_recording_only(
    worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with recorder_in(tmp_path / "file" / "folder", worker).recording("alba", 24_000) as record:
        record(PCM)
    finish(worker)

    assert "Debug audio cannot be kept" in caplog.text


def test_a_recording_that_has_ended_makes_room_for_the_next(worker: Worker, tmp_path: Path) -> None:
    """One that is still being written is never deleted."""
    recorder = recorder_in(tmp_path, worker, max_files=1)
    for count in (1, 2):
        with recorder.recording("alba", 24_000) as record:
            record(count * PCM)
    finish(worker)

    (path,) = tmp_path.iterdir()
    assert path.read_bytes()[44:] == 2 * PCM
