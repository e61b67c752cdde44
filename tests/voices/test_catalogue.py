"""Which voices are offered, and which one speaks when none is asked for."""

from __future__ import annotations

import errno
import logging
import os
import pathlib
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import SettingsError, VoiceNotFoundError
from pocket_tts_wyoming.voices import folder
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS, preset_voice_address
from pocket_tts_wyoming.voices.state_file import StateShape
from support.voice_states import voice_state

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = StateShape(6, 2, 4)
LONG_AGO = 1_700_000_000.0


def add(folder: Path, name: str, content: bytes | None = None, age_seconds: float = 60.0) -> Path:
    path = folder / name
    path.write_bytes(voice_state() if content is None else content)
    os.utime(path, (LONG_AGO - age_seconds, LONG_AGO - age_seconds))
    return path


def catalogue(
    language: str = "en",
    config_name: str | None = "english",
    voices_dir: Path | None = None,
    default_voice: str | None = "alba",
    shape: StateShape | None = SHAPE,
    *,
    refresh: bool = True,
    strict: bool = False,
) -> Catalogue:
    made = Catalogue(
        language,
        config_name,
        voices_dir,
        default_voice,
        shape,
        now=lambda: LONG_AGO,
        strict=strict,
    )
    if refresh:
        made.refresh()
    return made


def names(of: Catalogue) -> list[str]:
    return [voice.name for voice in of.voices()]


@pytest.mark.parametrize("language", sorted(DEFAULT_PRESETS))
def test_only_voices_of_the_models_language_are_offered(language: str) -> None:
    made = catalogue(language, "some_config")
    native = {preset.name for preset in PRESETS if preset.language == language}
    assert set(names(made)) == native
    assert {voice.language for voice in made.voices()} == {language}
    assert made.default.name == DEFAULT_PRESETS[language]


def test_preset_is_addressed_on_the_hub() -> None:
    assert catalogue(config_name="english_2026-01").find("eve").source == preset_voice_address(
        "english_2026-01", "eve"
    )


@pytest.mark.parametrize("default", ["alba", "vera", "0 zero", "Zoe"])
def test_default_comes_first_by_label(tmp_path: Path, default: str) -> None:
    for name in ("0 zero", "Zoe", "aaron"):
        add(tmp_path, f"{name}.safetensors")
    made = catalogue(voices_dir=tmp_path, default_voice=default)

    labels = [voice.description or voice.name for voice in made.voices()]
    assert labels == sorted(labels)
    assert made.voices()[0] == made.default == made.find(None) == made.find("")
    assert made.default.name == default
    assert made.default.description.startswith("(default) ")
    assert len(names(made)) == len(set(names(made))) == 24


def test_two_catalogues_of_the_same_truth_are_equal(tmp_path: Path) -> None:
    add(tmp_path, "b.safetensors")
    add(tmp_path, "a.safetensors")
    assert catalogue(voices_dir=tmp_path).voices() == catalogue(voices_dir=tmp_path).voices()


def test_own_voice_is_tagged_with_the_models_language(tmp_path: Path) -> None:
    path = add(tmp_path, "Oma.safetensors")
    voice = catalogue("de", "german", tmp_path).find("Oma")
    assert (voice.language, voice.source, voice.description) == ("de", str(path), "Oma - own voice")
    assert voice.version.startswith("2023-11-14T")


def test_own_file_wins_over_a_preset(tmp_path: Path) -> None:
    path = add(tmp_path, "alba.safetensors")
    made = catalogue(voices_dir=tmp_path)
    assert made.default.source == str(path)
    assert names(made).count("alba") == 1


