"""Every file that is downloaded and kept, damaged in every way: the next start mends it, alone.

What a start does without a look at the whole file, and when it takes that look: large files are
those above `SMALL_BYTES`, which the tests set to zero.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store import disk, integrity
from pocket_tts_wyoming.models.store.hub import Hub
from support.fake_hub import COMMIT, FakeHub, Fault
from support.hf_cache import url_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = b'{"w":{"dtype":"U8","shape":[100000],"data_offsets":[0,100000]}}'
WEIGHTS, VOICE = (struct.pack("<Q", len(HEADER)) + HEADER + os.urandom(100_000) for _ in range(2))
FILES = {
    "weights": (f"hf://owner/repo/model.safetensors@{COMMIT}", WEIGHTS),
    "tokenizer": (f"hf://owner/repo/tokenizer.model@{COMMIT}", b"pieces" * 1000),
    "config of a branch": ("hf://owner/repo/config.yaml", b"a: 1\n" * 100),
    "preset voice": (f"hf://owner/voices/alba.safetensors@{COMMIT}", VOICE),
    "config of a URL": ("{server}/mine.yaml", b"b: 2\n" * 100),
    "weights of a URL": ("{server}/mine.safetensors", WEIGHTS),
}


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda _: b"",
    "zeroed": lambda data: bytes(len(data)),
    "zeros at its end": lambda data: data[:-300] + bytes(300),
    "one bit": flip,
    "foreign": lambda data: os.urandom(len(data)),
    "longer": lambda data: data + b"x",
    "vanished": lambda _: None,
}


class House:
    """A hub, a cache, and servers that start one after the other."""

    def __init__(self, folder: Path, server: FakeHub) -> None:
        self.folder, self.server = folder, server

    def start(self, *, offline: bool = False) -> Hub:
        hub = Hub(
            None,
            self.folder,
            offline=offline,
            endpoint=self.server.url,
            retry_delays_seconds=(0, 0),
        )
        hub.token = None
        return hub

    def fetch_all(self, hub: Hub) -> dict[str, Path]:
        return {name: hub.fetch(self.address(name)) for name in FILES}

    def address(self, name: str) -> str:
        return FILES[name][0].format(server=self.server.url)

    def url_path(self, name: str) -> str:
        address = self.address(name)
        remote = address.startswith("hf://")
        return url_path(address) if remote else address.removeprefix(self.server.url)

    def damage(self, path: Path, kind: str) -> None:
        """Change the content behind a path, as a card does: links stay."""
        content = DAMAGE[kind](path.read_bytes())
        real = path.resolve()
        if content is None:
            real.unlink()
        else:
            real.write_bytes(content)

    def downloaded(self) -> list[str]:
        return [request.path for request in self.server.requests if request.method == "GET"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with FakeHub({}) as server:
        made = House(tmp_path, server)
        server.files.update({made.url_path(name): content for name, (_, content) in FILES.items()})
        made.fetch_all(made.start())
        server.requests.clear()
        yield made


def check_whole(paths: dict[str, Path]) -> None:
    for name, (_, content) in FILES.items():
        assert paths[name].read_bytes() == content, name


def test_ordinary_start_downloads_nothing_and_says_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    check_whole(house.fetch_all(house.start(offline=True)))
    assert house.server.requests == []
    assert caplog.messages == []


@pytest.mark.parametrize("kind", DAMAGE)
def test_next_start_downloads_what_is_damaged_and_nothing_else(
    house: House, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name in FILES:
        path = house.fetch_all(house.start())[name]
        house.damage(path, kind)
        caplog.clear()
        house.server.requests.clear()

        check_whole(house.fetch_all(house.start()))
        assert house.downloaded() == [house.url_path(name)]
        said = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
        assert len(said) == (kind != "vanished")
        assert all(str(path) in line and "downloaded again" in line for line in said)
    house.server.requests.clear()
    check_whole(house.fetch_all(house.start()))
    assert house.downloaded() == []


@pytest.mark.parametrize("kind", ["cut", "emptied", "zeroed", "foreign", "longer"])
@pytest.mark.parametrize("name", ["weights", "weights of a URL"])
def test_large_file_of_a_wrong_form_is_found_without_reading_it(
    house: House, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.damage(house.fetch_all(house.start())[name], kind)
    monkeypatch.setattr(integrity, "SMALL_BYTES", 1000)
    check_whole(house.fetch_all(house.start()))
    assert len(house.downloaded()) == 1


@pytest.mark.parametrize("kind", ["one bit", "zeros at its end"])
@pytest.mark.parametrize("name", ["weights", "weights of a URL"])
def test_large_file_is_read_when_the_model_cannot_be_loaded(
    house: House, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "SMALL_BYTES", 1000)
    hub = house.start()
    path = house.fetch_all(hub)[name]
    house.damage(path, kind)
    hub = house.start()
    assert house.fetch_all(hub)[name].read_bytes() != FILES[name][1], "219 MB are not read"
    assert house.downloaded() == []

    hub.recheck()
    check_whole(house.fetch_all(hub))
    assert len(house.downloaded()) == 1


@pytest.mark.parametrize("name", ["weights", "weights of a URL"])
def test_large_file_is_read_after_a_power_cut(
    house: House, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(integrity, "SMALL_BYTES", 1000)
    path = house.fetch_all(house.start())[name]
    markers = house.start().layout.markers
    disk.write(markers / "another-boot.1", b"")
    house.damage(path, "one bit")
    caplog.clear()

    hub = house.start()
    check_whole(house.fetch_all(hub))
    assert any("went down while a server ran" in line for line in caplog.messages)
    assert len(house.downloaded()) == 1
    assert list(markers.iterdir()) != [], "until all of the model is whole"
    hub.forget_crash()
    assert list(markers.iterdir()) == []


def test_change_while_the_server_runs_is_noticed(house: House) -> None:
    hub = house.start()
    path = house.fetch_all(hub)["preset voice"]
    house.damage(path, "cut")
    assert hub.fetch(house.address("preset voice")).read_bytes() == FILES["preset voice"][1]


def test_damaged_file_stays_until_the_new_one_is_there(house: House) -> None:
    path = house.fetch_all(house.start())["weights"]
    house.damage(path, "one bit")
    damaged = path.read_bytes()
    house.server.faults.extend(Fault(status=503) for _ in range(3))
    with pytest.raises(ModelNotReadyError):
        house.start().fetch(house.address("weights"))
    assert path.read_bytes() == damaged


def test_offline_names_the_damaged_file(house: House) -> None:
    path = house.fetch_all(house.start())["tokenizer"]
    house.damage(path, "one bit")
    with pytest.raises(ModelNotReadyError, match=rf"{path} is not what.*HF_HUB_OFFLINE"):
        house.start(offline=True).fetch(house.address("tokenizer"))


def test_file_that_cannot_be_read_is_replaced(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad sector answers with an input/output error."""
    path = house.fetch_all(house.start())["tokenizer"].resolve()
    bad = [path.stat().st_ino]
    real_open = os.open

    def broken_open(path: Path | str, flags: int, mode: int = 0o777, **rest: int) -> int:
        if Path(path).exists() and Path(path).stat().st_ino in bad:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real_open(path, flags, mode, **rest)

    monkeypatch.setattr(os, "open", broken_open)
    check_whole(house.fetch_all(house.start()))
    assert len(house.downloaded()) == 1


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\xff\xfe", b"not a commit", None])
def test_note_of_a_branch(house: House, content: bytes | None) -> None:
    """It is needed without network too, where the file is there but nobody says in which commit."""
    (note,) = (house.folder / "hub" / "models--owner--repo" / "refs").iterdir()
    if content is None:
        note.unlink()
        note.mkdir()
    else:
        note.write_bytes(content)
    path = house.start(offline=True).fetch(house.address("config of a branch"))
    assert path.read_bytes() == FILES["config of a branch"][1]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"size_bytes": 1, "sha256": 5}'])
