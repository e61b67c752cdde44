"""What is no ordinary file, or too large, where the server expects a file: no reader may hang."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from huggingface_hub import constants

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import SettingsError, VoiceUnavailableError
from pocket_tts_wyoming.models.onnx.voice import read_voice
from pocket_tts_wyoming.models.onnx.weights import Safetensors, fingerprint
from pocket_tts_wyoming.models.size import expected_bytes
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.files import ModelVariant, read_config
from pocket_tts_wyoming.models.store.integrity import Record, sha256
from pocket_tts_wyoming.models.store.network import client
from pocket_tts_wyoming.models.store.token import find_token
from pocket_tts_wyoming.settings import Settings
from pocket_tts_wyoming.speech.sound_record import SoundRecord
from pocket_tts_wyoming.text.normalize.lexicon import LexiconError
from pocket_tts_wyoming.text.normalize.lexicon_file import LexiconFile
from pocket_tts_wyoming.voices.decoding import decode
from pocket_tts_wyoming.voices.folder import VoiceFolder
from pocket_tts_wyoming.voices.level_store import LevelStore
from pocket_tts_wyoming.voices.making import VoiceMaking, digest_of
from pocket_tts_wyoming.voices.state_file import NotAVoiceStateError, read_shape
from pocket_tts_wyoming.voices.voice_settings import VoiceSettingsFile
from pocket_tts_wyoming.web.words import WordsFile

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 20.0  # ends a test that hangs; the readers take microseconds
HUGE_BYTES = 1 << 40
NEEDED = "and an ordinary file is needed"
KINDS = {
    "pipe": f"it is a named pipe, {NEEDED}",
    "device": f"it is a device, {NEEDED}",
    "folder": f"it is a folder, {NEEDED}",
    "socket": f"it is a socket, {NEEDED}",
}


def put(kind: str, path: Path) -> None:
    """Put something there; a huge file takes no room on the disk."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "socket":
            with closing(socket.socket(socket.AF_UNIX)) as listener:
                listener.bind(str(path))
        case "huge":
            with path.open("wb") as file:
                file.truncate(HUGE_BYTES)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a short path, which sockets need, with nothing there."""
    monkeypatch.chdir(tmp_path)
    return Path("it.x")


def call(read: Callable[[], object]) -> object:
    """Return what a reader returns, or the error that it raises; fails if it hangs."""
    outcome: list[object] = []

    def run() -> None:
        try:
            outcome.append(read())
        except Exception as error:  # noqa: BLE001 - handed to the test
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive(), "it hangs"
    return outcome[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("read", [regular_file.open_binary, regular_file.read_bytes])
def test_only_ordinary_files_are_opened(
    kind: str, read: Callable[[Path], object], place: Path
) -> None:
    put(kind, place)
    error = call(lambda: read(place))
    assert isinstance(error, regular_file.NotOrdinaryError)
    assert error.strerror == KINDS[kind]
    assert error.filename == str(place)


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert regular_file.read_bytes(path, 100) == b"x" * 100
    with pytest.raises(regular_file.NotOrdinaryError, match=r"larger than 9\.9e-05 MB"):
        regular_file.read_bytes(path, 99)
    with pytest.raises(FileNotFoundError):
        regular_file.read_bytes(tmp_path / "none")


def test_a_file_that_says_nothing_of_its_size_is_read_up_to_a_limit_too() -> None:
    """The kernel's own files have size 0, as a file that grows while it is read may have."""
    path = Path("/proc/self/maps")
    assert path.stat().st_size == 0
    assert regular_file.read_bytes(path)
    with pytest.raises(regular_file.NotOrdinaryError):
        regular_file.read_bytes(path, 10)


