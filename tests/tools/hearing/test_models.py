"""The whole run with models from a hub: three engines, voices, the library; and what is attached.

The weights are synthetic, so nothing can be understood and a deaf recogniser will do.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hearing.judge import judge_run
from hearing.limits import Limits
from hearing.recognise import WHISPER_FILES, WHISPER_REPOSITORY, WHISPER_REVISION, fetch_whisper
from hearing.report import RESULTS, make_room, write_report
from hearing.session import ALL_ENGINES, Choice, Plan, Session, open_hub
from hearing.speak import ENGINES, INT8, LIBRARY
from hearing.takes import Run
from hearing.texts import texts_of
from make_model import make_model
from support.fake_hub import FakeHub
from support.hf_cache import hub_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pocket_tts_wyoming.audio.samples import Samples

CONFIG = "english_2m_2026-10"
TEXTS = [text for text in texts_of("en", quick=True) if text.kind in ("short", "first", "streamed")]
CHOICE = Choice(lambda _language: TEXTS[:5], most_voices=3, frames=12)
TOKEN = "hf_thisMustNotBeAttached"  # noqa: S105 - a test's own


class Deaf:
    """A recogniser that hears nothing."""

    name = "deaf"

    def transcribe(self, samples: Samples, rate_hz: int, language: str) -> str:
        del samples, rate_hz, language
        return ""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeHub]:
    model = tmp_path_factory.mktemp("model") / CONFIG
    make_model(model, CONFIG, voices=("alba", "anna"))
    with FakeHub(hub_files(model, CONFIG)) as hub:
        yield hub


@pytest.fixture(scope="module")
def session(
    hub: FakeHub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Run, Session, Path]]:
    """Yield a session of a machine that has a token and a login, neither of which may be used."""
    home, folder = tmp_path_factory.mktemp("hf_home"), tmp_path_factory.mktemp("out") / "heard"
    login = home / "token"
    login.write_text(TOKEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HOME", str(home))
        patch.setenv("HF_ENDPOINT", hub.url)
        patch.setenv("HF_TOKEN", TOKEN)
        patch.setenv("HUGGING_FACE_HUB_TOKEN", TOKEN)
        patch.setenv("HF_TOKEN_PATH", str(login))
        run = Run({"recogniser": Deaf.name})
        make_room(folder)
        store = open_hub(home, hub.url)
        yield run, Session(run, folder, Deaf(), Limits.read(), store, CHOICE), folder


@pytest.fixture(scope="module")
def heard(session: tuple[Run, Session, Path]) -> tuple[Run, Path]:
    run, session_, folder = session
    session_.hear(Plan(CONFIG, ("texts", "voices", "prefix", "sameness")))
    session_.hear(Plan("english_7m_2026-10", ("texts",)))  # is not on the hub
    run.failures += judge_run(run.groups, run.sameness, Limits.read())
    write_report(run, folder)
    return run, folder


def test_every_engine_says_the_same_texts(heard: tuple[Run, Path]) -> None:
    groups = [group for group in heard[0].groups if group.part == "texts"]
    assert tuple(group.engine for group in groups) == ALL_ENGINES
    for group in groups:
        assert [take.text for take in group.takes] == [take.text for take in groups[0].takes]
        assert len(group.takes) == 5
        assert all(take.sound.seconds > 0.2 for take in group.takes)


def test_every_voice_says_a_sentence_and_a_missing_one_is_said(heard: tuple[Run, Path]) -> None:
    (group,) = (group for group in heard[0].groups if group.part == "voices")
    assert [take.voice for take in group.takes] == ["alba", "anna", "azelma"]
    *there, missing = group.takes
    assert all(take.loudness is not None for take in there)
    assert missing.has("no answer")
    assert "voice-unavailable" in missing.marks[0].sentence


def test_what_the_prefix_lost_is_noted_and_can_be_heard(heard: tuple[Run, Path]) -> None:
    cut, uncut = (group for group in heard[0].groups if group.part in ("prefix", "uncut"))
    assert [take.text for take in cut.takes] == ["short-01", "short-02", "first-01", "first-02"]
    for take, whole in zip(cut.takes, uncut.takes, strict=True):
        assert len(take.cut_ms) == 1
        assert whole.cut_ms == (0,)
        lost_seconds = whole.sound.seconds - take.sound.seconds
        assert lost_seconds == pytest.approx(sum(take.cut_ms) / 1000, abs=0.01)


def test_fp32_equals_the_library_and_int8_does_not(heard: tuple[Run, Path]) -> None:
    fp32, int8 = heard[0].sameness
    assert (fp32.precision, int8.precision) == ("fp32", "int8")
    assert fp32.latents < 1e-5
    assert int8.latents > 1e-4
    assert max(fp32.audio, int8.audio) < 1e-5  # the decoder is float in both


def test_a_model_that_cannot_be_had_fails_the_run_and_not_the_others(
    heard: tuple[Run, Path],
) -> None:
    (failure,) = (f for f in heard[0].failures if f.what == "could not be heard")
    assert failure.where == "english_7m_2026-10, texts"


def test_an_engine_that_does_not_start_leaves_the_others(
    heard: tuple[Run, Path], hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert heard[0].groups  # the model is in the cache now
    broken = {**ENGINES, LIBRARY: {"ENGINE": "abacus"}}
    monkeypatch.setattr("hearing.speak.ENGINES", broken)
    run, store = Run({}), open_hub(Path(os.environ["HF_HOME"]), hub.url)
    choice = Choice(lambda _language: TEXTS[:1])
    Session(run, tmp_path, Deaf(), Limits.read(), store, choice).hear(
        Plan(CONFIG, ("texts",), (LIBRARY, INT8))
    )
    assert [group.engine for group in run.groups] == [INT8]
    (failure,) = run.failures
    assert failure.where == f"{CONFIG}, library, texts"


def test_only_open_weights_are_asked_for_and_without_a_token(
    heard: tuple[Run, Path], hub: FakeHub
) -> None:
    assert heard[0].groups
    assert {request.authorization for request in hub.requests} == {None}
    assert not any(request.path.startswith("/kyutai/pocket-tts/") for request in hub.requests)


def test_the_folder_has_no_path_of_this_machine_and_no_token(
    heard: tuple[Run, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, folder = heard
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".html", ".json", ".md", ".wav"}
    forbidden = (str(tmp_path_factory.getbasetemp()), str(Path.home()), str(Path.cwd()), TOKEN)
    for path in files:
        content = path.read_bytes()
        for secret in forbidden:
            assert secret.encode() not in content, path.name


def test_each_recording_that_the_results_name_is_there(heard: tuple[Run, Path]) -> None:
    _, folder = heard
    results = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    named = {take["file"] for group in results["groups"] for take in group["takes"]} - {""}
    assert named == {str(path.relative_to(folder)) for path in folder.rglob("*.wav")}


def test_an_earlier_run_makes_room_and_nothing_else_does(tmp_path: Path) -> None:
    folder = tmp_path / "heard"
    make_room(folder)
    write_report(Run({}), folder)
    (folder / "old.wav").touch()
    make_room(folder)
    assert list(folder.iterdir()) == []
    (folder / "letters.txt").touch()
    with pytest.raises(FileExistsError, match="something else"):
        make_room(folder)
    assert (folder / "letters.txt").exists()


def test_a_reported_text_is_heard_anew_each_time_in_the_voice_that_was_asked_for(
    heard: tuple[Run, Path], hub: FakeHub, tmp_path: Path
) -> None:
    assert heard[0].groups  # the model is in the cache now
    run, store = Run({}), open_hub(Path(os.environ["HF_HOME"]), hub.url)
    choice = Choice.own_text("7 lamps.", "anna")
    own = Session(run, tmp_path, Deaf(), Limits.read(), store, choice)
    own.hear(Plan(CONFIG, ("texts",), (INT8,)))
    (group,) = run.groups
    recordings = {(tmp_path / take.file).read_bytes() for take in group.takes}
    assert len(recordings) == len(group.takes) == 5
    assert {(take.voice, take.written) for take in group.takes} == {("anna", "7 lamps.")}


def test_the_recogniser_comes_in_its_pinned_revision(tmp_path: Path) -> None:
    paths = [f"/{WHISPER_REPOSITORY}/resolve/{WHISPER_REVISION}/{name}" for name in WHISPER_FILES]
    with FakeHub({path: path.encode() for path in paths}) as hub:
        store = open_hub(tmp_path, hub.url)
        folder = fetch_whisper(store)
        assert {path.name for path in folder.iterdir()} == set(WHISPER_FILES)
        assert {request.path for request in hub.requests} == set(paths)
        assert {request.authorization for request in hub.requests} == {None}
        asked = len(hub.requests)
        assert fetch_whisper(store) == folder  # from the cache
        assert len(hub.requests) == asked