def test_a_damaged_record_does_not_count(house: House, content: bytes) -> None:
    for record in (house.folder / "pocket-tts-wyoming" / "downloads").iterdir():
        record.write_bytes(content)
    check_whole(house.fetch_all(house.start(offline=True)))


def test_link_to_another_file_is_set_right(house: House) -> None:
    paths = house.fetch_all(house.start())
    paths["tokenizer"].unlink()
    paths["tokenizer"].write_bytes(b"copied by hand, and wrongly")
    blob = paths["weights"].resolve()
    paths["weights"].unlink()
    paths["weights"].symlink_to(paths["config of a branch"].resolve())
    paths = house.fetch_all(house.start())
    assert paths["weights"].resolve() == blob.parent / paths["config of a branch"].resolve().name


def test_folders_in_the_way_of_locks(house: House) -> None:
    for lock in list(house.folder.rglob("*.lock")):
        lock.unlink()
        lock.mkdir()
    for path in house.fetch_all(house.start()).values():
        house.damage(path, "cut")
    check_whole(house.fetch_all(house.start()))


def test_file_system_without_locks_and_links(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("fcntl.flock", unsupported)
    monkeypatch.setattr(Path, "symlink_to", unsupported)
    shutil.rmtree(house.folder)
    check_whole(house.fetch_all(house.start()))
    house.server.requests.clear()
    paths = house.fetch_all(house.start())
    assert house.server.requests == []
    for path in paths.values():
        assert not path.is_symlink()
        house.damage(path, "one bit")
    check_whole(house.fetch_all(house.start()))


def test_read_only_disk_with_everything_on_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_read_only(monkeypatch)
    hub = house.start()
    check_whole(house.fetch_all(hub))
    hub.recheck()
    check_whole(house.fetch_all(hub))
    hub.forget_crash()


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EROFS, "read-only"),
        (errno.ENOSPC, "no space left"),
        (errno.EDQUOT, "no space left"),
        (errno.EACCES, "may not be written to by user"),
    ],
)
def test_disk_that_takes_nothing_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    path = house.fetch_all(house.start())["tokenizer"]
    house.damage(path, "cut")
    make_read_only(monkeypatch, number)
    with pytest.raises(ModelNotReadyError, match=rf"tokenizer.*{word}") as caught:
        house.start().fetch(house.address("tokenizer"))
    assert f"HF_HOME={house.folder}" in str(caught.value)