def test_line_ends_are_those_of_text_files(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert regular_file.read_text(path, "utf-8-sig") == path.read_text(encoding="utf-8-sig")


def test_what_is_exchanged_between_look_and_opening_is_not_read(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write_bytes(b"x")
    ordinary = place.stat()
    place.unlink()
    put("pipe", place)
    monkeypatch.setattr(Path, "stat", lambda _: ordinary)
    assert isinstance(call(lambda: regular_file.open_binary(place)), regular_file.NotOrdinaryError)


READERS: dict[str, Callable[[Path], object]] = {
    "lexicon": lambda path: LexiconFile(path).reload_if_changed(),
    "lexicon for the page": lambda path: WordsFile(path).read(),
    "MODEL_VARIANT": lambda path: read_config(path, str(path)),
    "voice state": lambda path: read_voice(path, cast("Any", None), 0),
    "voice state's header": read_shape,
}
FILE_ERRORS = (LexiconError, SettingsError, VoiceUnavailableError, NotAVoiceStateError, OSError)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", [*KINDS, "huge"])
def test_who_reads_what_people_name_says_what_is_wrong(kind: str, reader: str, place: Path) -> None:
    put(kind, place)
    error = call(lambda: READERS[reader](place))
    assert isinstance(error, FILE_ERRORS)
    assert KINDS.get(kind, "it is larger than ") in str(error)


@pytest.mark.parametrize("kind", [*KINDS, "huge"])
def test_voices_yaml_may_be_anything(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    put(kind, path)
    file = VoiceSettingsFile(path, ["en"])
    reason = KINDS.get(kind, "it is larger than 2 MB")
    assert call(file.reload_if_changed) == (f"voices.yaml cannot be read: {reason}.",)
    assert call(file.reload_if_changed) == ()


@pytest.mark.parametrize("kind", [*KINDS, "huge"])
def test_a_voice_state_may_be_anything(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(kind, tmp_path / "mum.safetensors")
    folder = VoiceFolder(tmp_path)
    assert call(folder.list) == ()
    reason = KINDS.get(kind, "it is larger than 300 MB")
    assert folder.left_out == {"mum": reason}
    assert caplog.messages == [f"Voice file 'mum.safetensors' is left out: {reason}."]


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_that_is_exchanged_is_not_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "mum.wav"
    put(kind, path)
    assert isinstance(call(lambda: digest_of(path)), regular_file.NotOrdinaryError)
    assert isinstance(call(lambda: decode(path)), regular_file.NotOrdinaryError)


@pytest.mark.parametrize("kind", [*KINDS, "huge"])
def test_what_the_server_keeps_is_made_again_where_it_is_no_file(kind: str, tmp_path: Path) -> None:
    put(kind, tmp_path / "key.json")
    put(kind, tmp_path / "state")
    readers: list[Callable[[], object]] = [
        lambda: LevelStore(tmp_path, lambda _: None).read("key"),
        lambda: Record.read(tmp_path / "key.json"),
        lambda: VoiceMaking(tmp_path).made("key", cast("Any", _Model())),
    ]
    assert [call(read) for read in readers] == [None] * len(readers)
    settings = Settings(lexicon=tmp_path / "key.json")
    assert call(SoundRecord(settings, tmp_path / "state").log_changes) is None


class _Model:
    def encoder_identity(self) -> str:
        return "encoder"

    def model_identity(self) -> str:
        return "model"


@pytest.mark.parametrize("kind", KINDS)
def test_the_models_files_and_locks_may_be_anything(kind: str, place: Path) -> None:
    put(kind, place)
    readers: list[Callable[[Path], object]] = [Safetensors.map, fingerprint, sha256]
    for read in readers:
        assert isinstance(call(partial(read, place)), OSError)
    assert call(lambda: disk.share(place)) is None
    assert call(lambda: disk.is_shared(place)) is None
    if kind != "device":  # /dev/zero can be locked; nothing is read

        def locks() -> bool:
            with disk.locked(place) as held:
                return held

        assert call(locks) is False
    variant = ModelVariant("x", None, "en", str(place))
    assert call(lambda: expected_bytes(variant, "int8"))


@pytest.mark.parametrize("kind", [*KINDS, "huge"])
def test_a_login_that_is_no_file_is_not_used(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "token"
    put(kind, path)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(path))
    assert call(find_token) is None
    assert KINDS.get(kind, "it is larger than 2 MB") in caplog.text


@pytest.mark.parametrize("kind", KINDS)
def test_certificates_that_are_no_file_are_named(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "certificates.pem"
    put(kind, path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    error = call(client)
    assert isinstance(error, SettingsError)
    assert str(error).startswith(f"SSL_CERT_FILE={path} cannot be used ({KINDS[kind]})")
