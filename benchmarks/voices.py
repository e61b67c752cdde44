"""What a voice of one's own costs: making it, and the stages that change how it sounds."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import yaml
from benchmarks.models import VOICE, checkpoint
from benchmarks.process import resident_mb
from benchmarks.timing import RATE_HZ

from pocket_tts_wyoming.audio.loudness import Loudness, integrated_loudness
from pocket_tts_wyoming.audio.resample import resample
from pocket_tts_wyoming.audio.speed import Speed
from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.models.onnx.voice_maker import OnnxVoiceMaker
from pocket_tts_wyoming.voices.decoding import decode
from pocket_tts_wyoming.voices.recording import prepare

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from benchmarks.report import Report

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.audio.stage import Stage

LENGTHS_SECONDS = (5, 10, 30)
GOAL_CPU_SECONDS, GOAL_MB = 2.0, 150.0  # for 10 s, for 30 s
RECORDED_HZ = 44_100
SPEEDS = (0.8, 1.25, 1.5)
FRAME_SAMPLES = 1920


@dataclass(frozen=True, slots=True)
class Made:
    """What making one voice took.

    Processor seconds of each part, the longest of them between two moments at which others may
    have the processor, and memory above that of a process that has everything imported.
    """

    file_cpu_seconds: float
    encoder_cpu_seconds: float
    prompt_cpu_seconds: float
    longest_call_seconds: float
    peak_mb: float
    state_mb: float

    @property
    def cpu_seconds(self) -> float:
        """All parts together."""
        return self.file_cpu_seconds + self.encoder_cpu_seconds + self.prompt_cpu_seconds


def run(report: Report) -> None:
    """Measure and report."""
    folder = checkpoint("english")
    made = {length: _in_a_process_of_its_own(folder, length) for length in LENGTHS_SECONDS}
    report.add("making", {str(length): asdict(one) for length, one in made.items()})
    report.table(
        f"english, a voice of a recording ({RECORDED_HZ} Hz, stereo), CPU s and MB",
        ("seconds", "file", "encoder", "prompt", "all", "longest call ms", "peak MB", "state MB"),
        [
            (
                str(length),
                f"{one.file_cpu_seconds:.2f}",
                f"{one.encoder_cpu_seconds:.2f}",
                f"{one.prompt_cpu_seconds:.2f}",
                f"{one.cpu_seconds:.2f}",
                f"{1e3 * one.longest_call_seconds:.0f}",
                f"{one.peak_mb:.0f}",
                f"{one.state_mb:.1f}",
            )
            for length, one in made.items()
        ],
    )
    report.goal("a recording of 10 s", GOAL_CPU_SECONDS, made[10].cpu_seconds, "CPU s")
    report.goal("a recording of 30 s", GOAL_MB, made[30].peak_mb, "MB")
    stages = _stages(_recorded(folder, 30, RATE_HZ))
    report.add("stages", stages)
    report.table(
        "stages, CPU ms per frame of 80 ms",
        ("stage", "ms"),
        [(name, f"{milliseconds:.3f}") for name, milliseconds in stages.items()],
    )


def _recorded(folder: Path, seconds: int, rate_hz: int) -> Samples:
    """Return the recording that the checkpoint's voice was made from, again and again."""
    samples, from_hz = decode(folder / "voices" / f"{VOICE}.wav")
    once = resample(samples, from_hz, rate_hz)
    return np.resize(once, seconds * rate_hz)


def _in_a_process_of_its_own(folder: Path, length: int) -> Made:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_make, args=(theirs, folder, length))
    child.start()
    theirs.close()  # so that a child that dies is noticed
    made: Made = ours.recv()
    child.join()
    return made


def _make(connection: Connection, folder: Path, length: int) -> None:
    config: dict[str, Any] = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    weights = folder / "model.safetensors"
    with tempfile.TemporaryDirectory() as scratch:
        recording, state = Path(scratch) / "voice.wav", Path(scratch) / "voice.safetensors"
        sound = _recorded(folder, length, RECORDED_HZ)
        soundfile.write(recording, np.stack([sound, sound], axis=1), RECORDED_HZ)
        maker = OnnxVoiceMaker(config, weights, weights, Path(scratch))
        calls: list[float] = []
        before_mb = resident_mb(os.getpid())
        _forget_peak()
        moments = [time.process_time()]
        prepared = prepare(*decode(recording), maker.sample_rate_hz)
        moments.append(time.process_time())
        latents = maker.latents(prepared.audio, lambda: calls.append(time.process_time()))
        moments.append(time.process_time())
        maker.write_state(latents, state, lambda: calls.append(time.process_time()))
        moments.append(time.process_time())
        file, encoder, prompt = np.diff(moments).tolist()
        connection.send(
            Made(
                file_cpu_seconds=file,
                encoder_cpu_seconds=encoder,
                prompt_cpu_seconds=prompt,
                longest_call_seconds=float(np.diff(calls).max()),
                peak_mb=_peak_mb() - before_mb,
                state_mb=state.stat().st_size / 1e6,
            )
        )


def _forget_peak() -> None:
    """Have Linux measure the peak of the memory from now on, see proc_pid_clear_refs(5)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError


def _stages(samples: Samples) -> dict[str, float]:
    """Return milliseconds of processor time per frame that goes in."""
    stages: dict[str, tuple[Stage, float]] = {
        f"speed {speed:g}": (Speed(RATE_HZ), speed) for speed in (1.0, *SPEEDS)
    }
    stages |= {f"gain {gain:+g} dB": (Loudness(gain), 1.0) for gain in (0.0, 6.0)}
    found = {}
    for name, (stage, speed) in stages.items():
        frames = [
            Frame(samples[start : start + FRAME_SAMPLES], speed=speed)
            for start in range(0, samples.size - FRAME_SAMPLES + 1, FRAME_SAMPLES)
        ]
        start = time.process_time()
        for frame in frames:
            stage.push(frame)
        found[name] = 1e3 * (time.process_time() - start) / len(frames)
    start = time.process_time()
    integrated_loudness(samples, RATE_HZ)
    found["measuring loudness, when idle"] = (
        1e3 * (time.process_time() - start) * FRAME_SAMPLES / samples.size
    )
    return found
