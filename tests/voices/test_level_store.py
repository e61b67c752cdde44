"""Levels on disk: believed only where they can be right, and only for what they were found for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pocket_tts_wyoming.voices.level_store import LevelStore


def find(address: str) -> Path | None:
    path = Path(address)
    return path if path.is_file() else None


@pytest.fixture
def store(tmp_path: Path) -> LevelStore:
    return LevelStore(tmp_path / "loudness", find)


def test_a_level_is_there_again_for_another_server(store: LevelStore, tmp_path: Path) -> None:
    assert store.read("a") is None
    store.write("a", -23.456)
    assert LevelStore(tmp_path / "loudness", find).read("a") == -23.46
    assert store.read("b") is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"lufs": "loud"}',
        '{"lufs": null}',
        '{"lufs": NaN}',
        '{"lufs": 40}',
        '{"lufs": -1e9}',
        '{"level": -20}',
        "\x00" * 20,
    ],
)
def test_a_damaged_file_is_no_level(store: LevelStore, tmp_path: Path, content: str) -> None:
    store.write("a", -20.0)
    (file,) = (tmp_path / "loudness").iterdir()
    file.write_text(content, encoding="utf-8")
    assert store.read("a") is None
    store.write("a", -21.0)
    assert store.read("a") == -21.0


def test_the_name_is_that_of_the_contents(store: LevelStore, tmp_path: Path) -> None:
    state, same, model = (tmp_path / name for name in ("a.safetensors", "b.safetensors", "c.yaml"))
    for path in (state, same, model):
        path.write_text(path.suffix, encoding="utf-8")
    key = store.key(str(state), str(model), "One.", "Two.")
    assert key is not None
    assert store.key(str(same), str(model), "One.", "Two.") == key
    assert store.key(str(same), str(model), "One.", "Three.") != key
    assert store.key(str(same), "hf://another/model/config.yaml", "One.", "Two.") != key
    model.write_text("other weights", encoding="utf-8")
    changed = store.key(str(state), str(model), "One.", "Two.")
    assert changed != key
    state.write_text("another voice", encoding="utf-8")
    assert store.key(str(state), str(model), "One.", "Two.") != changed


def test_a_state_that_is_not_here_has_no_name(store: LevelStore, tmp_path: Path) -> None:
    assert store.key(str(tmp_path / "absent.safetensors"), "english") is None
