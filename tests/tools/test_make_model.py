from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest
import torch
from pocket_tts import TTSModel

from make_model import make_model
from synthetic.presets import TINY_PRESETS, preset_config

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    "The kitchen light is on, and the front door is locked.",
    "It will rain in the afternoon, so take an umbrella with you when you leave.",
    "I have added milk, bread and two dozen eggs to the shopping list for tomorrow.",
)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "config.yaml"  # it holds paths
    }


def speech_seconds(config: Path, text: str) -> float:
    model = TTSModel.load_model(config=config)
    voice = model.get_state_for_audio_prompt(config.parent / "voices" / "alba.safetensors")
    torch.manual_seed(1)
    audio = model.generate_audio(voice, text)
    assert torch.isfinite(audio).all()
    assert 0.01 < audio.std() < 0.5
    samples, sample_rate_hz = len(audio), int(model.sample_rate)
    return samples / sample_rate_hz


@pytest.mark.parametrize("preset", TINY_PRESETS)
def test_every_tiny_preset_speaks_at_the_rate_of_speech(tmp_path: Path, preset: str) -> None:
    config = make_model(tmp_path / "model", preset, voice_seconds=2)
    rates = [len(text) / speech_seconds(config, text) for text in TEXTS]
    assert 9 < statistics.mean(rates) < 20


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    first = make_model(tmp_path / "first", voices=("alba", "eve"), voice_seconds=1, seed=3)
    second = make_model(tmp_path / "second", voices=("alba", "eve"), voice_seconds=1, seed=3)
    other = make_model(tmp_path / "other", voices=("alba", "eve"), voice_seconds=1, seed=4)
    assert files_of(first.parent) == files_of(second.parent)
    weights = "model.safetensors"
    assert files_of(other.parent)[weights] != files_of(first.parent)[weights]


def test_voices_differ(tmp_path: Path) -> None:
    config = make_model(tmp_path / "model", voices=("alba", "eve"), voice_seconds=1)
    files = files_of(config.parent)
    assert files["voices/alba.safetensors"] != files["voices/eve.safetensors"]


def test_the_callers_random_numbers_go_on_undisturbed(tmp_path: Path) -> None:
    torch.manual_seed(5)
    expected = torch.rand(4)
    torch.manual_seed(5)
    make_model(tmp_path / "model", voices=(), seed=1)
    assert torch.equal(torch.rand(4), expected)


def test_an_earlier_checkpoint_is_replaced_whole(tmp_path: Path) -> None:
    make_model(tmp_path / "model", voices=("alba",), voice_seconds=1)
    config = make_model(tmp_path / "model", voices=("eve",), voice_seconds=1)
    assert {path.stem for path in (config.parent / "voices").iterdir()} == {"eve"}
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError):
        make_model(tmp_path, voices=())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="voices"):
        make_model(tmp_path / "model", voices=("no/such/folder",), voice_seconds=1)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_preset_is_told_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no preset 'klingon'.*tiny_gqa.*english"):
        make_model(tmp_path / "model", "klingon")
    assert list(tmp_path.iterdir()) == []


def test_presets_of_shipped_models_have_their_architecture_and_no_addresses() -> None:
    config = preset_config("english_7m_2026-10")
    assert config["flow_lm"]["transformer"]["num_kv_heads"] == 2
    assert config["flow_lm"]["lookup_table"]["rank"] == 64
    assert "hf://" not in str(config)