@pytest.mark.parametrize(
    ("file_name", "content", "word"),
    [
        (".hidden.safetensors", None, None),
        ("voice.wav", None, None),
        ("voice.safetensors.part", None, None),
        ("(a).safetensors", None, "begins with a letter"),
        ("_a.safetensors", None, "begins with a letter"),
        ("a\nb.safetensors", None, "letters, digits"),
        (f"{'x' * 65}.safetensors", None, "64 at most"),
        ("half.safetensors", voice_state()[:-1], "not complete"),
        ("weights.safetensors", voice_state(layers=24), "another model"),
        ("noise.safetensors", b"x" * 100, "safetensors"),
    ],
)
def test_unusable_file_is_left_out_with_one_line(
    tmp_path: Path,
    file_name: str,
    content: bytes | None,
    word: str | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add(tmp_path, file_name, content)
    made = catalogue(voices_dir=tmp_path)
    for _ in range(3):
        made.refresh()

    assert len(names(made)) == 21
    if word is None:
        assert caplog.messages == []
    else:
        (line,) = caplog.messages
        assert word in line
        assert "\n" not in line


def test_folder_that_looks_like_a_voice_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "dir.safetensors").mkdir()
    assert len(names(catalogue(voices_dir=tmp_path))) == 21


def test_voice_appears_changes_and_disappears_at_refresh(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    assert made.refresh() is False
    path = add(tmp_path, "bob.safetensors")
    assert "bob" not in names(made)
    assert made.refresh() is True
    first = made.find("bob")

    add(tmp_path, "bob.safetensors", age_seconds=30)
    assert made.refresh() is True
    assert made.find("bob").version != first.version
    assert made.refresh() is False

    path.unlink()
    assert made.refresh() is True
    assert "bob" not in names(made)


def test_file_under_way_appears_when_it_is_whole(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", voice_state()[:300])
    made.refresh()
    assert "bob" not in names(made)
    add(tmp_path, "bob.safetensors")
    made.refresh()
    assert "bob" in names(made)


@pytest.mark.parametrize("age", [0.0, 1.9, -3600.0], ids=["now", "just now", "clock ahead"])
def test_fresh_file_waits_for_one_more_look(tmp_path: Path, age: float) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=age)
    made.refresh()
    assert "bob" not in names(made)
    made.refresh()
    assert "bob" in names(made)


def test_fresh_file_is_taken_at_the_start(tmp_path: Path) -> None:
    add(tmp_path, "bob.safetensors", age_seconds=0)
    assert "bob" in names(catalogue(voices_dir=tmp_path))


def test_name_written_with_combining_accents_is_one_word(tmp_path: Path) -> None:
    add(tmp_path, "Rene\u0301.safetensors")
    assert "Ren\u00e9" in names(catalogue(voices_dir=tmp_path))


def test_missing_folder_is_said_once_and_is_nothing_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The app's own folder for voices is not there before somebody makes it."""
    caplog.set_level(logging.INFO)
    made = catalogue(voices_dir=tmp_path / "none")
    made.refresh()
    assert len(names(made)) == 21
    (line,) = caplog.records
    assert line.levelno == logging.INFO
    assert "VOICES_DIR" in line.getMessage()
    (tmp_path / "none").mkdir()
    add(tmp_path / "none", "bob.safetensors")
    made.refresh()
    assert "bob" in names(made)


def test_file_in_place_of_the_folder_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = catalogue(voices_dir=add(tmp_path, "file"))
    made.refresh()
    (line,) = caplog.messages
    assert "cannot be read: Not a directory" in line


def test_default_of_another_language_gives_way_with_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = catalogue("de", "german", default_voice="lola")
    made.refresh()
    assert made.default.name == "juergen"
    (line,) = caplog.messages
    assert "DEFAULT_VOICE=lola" in line
    assert "'juergen'" in line


@pytest.mark.parametrize("wish", ["alba", "Alba"])
def test_default_of_the_option_is_not_a_wish(wish: str, caplog: pytest.LogCaptureFixture) -> None:
    """A German server that nobody has given a voice has nothing to be warned of."""
    assert catalogue("de", "german", default_voice=wish).default.name == "juergen"
    assert caplog.messages == []


@pytest.mark.parametrize("wish", ["Marius", "MARIUS", "Bill Boerst"])
def test_default_may_be_written_as_people_see_it(
    wish: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert catalogue(default_voice=wish).default.name == wish.lower().replace(" ", "_")
    assert caplog.messages == []


@pytest.mark.parametrize("wish", [None, ""])
def test_no_wish_is_the_languages_own_voice(
    wish: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    assert catalogue("fr", "french", default_voice=wish).default.name == "estelle"
    assert caplog.messages == []


def test_default_follows_its_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    made = catalogue(voices_dir=tmp_path, default_voice="Oma")
    assert made.default.name == "alba"
    path = add(tmp_path, "Oma.safetensors")
    made.refresh()
    assert made.default.name == "Oma"
    path.unlink()
    made.refresh()
    assert made.default.name == "alba"
    assert len([m for m in caplog.messages if "DEFAULT_VOICE" in m]) == 2


def test_custom_config_has_own_voices_only(tmp_path: Path) -> None:
    add(tmp_path, "b.safetensors")
    add(tmp_path, "a.safetensors")
    made = catalogue(config_name=None, voices_dir=tmp_path)
    assert names(made) == ["a", "b"]
    assert made.default.name == "a"


@pytest.mark.parametrize("with_folder", [True, False])
def test_no_voice_at_all_says_what_to_set(tmp_path: Path, *, with_folder: bool) -> None:
    made = catalogue(config_name=None, voices_dir=tmp_path if with_folder else None)
    assert made.voices() == ()
    with pytest.raises(SettingsError, match=r"export-voice.*VOICES_DIR"):
        _ = made.default
    with pytest.raises(SettingsError):
        made.find(None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("albs", "Did you mean 'alba'"),
        ("Juergen", r"preset voice 'juergen' \(de\) is not one of this model \(en\)"),
        ("x" * 20, "Voices: alba, anna, azelma"),
    ],
)
def test_unknown_voice_is_answered_with_the_known_where_that_is_wanted(
    name: str, sentence: str
) -> None:
    with pytest.raises(VoiceNotFoundError, match=sentence):
        catalogue(strict=True).find(name)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("name", "found"),
    [("Alba", "alba"), ("MARIUS", "marius"), ("Bill Boerst", "bill_boerst"), ("zoË", "Zoë")],
)
def test_spelling_is_forgiven(
    tmp_path: Path, name: str, found: str, caplog: pytest.LogCaptureFixture, *, strict: bool
) -> None:
    add(tmp_path, "Zoe\u0308.safetensors")
    assert catalogue(voices_dir=tmp_path, strict=strict).find(name).name == found
    assert caplog.messages == []


def test_exact_name_wins_over_a_spelling(tmp_path: Path) -> None:
    add(tmp_path, "Alba.safetensors")
    made = catalogue(voices_dir=tmp_path)
    assert [made.find(name).name for name in ("Alba", "alba")] == ["Alba", "alba"]


@pytest.mark.parametrize("name", ["granny", "juergen"])
def test_voice_that_is_gone_is_spoken_by_the_default_with_one_warning(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    made = catalogue(default_voice="marius")
    assert [made.find(name).name for _ in range(3)] == ["marius"] * 3
    (line,) = caplog.messages
    assert f"'{name}'" in line
    assert "'marius'" in line
    assert "STRICT_VOICES" in line


def test_nobody_fills_the_log_with_names(caplog: pytest.LogCaptureFixture) -> None:
    made = catalogue()
    for number in range(1000):
        made.find(f"{number} " + "x\n" * 100_000)
    assert len(caplog.messages) == 100
    assert max(map(len, caplog.messages)) < 1000
    assert not any("\n" in message for message in caplog.messages)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (voice_state()[:-1], "not complete yet"),
        (voice_state(layers=24), "another model"),
        (b"x" * 100, "safetensors"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_nobody_takes_the_place_of_a_voice_that_cannot_speak_yet(
    tmp_path: Path, content: bytes, word: str, *, strict: bool
) -> None:
    """Home Assistant would keep a recording in the wrong voice."""
    add(tmp_path, "Granny.safetensors", content)
    made = catalogue(voices_dir=tmp_path, strict=strict)
    found = made.find("granny")
    assert found.name == "Granny"
    assert found.problem.startswith("The voice 'Granny' cannot be used: ")
    assert word in found.problem
    assert found not in made.voices()
    add(tmp_path, "Granny.safetensors", age_seconds=50)
    made.refresh()
    assert made.find("granny").name == "Granny"
    assert made.find("granny").problem == ""


def test_the_only_voice_is_the_default_even_before_it_can_speak(tmp_path: Path) -> None:
    add(tmp_path, "aunt.safetensors", voice_state()[:-1])
    add(tmp_path, "granny.safetensors", voice_state()[:-1])
    made = catalogue(config_name=None, voices_dir=tmp_path, default_voice="Granny")
    assert made.find(None).name == "granny"
    assert made.find(None).problem
    assert catalogue(config_name=None, voices_dir=tmp_path).find("").name == "aunt"
    with pytest.raises(SettingsError):
        _ = made.default  # at the start somebody should see that nothing can speak
    add(tmp_path, "aunt.safetensors", age_seconds=50)
    made.refresh()
    assert made.find(None).name == "aunt"
    assert not made.find(None).problem


def test_voice_that_is_being_copied_has_a_problem(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=0)
    made.refresh()
    assert "being copied" in made.find("bob").problem


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    """The second look must be cheap: a file with the same stamp keeps its verdict."""
    path = add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    stat = path.stat()
    with path.open("r+b") as file:
        file.write(bytes(stat.st_size))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    made.refresh()
    assert "bob" in names(made)


def test_a_new_folder_is_not_said_to_be_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place = tmp_path / "voices"
    made = catalogue(voices_dir=place)
    place.mkdir()
    add(place, "bob.safetensors")
    assert made.refresh() is True
    assert "again" not in caplog.text


def test_folder_that_is_away_keeps_its_voices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place = tmp_path / "voices"
    place.mkdir()
    add(place, "bob.safetensors")
    made = catalogue(voices_dir=place)
    for _ in range(2):
        caplog.clear()
        place.rename(tmp_path / "moved")
        for _ in range(3):
            assert made.refresh() is False
        assert "bob" in names(made)
        (line,) = caplog.messages
        assert "cannot be read: No such file" in line
        (tmp_path / "moved").rename(place)
        made.refresh()
        assert caplog.messages[1:] == [f"VOICES_DIR {place} can be read again."]
    (place / "bob.safetensors").unlink()
    assert made.refresh() is True
    assert "bob" not in names(made)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.ESTALE, errno.EACCES])
def test_folder_that_cannot_be_listed_for_a_moment_keeps_its_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)

    def fail(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as context:
        context.setattr(pathlib.Path, "iterdir", fail)
        assert made.refresh() is False
    assert "bob" in names(made)


def test_empty_place_of_a_share_that_is_not_mounted_keeps_the_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    real_stat = pathlib.Path.stat

    def stat_of_the_disk_below(self: Path, **rest: bool) -> object:
        found = real_stat(self, **rest)
        if self != tmp_path:
            return found
        return os.stat_result((*found[:2], found.st_dev + 1, *found[3:]))

    monkeypatch.setattr(pathlib.Path, "stat", stat_of_the_disk_below)
    monkeypatch.setattr(pathlib.Path, "iterdir", lambda _: iter(()))
    assert made.refresh() is False
    assert "bob" in names(made)


def test_file_that_cannot_be_read_for_a_moment_keeps_its_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=30)
    real_open = os.open

    def fail(name: Path | str, flags: int, mode: int = 0o777, **rest: int) -> int:
        if name == path:
            raise OSError(errno.EMFILE, "Too many open files")
        return real_open(name, flags, mode, **rest)

    with monkeypatch.context() as context:
        context.setattr(os, "open", fail)
        made.refresh()
        made.refresh()
        assert "bob" in names(made)
    (line,) = caplog.messages
    assert "Too many open files" in line
    assert made.refresh() is True, "the new file"


def test_time_that_no_calendar_has_is_a_version_too() -> None:
    """Python's calendar ends in 9999; some file systems go on."""
    assert folder.version_of(2**40 * 10**9) == str(2**40 * 10**9)
    assert folder.version_of(1_700_000_000 * 10**9) == "2023-11-14T22:13:20.000000Z"


def test_whatever_a_file_makes_its_reader_raise_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("pocket_tts_wyoming.voices.folder.read_shape", fail)
    add(tmp_path, "bob.safetensors")
    assert "bob" not in names(catalogue(voices_dir=tmp_path))