def make_read_only(monkeypatch: pytest.MonkeyPatch, number: int = errno.EROFS) -> None:
    """Refuse whatever writes; tests run as root, whom permissions do not stop."""

    def refused(*arguments: object, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(arguments[0]))

    real_open, real_os_open = Path.open, os.open

    def os_open_to_read(path: Path | str, flags: int, mode: int = 0o777, **rest: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            refused(path)
        return real_os_open(path, flags, mode, **rest)

    def open_to_read(self: Path, mode: str = "r", **rest: str) -> object:
        if mode not in ("r", "rb"):
            refused(self)
        return real_open(self, mode, **rest)  # type: ignore[call-overload]  # as it came

    monkeypatch.setattr(Path, "open", open_to_read)
    monkeypatch.setattr(os, "open", os_open_to_read)
    for name in ("mkdir", "unlink", "replace", "rename", "symlink_to", "touch", "chmod"):
        monkeypatch.setattr(Path, name, refused)
    for name in ("tempfile.mkstemp", "tempfile.mkdtemp", "os.utime"):
        monkeypatch.setattr(name, refused)


def test_small_files_of_the_hub_are_named_by_git(tmp_path: Path) -> None:
    """As `echo hello | git hash-object --stdin` says."""
    path = tmp_path / "file"
    path.write_bytes(b"hello\n")
    name = "ce013625030ba8dba906f756967f9e9ca394464a"
    assert integrity.matches_name(path, name)
    path.write_bytes(b"Hello\n")
    assert not integrity.matches_name(path, name)
    assert integrity.matches_name(path, "W-an-etag") is None


def test_part_of_an_earlier_start_that_went_bad_is_thrown_away(house: House) -> None:
    path = house.fetch_all(house.start())["weights"]
    blob = path.resolve()
    blob.with_name(f"{blob.name}.incomplete").write_bytes(bytes(50_000))
    house.damage(path, "vanished")
    assert house.start().fetch(house.address("weights")).read_bytes() == WEIGHTS
    assert [r.range for r in house.server.requests if r.method == "GET"] == ["bytes=50000-", None]
