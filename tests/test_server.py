"""The server's life inside this process, where its tasks can be counted."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming import server, settings
from pocket_tts_wyoming.server import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def loading_server(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Yield a server whose model never arrives."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(settings.variable(name), raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    with socket.create_server(("127.0.0.1", 0)) as hub:
        model = f"http://127.0.0.1:{hub.getsockname()[1]}/english.yaml"
        yield Server(
            settings.load(
                {
                    "wyoming_host": "127.0.0.1",
                    "wyoming_port": "0",
                    "model_variant": model,
                    "voices_dir": str(tiny_model / "voices"),
                    "hf_home": str(tmp_path / "hf"),
                }
            )
        )


async def port_of(caplog: pytest.LogCaptureFixture) -> int:
    """Wait until the server listens."""
    while True:
        for record in caplog.records:
            if record.message.startswith("Listening on port") and record.args:
                (port,) = record.args
                assert isinstance(port, int)
                return port
        await asyncio.sleep(0)


def test_a_stop_ends_idle_connections_and_refuses_new_ones(
    loading_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        serving = asyncio.create_task(loading_server.run(stop))
        async with asyncio.timeout(60):
            port = await port_of(caplog)
            async with connect(port) as idle, connect(port) as waiting:
                await idle.describe()
                await waiting.send("synthesize", text="Hello.")
                await waiting.describe()
                stop.set()
                await serving
                left = asyncio.all_tasks() - {asyncio.current_task()}
                assert not left, "the server has ended, and so has all that it began"
                with pytest.raises(ConnectionResetError):
                    await idle.receive()
                with pytest.raises(ConnectionRefusedError):
                    await asyncio.open_connection("127.0.0.1", port)

    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        asyncio.run(run())


def test_the_port_closes_before_anything_else_ends(
    loading_server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client who connects while the engine stops would be answered, and then cut off."""

    async def run() -> None:
        engine = loading_server._parts.loading[0]
        close = engine.close
        refused = asyncio.Event()

        async def try_to_connect_and_close() -> None:
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection("127.0.0.1", await port_of(caplog))
            refused.set()
            await close()

        monkeypatch.setattr(engine, "close", try_to_connect_and_close)
        stop = asyncio.Event()
        async with asyncio.timeout(60):
            serving = asyncio.create_task(loading_server.run(stop))
            await port_of(caplog)
            stop.set()
            await serving
        assert refused.is_set()

    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        asyncio.run(run())


def test_what_fails_while_files_are_refreshed_is_said_once_and_tried_again(
    loading_server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        looked, often = 0, asyncio.Event()
        loop = asyncio.get_running_loop()

        def refresh() -> None:
            nonlocal looked
            looked += 1
            if looked == 5:
                loop.call_soon_threadsafe(often.set)
            raise RuntimeError("nobody thought of that")

        monkeypatch.setattr(server, "REFRESH_SECONDS", 0.0)
        monkeypatch.setattr(loading_server._parts.own_voices, "refresh", refresh)
        stop = asyncio.Event()
        async with asyncio.timeout(60):
            serving = asyncio.create_task(loading_server.run(stop))
            await often.wait()
            stop.set()
            await serving

    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        asyncio.run(run())
    assert caplog.text.count("Files that changed could not be read") == 1


def test_work_in_the_background_does_not_end_unseen(
    loading_server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        ended = asyncio.Event()

        async def end() -> None:
            ended.set()
            raise RuntimeError("nobody thought of that")

        monkeypatch.setattr(loading_server, "_give_memory_back", end)
        stop = asyncio.Event()
        async with asyncio.timeout(60):
            serving = asyncio.create_task(loading_server.run(stop))
            await ended.wait()
            stop.set()
            await serving

    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        asyncio.run(run())
    assert "Work in the background has ended" in caplog.text
    assert "RuntimeError: nobody thought of that" in caplog.text
