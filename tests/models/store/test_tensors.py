"""Parts of a safetensors file, from a hub that counts what it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import safetensors.numpy

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store.hub import AccessRefusedError, Hub
from pocket_tts_wyoming.models.store.tensors import TensorStore
from support.fake_hub import COMMIT, FakeHub, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

ADDRESS = f"hf://kyutai/gated/languages/en/model.safetensors@{COMMIT}"
GOOD = "good"  # what the fake hub lets in
PATH = f"/kyutai/gated/resolve/{COMMIT}/languages/en/model.safetensors"


def tensors() -> dict[str, NDArray[np.float32]]:
    """Make 9 MB that are not wanted around and between 1 MB that are."""
    rng = np.random.default_rng(0)
    return {
        name: rng.standard_normal(size, np.float32)
        for name, size in {
            "a.large": (1000, 1000),
            "encoder.bias": (7,),
            "encoder.weight": (400, 300),
            "middle.large": (1000, 1000),
            "middle.small": (10,),
            "speaker": (1, 300, 400),
            "z.large": (300, 1000),
        }.items()
    }


def wanted(name: str) -> bool:
    return name.startswith(("encoder.", "speaker"))


@pytest.fixture
def server() -> Iterator[FakeHub]:
    with FakeHub({PATH: safetensors.numpy.save(tensors())}) as running:
        running.gated = ("/kyutai/gated",)
        yield running


def store_of(
    tmp_path: Path, server: FakeHub | str, *, token: str = GOOD, offline: bool = False
) -> TensorStore:
    endpoint = server if isinstance(server, str) else server.url
    hub = Hub(
        token,
        tmp_path,
        offline=offline,
        endpoint=endpoint,
        retry_delays_seconds=(0, 0, 0),
    )
    return TensorStore(hub, tmp_path / "encoders")


def assert_right(path: Path) -> None:
    found = safetensors.numpy.load_file(path)
    expected = {name: value for name, value in tensors().items() if wanted(name)}
    assert set(found) == set(expected)
    for name, value in expected.items():
        np.testing.assert_array_equal(found[name], value)


def test_only_what_is_wanted_is_fetched(tmp_path: Path, server: FakeHub) -> None:
    assert_right(store_of(tmp_path, server).fetch(ADDRESS, wanted))
    ranges = [request.range for request in server.requests if request.method == "GET"]
    spans = [
        [int(number) for number in asked.removeprefix("bytes=").split("-")]
        for asked in ranges
        if asked is not None
    ]
    assert len(spans) == len(ranges) == 3  # the header, and neighbours together
    assert sum(last - first + 1 for first, last in spans) < 1_200_000
    assert not list(tmp_path.rglob("partial-*"))


def test_it_is_fetched_once(tmp_path: Path, server: FakeHub) -> None:
    path = store_of(tmp_path, server).fetch(ADDRESS, wanted)
    server.requests.clear()
    assert store_of(tmp_path, server, offline=True).fetch(ADDRESS, wanted) == path
    assert store_of(tmp_path, server).cached(ADDRESS) == path
    assert server.requests == []


def test_another_address_is_another_part(tmp_path: Path, server: FakeHub) -> None:
    store = store_of(tmp_path, server)
    store.fetch(ADDRESS, wanted)
    assert store.cached(ADDRESS.replace("/en/", "/de/")) is None


def test_damaged_part_is_fetched_again(tmp_path: Path, server: FakeHub) -> None:
    path = store_of(tmp_path, server).fetch(ADDRESS, wanted)
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    store = store_of(tmp_path, server)
    assert store.cached(ADDRESS) is None
    assert_right(store.fetch(ADDRESS, wanted))


def test_long_header_is_read_in_two_parts(tmp_path: Path, server: FakeHub) -> None:
    many = {f"layer.{i:06}": np.zeros(1, np.float32) for i in range(2000)}
    server.files[PATH] = safetensors.numpy.save(tensors() | many)
    assert_right(store_of(tmp_path, server).fetch(ADDRESS, wanted))


def test_cut_connections_are_continued(tmp_path: Path, server: FakeHub) -> None:
    server.faults.extend(Fault(cut_after_bytes=40_000) for _ in range(5))
    server.faults.append(Fault(status=503))
    assert_right(store_of(tmp_path, server).fetch(ADDRESS, wanted))
    assert server.faults == []


def test_giving_up_leaves_nothing_behind(tmp_path: Path, server: FakeHub) -> None:
    server.faults.extend([Fault(cut_after_bytes=80_000), *[Fault(status=503)] * 9])
    with pytest.raises(ModelNotReadyError, match="Try again later"):
        store_of(tmp_path, server).fetch(ADDRESS, wanted)
    assert list((tmp_path / "encoders").iterdir()) == []


@pytest.mark.parametrize("token", ["bad", "other"])
def test_gate_names_the_step_to_take(tmp_path: Path, server: FakeHub, token: str) -> None:
    with pytest.raises(AccessRefusedError, match="accepted the terms at https"):
        store_of(tmp_path, server, token=token).fetch(ADDRESS, wanted)


def test_hub_without_ranges_gives_the_whole_file(tmp_path: Path, server: FakeHub) -> None:
    server.ranges = False
    path = store_of(tmp_path, server).fetch(ADDRESS, wanted)
    assert path.read_bytes() == server.files[PATH]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no tensors at all, but long enough", "is not a safetensors file"),
        (b"abc", "is not a safetensors file"),
        (b"\x04\0\0\0\0\0\0\0{]}x", "is not a safetensors file"),
        (safetensors.numpy.save({"a": np.zeros(9)})[:-4], "cut short"),
        (safetensors.numpy.save({"a": np.zeros(9)}), "has none of the tensors"),
    ],
)
def test_files_of_another_kind_are_refused(
    tmp_path: Path, server: FakeHub, content: bytes, reason: str
) -> None:
    server.files[PATH] = content
    with pytest.raises(ModelNotReadyError, match=reason):
        store_of(tmp_path, server).fetch(ADDRESS, wanted)
    assert not list(tmp_path.rglob("*.safetensors"))


def test_offline_says_so(tmp_path: Path, server: FakeHub) -> None:
    with pytest.raises(ModelNotReadyError, match="HF_HUB_OFFLINE"):
        store_of(tmp_path, server, offline=True).fetch(ADDRESS, wanted)
    assert server.requests == []
