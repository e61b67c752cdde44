from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from pocket_tts.utils.config import CONFIGS_DIR

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.onnx import OnnxBackend, supports

if TYPE_CHECKING:
    from pathlib import Path

    from models.onnx.oracle import Load, Model
    from pocket_tts_wyoming.models.batching.backend import Backend


@pytest.mark.parametrize("path", sorted(CONFIGS_DIR.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_model_is_supported(path: Path) -> None:
    assert supports(yaml.safe_load(path.read_text(encoding="utf-8"))) is None


def changed(config: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    config = copy.deepcopy(config)
    *parents, last = path.split("/")
    inner = config
    for name in parents:
        inner = inner[name]
    inner[last] = value
    return config


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("flow_lm/flow/type", "diffusion", "'diffusion' is unknown"),
        ("flow_lm/weights_path", "other.safetensors", "Separate flow LM"),
        ("flow_lm/transformer/num_heads", 3, "32 channels in 3 heads"),
        ("flow_lm/transformer/num_kv_heads", 3, "3 for keys"),
        ("flow_lm/transformer/num_heads", 0, "zero"),
        ("flow_lm/transformer", {}, "not understood"),
        ("flow_lm/lookup_table/dim", 16, "text table"),
        ("mimi/weights_path", "other.safetensors", "Separate Mimi"),
        ("mimi/seanet/pad_mode", "replicate", "'replicate'"),
        ("mimi/seanet/channels", 2, "mono"),
        ("mimi/seanet/ratios", [7, 5, 4], "Ratios [7, 5, 4]"),
        ("mimi/outer_dim", 8, "differ in width"),
        ("mimi/transformer/num_heads", 3, "16 channels do not fit 3"),
        ("mimi", None, "not understood"),
    ],
)
def test_what_is_not_supported(base: Model, path: str, value: object, reason: str) -> None:
    assert supports(base.config) is None
    assert reason in (supports(changed(base.config, path, value)) or "")


def test_figures_of_the_model(base: Model, load: Load) -> None:
    backend: Backend = load(base, slots=2)
    assert backend.sample_rate_hz == 24000
    assert backend.frame_samples == 1920
    assert backend.latent_dim == 8
    assert backend.slots == 2
    assert backend.temperature == 0.3
    assert backend.eos_threshold == -4.0


def load_from(model: Model, folder: Path, **options: Any) -> OnnxBackend:  # noqa: ANN401 - those of `load`
    paths = {
        "config": model.config,
        "weights": model.weights,
        "tokenizer": model.tokenizer,
        "cache_folder": folder,
    }
    return OnnxBackend.load(**{**paths, "slots": 1, **options})


def test_temperature_and_threshold_of_the_configuration(base: Model, tmp_path: Path) -> None:
    own = {**base.config, "default_temperature": 0.7, "default_eos_threshold": -1.0}
    backend = load_from(base, tmp_path, config=own)
    assert (backend.temperature, backend.eos_threshold) == (0.7, -1.0)
    assert load_from(base, tmp_path, config=own, temperature=0.0).temperature == 0.0


def test_progress_and_the_second_start(base: Model, tmp_path: Path) -> None:
    said: list[str] = []
    load_from(base, tmp_path, precision="int8", progress=said.append)
    assert [sentence.split(",")[0] for sentence in said] == [
        "Converting the language model to int8",
        "Converting the audio decoder",
    ]
    load_from(base, tmp_path, precision="int8", progress=said.append)
    assert len(said) == 2
    load_from(base, tmp_path, precision="fp32", progress=said.append)
    assert len(said) == 3  # the decoder is the same
    # Nothing is removed by loading: other models' turn has not come.
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 3


def test_another_configuration_is_another_conversion(
    base: Model, models: dict[str, Model], tmp_path: Path
) -> None:
    said: list[str] = []
    load_from(base, tmp_path, progress=said.append)
    mimi = changed(base.config, "mimi/transformer/context", 40)
    load_from(base, tmp_path, config=mimi, progress=said.append)
    load_from(models["lsd"], tmp_path, config=mimi, progress=said.append)
    assert len(said) == 6


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"config": {}}, "not understood"),
        ({"weights": "missing"}, "cannot be read"),
        ({"weights": "tokenizer.model"}, "cannot be used: tokenizer.model is not"),
        ({"weights": "voices/long.safetensors"}, "has no tensor 'flow_lm"),
        ({"tokenizer": "missing"}, "cannot be"),
        ({"tokenizer": "model.safetensors"}, "cannot be"),
    ],
)
def test_what_cannot_be_loaded(
    models: dict[str, Model], tmp_path: Path, options: dict[str, Any], reason: str
) -> None:
    model = models["lsd"]
    folder = tmp_path / "model"
    folder.mkdir()
    for name, source in (
        ("model.safetensors", model.weights),
        ("tokenizer.model", model.tokenizer),
    ):
        (folder / name).write_bytes(source.read_bytes())
    (folder / "voices").mkdir()
    (folder / "voices" / "long.safetensors").write_bytes(model.voice("long").read_bytes())
    wrong = {k: folder / v if isinstance(v, str) else v for k, v in options.items()}
    with pytest.raises(ModelNotReadyError, match=reason):
        load_from(model, tmp_path / "cache", **wrong)


SPEAK = """
import json, sys
from pathlib import Path
import numpy as np
from pocket_tts_wyoming.models.onnx import OnnxBackend
config, weights, tokenizer, voice, folder = json.loads(sys.argv[1])
backend = OnnxBackend.load(config, Path(weights), Path(tokenizer), Path(folder), slots=1)
backend.place_voice(0, backend.read_voice(Path(voice)))
noise = np.zeros(backend.latent_dim, np.float32)
step = backend.prompt(0, backend.tokenize("Hello.").tokens, noise)
backend.decode(step.latent[None], backend.new_decoder_state())
print(*sorted({"torch", "pocket_tts", "onnx", "safetensors"} & set(sys.modules)))
"""


def test_speaks_without_torch(base: Model, tmp_path: Path) -> None:
    paths = base.weights, base.tokenizer, base.voice("alba"), tmp_path
    arguments = json.dumps([base.config, *(str(path) for path in paths)])
    command = [sys.executable, "-c", SPEAK, arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_weights_of_another_model(base: Model, blocks: Model, tmp_path: Path) -> None:
    with pytest.raises(ModelNotReadyError, match=r"has shape .* but the configuration says"):
        load_from(base, tmp_path, weights=blocks.weights)


def test_a_cache_that_cannot_be_written(
    base: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load_from(base, blocked)
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    with pytest.raises(ModelNotReadyError, match="cannot be read or converted"):
        load_from(base, blocked)


def test_more_threads(blocks: Model, load: Load) -> None:
    """More threads are allowed; the sum may be rounded in another order."""
    results = []
    for threads in (1, 2):
        backend = load(blocks, threads=threads)
        backend.place_voice(0, backend.read_voice(blocks.voice("long")))
        noise = np.zeros(backend.latent_dim, np.float32)
        results.append(backend.prompt(0, [5, 6], noise).eos_logit)
    assert results[0] == pytest.approx(results[1], abs=1e-5)
