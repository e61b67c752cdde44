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


@pytest.fixture
def own(tmp_path: Path) -> LevelStore:
    """Return a store of a server with people's own voices: mum, dad, and a preset voice."""
    store = LevelStore(tmp_path / "loudness", find, tmp_path / "voices")
    store.write("m", -21.0, "mum")
    store.write("n", -22.0, "mum")  # of another model
    store.write("d", -23.0, "dad")
    store.write("a", -24.0)
    return store


def levels(store: LevelStore) -> list[float | None]:
    return [store.read(key) for key in "mnda"]


@pytest.mark.parametrize("restarted", [True, False])
def test_the_level_of_an_own_voice_goes_with_its_files(
    own: LevelStore, tmp_path: Path, *, restarted: bool
) -> None:
    if restarted:
        own = LevelStore(tmp_path / "loudness", find, tmp_path / "voices")
    own.keep_only(["mum", "dad"])
    assert levels(own) == [-21.0, -22.0, -23.0, -24.0]
    own.keep_only(["dad"])
    assert levels(own) == [None, None, -23.0, -24.0]
    assert len(list((tmp_path / "loudness").iterdir())) == 2
    own.write("m", -21.0, "mum")
    own.keep_only([])
    assert levels(own) == [None, None, None, -24.0]


def test_a_level_follows_a_voice_that_is_renamed(own: LevelStore, tmp_path: Path) -> None:
    own.rename("mum", "mother")
    for store in (own, LevelStore(tmp_path / "loudness", find, tmp_path / "voices")):
        store.keep_only(["mother", "dad"])
        assert levels(store) == [-21.0, -22.0, -23.0, -24.0]


@pytest.mark.parametrize("folder", ["other", "voices/below", None])
def test_levels_of_another_servers_voices_stay(
    own: LevelStore, tmp_path: Path, folder: str | None
) -> None:
    place = None if folder is None else tmp_path / folder
    other = LevelStore(tmp_path / "loudness", find, place)
    other.write("o", -25.0, "oma")
    other.keep_only([])
    assert levels(own) == [-21.0, -22.0, -23.0, -24.0]
    LevelStore(tmp_path / "loudness", find, tmp_path / "voices").keep_only(["mum", "dad"])
    assert own.read("o") == (-25.0 if folder is None else other.read("o"))


def test_a_damaged_file_belongs_to_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "loudness"
    folder.mkdir()
    for number, content in enumerate((b"", b"[]", b"null", b"\xff", b'{"lufs": -20}')):
        (folder / f"{number}.json").write_bytes(content)
    LevelStore(folder, find, tmp_path / "voices").keep_only([])
    assert len(list(folder.iterdir())) == 5


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
