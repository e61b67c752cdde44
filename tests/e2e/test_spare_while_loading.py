"""The spare voice while the hub is silent, slow or breaks off, and what comes after it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from make_model import make_model
from support.fake_hub import FakeHub, Fault
from support.hf_cache import hub_files
from support.process import Server
from support.wyoming_client import Answer, connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CONFIG = "english_2m_2026-10"
SENTENCE = "The kitchen light is on."
WHOLE = ["audio-start", "audio-chunk", "audio-stop"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    folder = tmp_path_factory.mktemp("spare") / CONFIG
    make_model(folder, CONFIG, voices=("alba",))
    return hub_files(folder, CONFIG)


@pytest.fixture
def hub(files: Mapping[str, bytes]) -> Iterator[FakeHub]:
    with FakeHub(dict(files)) as running:
        yield running


def start(hub: FakeHub, tmp_path: Path, spare_after: float = 0.0) -> Server:
    """Return a server that has nothing of its model yet, to be entered."""
    environment = {
        "MODEL_VARIANT": CONFIG,
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(tmp_path),
        "PRECISION": "int8",
        "SPARE_VOICE": "auto",
        "SPARE_AFTER": str(spare_after),
    }
    return Server(environment, wait_until_ready=False)


def weights_bytes(files: Mapping[str, bytes]) -> int:
    return max(map(len, files.values()))


async def speak(port: int, *, streamed: bool = False) -> tuple[Answer, bool]:
    """Return an answer, and whether the connection was reset behind it."""
    async with connect(port) as client:
        if streamed:
            answer = await client.stream(["The kitchen ", "light is on."])
        else:
            answer = await client.speak(SENTENCE)
        if "error" not in answer.kinds:
            return answer, False
        try:
            return answer, await client.receive() is not None
        except ConnectionResetError:
            return answer, True


def check_spare(port: int, *reasons: str) -> None:
    """Ask in both ways: the whole sound, then the error, then a reset, and no `audio-stop`.

    Home Assistant keeps an answer that ends with `audio-stop` or a plain close, the latter up to
    2026.5 in spite of an error before it.
    """
    for streamed in (False, True):
        answer, was_reset = asyncio.run(speak(port, streamed=streamed))
        assert answer.kinds == ["audio-start", "audio-chunk", "error"]
        assert answer.error["code"] == "spare-voice"
        assert any(reason in answer.error["text"] for reason in reasons), answer.error["text"]
        assert answer.samples.size > 24_000
        assert was_reset


def check_model(port: int) -> None:
    for streamed in (False, True):
        answer, _ = asyncio.run(speak(port, streamed=streamed))
        assert answer.kinds == [*WHOLE, "synthesize-stopped"][: 4 if streamed else 3]


def test_a_hub_that_does_not_answer_until_later(hub: FakeHub, tmp_path: Path) -> None:
    hub.faults += [Fault(method="HEAD", held_after_bytes=0)]
    with start(hub, tmp_path) as server:
        check_spare(server.port, "still being loaded", "being downloaded")
        hub.go_on.set()
        server.wait_for_log("Ready: ")
        check_model(server.port)


def test_a_hub_that_breaks_off_at_43_percent_and_is_silent_then(
    hub: FakeHub, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    cut_at = weights_bytes(files) * 435 // 1000
    hub.faults += [Fault(cut_after_bytes=cut_at), Fault(held_after_bytes=1000)]
    with start(hub, tmp_path) as server:
        server.wait_for_log("Downloading .*43 %")
        check_spare(server.port, "being downloaded, 43 %")
        hub.go_on.set()
        server.wait_for_log("Ready: ")
        check_model(server.port)
    resumed = [request.range for request in hub.requests if request.range is not None]
    assert f"bytes={cut_at}-" in resumed, "what had come is not asked for again"


def test_a_slow_hub_with_four_who_ask(
    hub: FakeHub, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    hub.faults += [Fault(held_after_bytes=weights_bytes(files) // 10)]

    async def four(port: int) -> list[tuple[Answer, bool]]:
        kinds = (False, True, False, True)
        return await asyncio.gather(*(speak(port, streamed=streamed) for streamed in kinds))

    with start(hub, tmp_path) as server:
        server.wait_for_log("Downloading ")
        answers = asyncio.run(four(server.port))
        assert all(was_reset for _, was_reset in answers)
        assert {answer.error["code"] for answer, _ in answers} == {"spare-voice"}
        sizes = [answer.samples.size for answer, _ in answers]
        assert max(sizes) - min(sizes) < 0.01 * max(sizes)
        hub.go_on.set()
        server.wait_for_log("Ready: ")
        check_model(server.port)


def test_a_request_that_can_wait_gets_the_model(hub: FakeHub, tmp_path: Path) -> None:
    """The download ends in time: nobody hears the plainer voice."""
    hub.faults += [Fault(held_after_bytes=1000)]

    async def run(server: Server) -> Answer:
        async with connect(server.port) as client:
            await client.send("synthesize", text=SENTENCE)
            await client.describe()  # the request has been read by then
            hub.go_on.set()
            return await client.answer("audio-stop")

    with start(hub, tmp_path, spare_after=60) as server:
        server.wait_for_log("Downloading ")
        assert asyncio.run(run(server)).kinds == WHOLE
        assert not server.logged("spare voice")


def test_a_model_that_fails_to_load_and_then_loads(hub: FakeHub, tmp_path: Path) -> None:
    hub.faults += [Fault(status=404, method="HEAD")] * 100
    with start(hub, tmp_path, spare_after=60) as server:
        server.wait_for_log("Next attempt in 10 s")
        check_spare(server.port, "could not be loaded")
        hub.faults.clear()
        server.wait_for_log("Ready: ")
        check_model(server.port)


def test_an_answer_that_began_before_the_model_came_stays_with_its_voice(
    hub: FakeHub, tmp_path: Path
) -> None:
    hub.faults += [Fault(held_after_bytes=1000)]

    async def run(server: Server) -> Answer:
        async with connect(server.port) as client:
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text=f"{SENTENCE} The door ")
            start = await client.receive()
            assert start is not None
            assert start.type == "audio-start"
            first = await client.receive()
            assert first is not None
            hub.go_on.set()
            await asyncio.to_thread(server.wait_for_log, "Ready: ")
            await client.send("synthesize-chunk", text="is open.")
            await client.send("synthesize-stop")
            return await client.answer("synthesize-stopped")

    with start(hub, tmp_path) as server:
        server.wait_for_log("Downloading ")
        answer = asyncio.run(run(server))
        assert answer.error["code"] == "spare-voice"
        check_model(server.port)
