"""Gradium's `ptts` (PyPI) with our checkpoint, in a virtual environment of its own.

`measure_ptts` is called here; `python -m benchmarks.ptts_peer` runs over there, where only numpy
and `ptts` are. It reads a job (JSON) from standard input and prints the result as its last line.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Measured, Plan, measure
from benchmarks.models import FOLDER, ROOT, VOICE, checkpoint
from benchmarks.timing import Arrivals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = "0.4.2"
MOST_AT_ONCE = 8
VOICE_FRAMES = 126  # the length of the other engines' voice, 10 s, with its BOS
# It has no use for these, and refuses a checkpoint with a tensor that it does not use.
UNUSED = ("flow_lm.bos_before_voice", "flow_lm.speaker_proj", "mimi.encoder", "mimi.downsample")


def measure_ptts(quant: str, plan: Plan) -> Measured | None:
    """Measure it with `english`; None, after saying why, if it cannot be installed."""
    try:
        python = _environment()
    except subprocess.CalledProcessError as error:
        print(f"ptts {VERSION} cannot be installed here: {error}")
        return None
    config = _converted(checkpoint("english"))
    job = {
        "config": str(config),
        "dim": json.loads(config.read_text(encoding="utf-8"))["flow_lm"]["d_model"],
        "quant": quant,
        "plan": asdict(plan),
    }
    done = subprocess.run(
        [python, "-m", "benchmarks.ptts_peer"],
        input=json.dumps(job),
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Measured.from_json(json.loads(done.stdout.splitlines()[-1]))


def _environment() -> Path:
    """Return the Python that has it, installed now if it is not there."""
    folder = FOLDER / f"ptts-{VERSION}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        print(f"Installing ptts {VERSION} in {folder} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = ["-m", "pip", "install", "--quiet", f"ptts=={VERSION}"]
        subprocess.run([python, *install], check=True)
        ready.touch()
    return python


def _converted(model: Path) -> Path:
    """Return its configuration, beside weights and tokenizer; they are made now if need be."""
    import safetensors.numpy  # noqa: PLC0415 - not needed, and not there, in its environment
    import yaml  # noqa: PLC0415 - the same

    folder = FOLDER / "ptts-english"
    config = folder / "ptts.json"
    if not config.exists():
        folder.mkdir(parents=True, exist_ok=True)
        tensors = safetensors.numpy.load_file(model / "model.safetensors")
        kept = {name: t for name, t in tensors.items() if not name.startswith(UNUSED)}
        safetensors.numpy.save_file(kept, folder / "model.safetensors")
        (folder / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
        ours = yaml.safe_load((model / "config.yaml").read_text(encoding="utf-8"))
        config.write_text(json.dumps(_config(ours)), encoding="utf-8")
    return config


def _config(ours: Mapping[str, Any]) -> dict[str, Any]:
    """Say the same in its words."""
    lm, mimi = ours["flow_lm"], ours["mimi"]
    transformer, seanet = mimi["transformer"], mimi["seanet"]
    backbone = ("d_model", "num_heads", "num_layers", "max_period")
    inner = ("d_model", "num_heads", "num_layers", "layer_scale", "context", "dim_feedforward")
    convolutions = (
        "n_filters",
        "n_residual_layers",
        "ratios",
        "kernel_size",
        "residual_kernel_size",
        "last_kernel_size",
        "dilation_base",
        "compress",
        "channels",
        "dimension",
    )
    return {
        "lsd_decode_steps": 1,
        "eos_threshold": -4.0,  # the library's
        "flow_lm": {
            **{name: lm["transformer"][name] for name in backbone},
            "dim_feedforward": lm["transformer"]["d_model"] * lm["transformer"]["hidden_scale"],
            "n_bins": lm["lookup_table"]["n_bins"],
            "lut_dim": lm["lookup_table"]["dim"],
            "flow_dim": lm["flow"]["dim"],
            "flow_depth": lm["flow"]["depth"],
            "ldim": mimi["quantizer"]["dimension"],
        },
        "mimi": {
            **{name: mimi[name] for name in ("sample_rate", "frame_rate")},
            **{name: seanet[name] for name in convolutions},
            **{f"transformer_{name}": transformer[name] for name in inner},
            "transformer_max_period": transformer.get("max_period", 10000.0),
            "quantizer_dimension": mimi["quantizer"]["dimension"],
            "quantizer_output_dimension": mimi["quantizer"]["output_dimension"],
        },
    }


class _Ptts:
    """`TTS.stream`, each utterance on a thread of its own."""

    def __init__(self, tts: Any) -> None:  # noqa: ANN401 - not installed where types are checked
        self._tts = tts
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE)

    async def speak(self, text: str, cancel_after_chunks: int | None = None) -> Arrivals:
        """See Speaker."""
        speak = partial(self._speak, text, cancel_after_chunks)
        return await asyncio.get_running_loop().run_in_executor(self._threads, speak)

    def _speak(self, text: str, cancel_after_chunks: int | None) -> Arrivals:
        arrivals = Arrivals(time.monotonic())
        with self._tts.stream(text, voice=VOICE) as chunks:
            for chunk in chunks:
                arrivals.add(time.monotonic(), len(chunk))
                if len(arrivals.chunks) == cancel_after_chunks:
                    arrivals.cancelled = time.monotonic()
                    break
        return arrivals


def _main() -> None:
    job = json.load(sys.stdin)
    began = time.perf_counter()
    import numpy as np  # noqa: PLC0415 - the time it takes is measured
    import ptts  # type: ignore[import-not-found] # noqa: PLC0415 - the same

    imported = time.perf_counter()
    tts = ptts.TTS(job["config"], lang="none", quant=job["quant"])
    voice = np.random.default_rng(0).standard_normal((VOICE_FRAMES, job["dim"])) / 10
    tts.add_voice_from_embedding(VOICE, voice.astype(np.float32))
    loaded = time.perf_counter()
    measured = asyncio.run(measure(_Ptts(tts), os.getpid(), Plan(**job["plan"])))
    measured.import_seconds, measured.load_seconds = imported - began, loaded - imported
    print(json.dumps(asdict(measured)), flush=True)


if __name__ == "__main__":
    _main()
