"""Files from addresses: cache, network, faults."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from models.store.hubs import ADDRESS, CONTENT, PATH, REFUSED, make_hub
from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.store.download import DownloadStoppedError, Progress, log_progress
from pocket_tts_wyoming.models.store.hub import (
    AccessRefusedError,
    Hub,
    HubAddress,
    HubUnreachableError,
)
from support.fake_hub import COMMIT, FakeHub, Fault
from support.hf_cache import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[FakeHub]:
    with FakeHub({PATH: CONTENT}) as running:
        yield running


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("hf://o/r/f.yaml", HubAddress("o/r", "f.yaml", "main")),
        ("hf://o/r/a/b.bin@v1", HubAddress("o/r", "a/b.bin", "v1")),
    ],
)
def test_address_is_read(address: str, expected: HubAddress) -> None:
    assert HubAddress.parse(address) == expected


@pytest.mark.parametrize(
    "address", ["hf://o/r", "hf://", "hf://o//f", "hf://o/r/../../x", "hf://o/r/f@../../x"]
)
def test_nonsense_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="hf://owner/repository/file"):
        HubAddress.parse(address)


def test_download_is_laid_out_like_the_library_does(tmp_path: Path, server: FakeHub) -> None:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - the other side's view

    path = make_hub(tmp_path, server).fetch(ADDRESS)

    assert path.read_bytes() == CONTENT
    assert path.is_symlink()
    assert not path.readlink().is_absolute()
    assert try_to_load_from_cache(
        "owner/repo", "folder/weights.bin", cache_dir=tmp_path / "hub", revision=COMMIT
    ) == str(path)
    assert not list(tmp_path.rglob("*.incomplete"))


def test_cached_file_needs_no_request(tmp_path: Path, server: FakeHub) -> None:
    hub = make_hub(tmp_path, server)
    first = hub.fetch(ADDRESS)
    server.requests.clear()

    assert make_hub(tmp_path, server).fetch(ADDRESS) == first
    assert server.requests == []


def test_branch_is_remembered_for_a_start_without_network(tmp_path: Path, server: FakeHub) -> None:
    server.files["/owner/repo/resolve/main/config.yaml"] = b"a: 1\n"
    path = make_hub(tmp_path, server).fetch("hf://owner/repo/config.yaml")

    offline = make_hub(tmp_path, REFUSED, offline=True)
    assert offline.fetch("hf://owner/repo/config.yaml") == path
    assert path.read_bytes() == b"a: 1\n"


def test_two_revisions_of_the_same_content_share_one_blob(tmp_path: Path, server: FakeHub) -> None:
    server.files["/owner/repo/resolve/main/again.bin"] = CONTENT
    hub = make_hub(tmp_path, server)
    hub.fetch(ADDRESS)
    hub.fetch("hf://owner/repo/again.bin")

    assert server.count("GET") == 1
    assert len(list(tmp_path.glob("hub/*/blobs/*"))) == 1


@pytest.mark.parametrize(
    "faults",
    [
        [Fault(status=503)],
        [Fault(status=429), Fault(status=500), Fault(cut_after_bytes=0)],
        [Fault(status=503, method="HEAD"), Fault(status=504, method="HEAD")],
    ],
    ids=["busy", "three in a row", "metadata"],
)
def test_transient_faults_are_retried(tmp_path: Path, server: FakeHub, faults: list[Fault]) -> None:
    server.faults.extend(faults)

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT
    assert server.faults == []


def test_cut_connection_is_continued_where_it_ended(tmp_path: Path, server: FakeHub) -> None:
    # More cuts than retries: bytes that arrive earn new attempts.
    server.faults.extend(Fault(cut_after_bytes=50_000) for _ in range(6))

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT
    starts = [request.range for request in server.requests if request.method == "GET"]
    assert starts == [None, *(f"bytes={50_000 * i}-" for i in range(1, 7))]


def test_bytes_that_arrive_earn_new_attempts(tmp_path: Path, server: FakeHub) -> None:
    bad = [Fault(status=503)] * 3
    server.faults.extend([*bad, Fault(cut_after_bytes=1000), *bad, Fault(cut_after_bytes=1000)])

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT


def test_next_start_continues_a_download(tmp_path: Path, server: FakeHub) -> None:
    server.faults.append(Fault(cut_after_bytes=123_456))
    server.faults.extend(Fault(status=503) for _ in range(4))
    with pytest.raises(ModelNotReadyError, match="Try again later"):
        make_hub(tmp_path, server).fetch(ADDRESS)
    server.requests.clear()

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT
    assert [r.range for r in server.requests if r.method == "GET"] == ["bytes=123456-"]


def test_server_without_ranges_starts_over(tmp_path: Path, server: FakeHub) -> None:
    server.ranges = False
    server.faults.append(Fault(cut_after_bytes=1000))

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT
    assert server.count("GET") == 2


def test_damaged_file_is_not_kept(tmp_path: Path, server: FakeHub) -> None:
    server.damaged = True
    with pytest.raises(HubUnreachableError, match="damaged"):
        make_hub(tmp_path, server).fetch(ADDRESS)
    server.damaged = False

    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT


def test_unreachable_hub_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(HubUnreachableError, match=r"check that this machine reaches 127\.0\.0\.1"):
        make_hub(tmp_path, REFUSED).fetch(ADDRESS)


def test_impatient_fetch_tries_once(tmp_path: Path, server: FakeHub) -> None:
    server.faults.extend(Fault(status=503, method="HEAD") for _ in range(3))
    with pytest.raises(ModelNotReadyError):
        make_hub(tmp_path, server).fetch(ADDRESS, patient=False)
    assert len(server.requests) == 1


def test_offline_says_which_file_and_what_to_do(tmp_path: Path, server: FakeHub) -> None:
    with pytest.raises(ModelNotReadyError, match=r"folder/weights\.bin.*unset HF_HUB_OFFLINE"):
        make_hub(tmp_path, server, offline=True).fetch(ADDRESS)
    assert server.requests == []


def test_filter_in_between_is_not_taken_for_a_gate(tmp_path: Path, server: FakeHub) -> None:
    server.blocked = True
    with pytest.raises(AccessRefusedError, match=r"answered HTTP 403.*proxy, firewall"):
        make_hub(tmp_path, server).fetch(ADDRESS)


@pytest.mark.parametrize("address", [ADDRESS, "{server}/w.bin"])
def test_endless_redirects_are_named(tmp_path: Path, server: FakeHub, address: str) -> None:
    server.moved = {PATH: PATH, "/w.bin": "/w.bin"}
    with pytest.raises(HubUnreachableError, match="from one address to the next"):
        make_hub(tmp_path, server).fetch(address.format(server=server.url))


@pytest.mark.parametrize(
    ("endpoint", "word"),
    [
        ("huggingface.co", "HF_ENDPOINT"),
        ("http://[", r"reaches http://\["),
        ("ftp://x", "HF_ENDPOINT"),
    ],
)
def test_endpoint_that_cannot_be_asked_is_named(tmp_path: Path, endpoint: str, word: str) -> None:
    with pytest.raises(ModelNotReadyError, match=word):
        make_hub(tmp_path, endpoint).fetch(ADDRESS)


def test_repository_that_cannot_exist_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not the address of a file"):
        make_hub(tmp_path, REFUSED).fetch("hf://a b/c--d/e.yaml")


def test_file_shorter_than_announced_ends(tmp_path: Path, server: FakeHub) -> None:
    """200, Range, 416, and again from the beginning: that is no progress."""
    server.announced_bytes = len(CONTENT) + 1000
    with pytest.raises(HubUnreachableError, match=r"127\.0\.0\.1"):
        make_hub(tmp_path, server).fetch(ADDRESS)
    assert server.count("GET") <= 10


def test_file_that_is_cut_at_the_same_byte_each_time_ends(tmp_path: Path, server: FakeHub) -> None:
    server.files["/w.bin"], server.ranges = CONTENT, False
    server.faults.extend(Fault(cut_after_bytes=50_000) for _ in range(50))
    with pytest.raises(HubUnreachableError, match=r"127\.0\.0\.1"):
        make_hub(tmp_path, server).fetch(f"{server.url}/w.bin")
    assert server.count("GET") <= 6


def test_file_that_shrinks_meanwhile_is_taken_as_it_is_now(tmp_path: Path, server: FakeHub) -> None:
    server.files["/w.bin"] = CONTENT
    server.faults.append(Fault(cut_after_bytes=70_000, then_serves=CONTENT[:1000]))

    assert make_hub(tmp_path, server).fetch(f"{server.url}/w.bin").read_bytes() == CONTENT[:1000]


def test_missing_file_is_not_retried(tmp_path: Path, server: FakeHub) -> None:
    with pytest.raises(ModelNotReadyError, match="does not exist"):
        make_hub(tmp_path, server).fetch(f"hf://owner/repo/other@{COMMIT}")
    assert len(server.requests) == 1


def test_answer_of_a_login_page_is_told_apart(tmp_path: Path) -> None:
    with (
        FakeHub({PATH: b"<html>"}, commit="") as portal,
        pytest.raises(ModelNotReadyError, match="login page"),
    ):
        make_hub(tmp_path, portal).fetch(ADDRESS)


def test_stop_ends_a_download_and_keeps_its_bytes(tmp_path: Path, server: FakeHub) -> None:
    stop = threading.Event()

    def stop_at_once(progress: Progress) -> None:
        if progress.done_bytes == 100_000:
            stop.set()

    server.faults.append(Fault(cut_after_bytes=100_000))
    with pytest.raises(DownloadStoppedError, match="next start continues"):
        make_hub(tmp_path, server, stop=stop, on_progress=stop_at_once).fetch(ADDRESS)

    (part,) = tmp_path.rglob("*.incomplete")
    assert part.read_bytes() == CONTENT[:100_000]
    assert make_hub(tmp_path, server).fetch(ADDRESS).read_bytes() == CONTENT


def test_two_at_once_download_once(tmp_path: Path, server: FakeHub) -> None:
    with ThreadPoolExecutor(4) as threads:
        paths = list(threads.map(make_hub(tmp_path, server).fetch, [ADDRESS] * 4))

    assert server.count("GET") == 1
    assert {path.read_bytes() for path in paths} == {CONTENT}


@pytest.mark.parametrize("address", [ADDRESS, "{server}/file.yaml"])
def test_cache_that_cannot_be_written_is_named(
    tmp_path: Path, server: FakeHub, address: str
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ModelNotReadyError, match="could not be stored"):
        make_hub(blocked, server).fetch(address.format(server=server.url))


def test_progress_is_reported_at_start_now_and_then_and_at_the_end(
    tmp_path: Path, server: FakeHub
) -> None:
    seen: list[Progress] = []
    seconds = iter(range(1_000_000))
    hub = Hub(
        None,
        tmp_path,
        seen.append,
        offline=False,
        endpoint=server.url,
        clock=lambda: float(next(seconds)),
    )
    hub.fetch(ADDRESS)

    assert seen[0].done_bytes == 0
    assert seen[-1] == Progress(
        "owner/repo/folder/weights.bin",
        len(CONTENT),
        len(CONTENT),
        seen[-1].bytes_per_second,
        finished=True,
    )
    done = [progress.done_bytes for progress in seen]
    assert done == sorted(done)
    assert all(progress.total_bytes == len(CONTENT) for progress in seen)
    assert seen[-1].bytes_per_second > 0


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (
            Progress("w", 45_300_000, 219_000_000, 5_200_000.0),
            "Downloading w: 45.3 of 219.0 MB (20 %), 5.2 MB/s",
        ),
        (Progress("w", 0, None, 0.0), "Downloading w: 0.0 MB"),
        (
            Progress("w", 2_000_000, 2_000_000, 1e6, finished=True),
            "Downloaded w: 2.0 of 2.0 MB (100 %), 1.0 MB/s",
        ),
    ],
)
def test_progress_reads_as_one_line(
    progress: Progress, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log_progress(progress)
    assert caplog.messages == [line]


def test_url_is_kept_by_its_whole_address(tmp_path: Path, server: FakeHub) -> None:
    server.files["/a/model.yaml"], server.files["/b/model.yaml"] = b"a", b"b"
    hub = make_hub(tmp_path, server)
    first, second = (hub.fetch(f"{server.url}/{folder}/model.yaml") for folder in "ab")
    server.requests.clear()

    assert (first.read_bytes(), second.read_bytes()) == (b"a", b"b")
    assert first.name == second.name == "model.yaml"
    assert first.is_relative_to(tmp_path)
    assert hub.fetch(f"{server.url}/a/model.yaml") == first
    assert server.requests == []


def test_url_is_continued_after_a_cut_if_it_did_not_change(tmp_path: Path, server: FakeHub) -> None:
    server.files["/w.bin"] = CONTENT
    server.faults.append(Fault(cut_after_bytes=70_000))

    assert make_hub(tmp_path, server).fetch(f"{server.url}/w.bin").read_bytes() == CONTENT
    assert [request.range for request in server.requests] == [None, "bytes=70000-"]


def test_url_that_changed_meanwhile_starts_over(tmp_path: Path, server: FakeHub) -> None:
    server.files["/w.bin"] = CONTENT
    server.faults.append(Fault(cut_after_bytes=70_000, then_serves=CONTENT[::-1]))

    path = make_hub(tmp_path, server).fetch(f"{server.url}/w.bin")
    assert path.read_bytes() == CONTENT[::-1]


def test_url_part_of_an_earlier_run_is_not_trusted(tmp_path: Path, server: FakeHub) -> None:
    server.files["/w.bin"] = CONTENT
    server.faults.append(Fault(cut_after_bytes=70_000))
    server.faults.extend(Fault(status=503) for _ in range(4))
    with pytest.raises(ModelNotReadyError):
        make_hub(tmp_path, server).fetch(f"{server.url}/w.bin")
    server.files["/w.bin"] = CONTENT[::-1]

    assert make_hub(tmp_path, server).fetch(f"{server.url}/w.bin").read_bytes() == CONTENT[::-1]


def test_plain_path_is_itself(tmp_path: Path) -> None:
    file = tmp_path / "weights.safetensors"
    file.write_bytes(b"x")
    hub = make_hub(tmp_path, REFUSED)
    assert hub.fetch(str(file)) == file
    with pytest.raises(ModelNotReadyError, match="does not exist"):
        hub.fetch(str(tmp_path / "other"))


def test_put_makes_what_fetch_finds(tmp_path: Path) -> None:
    put(tmp_path, ADDRESS, CONTENT)
    assert make_hub(tmp_path, REFUSED).fetch(ADDRESS).read_bytes() == CONTENT
