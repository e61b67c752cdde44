from __future__ import annotations

import argparse
import asyncio
import io
import os
import sys
import wave
from typing import TYPE_CHECKING

import pytest
from wyoming.error import Error

from cli.fake_server import START, STOP, STOPPED, Peer, chunk, fake_server
from pocket_tts_wyoming.cli import say
from pocket_tts_wyoming.cli.client import HeardChunk
from support.ports import closed_port

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

PROGRAM = """
import argparse, sys
from pocket_tts_wyoming.cli import say
parser = argparse.ArgumentParser()
say.add_arguments(parser)
sys.exit(say.run(parser.parse_args()))
"""


def run_here(port: int, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    say.add_arguments(parser)
    return say.run(parser.parse_args(["--host", "127.0.0.1", "--port", str(port), *arguments]))


async def spoken(answer: Callable[[Peer], Awaitable[None]], *arguments: str) -> int:
    async with fake_server(answer) as port:
        return await asyncio.to_thread(run_here, port, *arguments)


async def one_second(peer: Peer) -> None:
    await peer.read_until("synthesize-stop")
    await peer.write(START, chunk(12000), chunk(12000), STOP, STOPPED)


def test_it_measures_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.wav"
    assert asyncio.run(spoken(one_second, "Hello", "there.", "--output", str(path))) == 0
    out = capsys.readouterr().out
    assert "audio        1.00 s" in out
    assert "below 1 is faster than real time" in out
    assert f"saved        {path}" in out
    with wave.open(str(path)) as file:
        assert file.getnframes() == 24000


def test_words_and_voice_reach_the_server() -> None:
    async def answer(peer: Peer) -> None:
        request = await peer.read_until("synthesize")
        assert request.data == {"text": "Hello there.", "voice": {"name": "eve"}}
        await peer.read_until("synthesize-stop")
        await peer.write(START, STOP, STOPPED)

    assert asyncio.run(spoken(answer, "Hello", "there.", "--voice", "eve")) == 0


def test_the_servers_error_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        await peer.write(Error("There is no voice bob.", "voice-not-found"))

    path = tmp_path / "out.wav"
    code = asyncio.run(spoken(answer, "Hi.", "--voice", "bob", "--output", str(path)))
    assert code == 1
    assert capsys.readouterr().err == "There is no voice bob. (voice-not-found)\n"
    assert not path.exists()


def test_no_server_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with closed_port() as port:
        assert run_here(port, "Hi.") == 1
    err = capsys.readouterr().err
    assert f"No server answers at 127.0.0.1:{port}" in err
    assert "script/run" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("port", ["0", "65536", "abc"])
def test_a_port_that_is_none_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    say.add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["Hi.", "--port", port])
    assert f"argument --port: '{port}' is not a port: 1 to 65535" in capsys.readouterr().err


def test_no_server_is_not_blamed_on_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closed_port() as port:
        assert run_here(port, "Hi.", "--output", str(tmp_path / "x.wav")) == 1
    err = capsys.readouterr().err
    assert f"No server answers at 127.0.0.1:{port}" in err
    assert "saved" not in err


def test_an_unwritable_file_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run_here(1, "Hi.", "--output", str(tmp_path / "no" / "out.wav"))
    assert code == 1
    assert "no/out.wav: No such file or directory." in capsys.readouterr().err


def test_a_folder_is_refused_as_a_file_before_the_server_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (str(tmp_path), "."):
        assert run_here(1, "Hi.", "--output", folder) == 1
        assert capsys.readouterr().err == (
            f"The audio cannot be saved to {folder}: that is a folder.\n"
        )


def test_piped_text_cannot_be_shown_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(1, "--show-text", "-") == 1
    assert "--show-text" in capsys.readouterr().err


async def run_as_program(
    port: int,
    *arguments: str,
    stdin: bytes = b"",
    path: str = os.defpath,
    stdout: int = asyncio.subprocess.PIPE,
) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, "--host", "127.0.0.1", "--port", str(port), *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=stdout,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    out, err = await process.communicate(stdin)
    return process.returncode, (out or b"").decode(), err.decode()


def test_standard_input_is_streamed_line_by_line() -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        chunks = [e.data["text"] for e in peer.received if e.type == "synthesize-chunk"]
        assert chunks == ["One.\n", "Two."]
        await peer.write(START, chunk(100), STOP, STOPPED)

    async def scenario() -> tuple[int | None, str, str]:
        async with fake_server(answer) as port:
            return await run_as_program(port, "-", stdin=b"One.\nTwo.")

    code, out, err = asyncio.run(scenario())
    assert (code, err) == (0, "")
    assert "waiting for the text is included" in out


def test_a_reader_that_leaves_early_is_not_an_error(tmp_path: Path) -> None:
    """As `| head` does."""
    reading, writing = os.pipe()
    os.close(reading)
    path = tmp_path / "out.wav"

    async def scenario() -> tuple[int | None, str, str]:
        async with fake_server(one_second) as port:
            return await run_as_program(port, "Hello.", "--output", str(path), stdout=writing)

    assert asyncio.run(scenario()) == (0, "", "")
    os.close(writing)
    assert path.stat().st_size > 48_000


def test_an_error_ends_it_while_standard_input_is_still_open() -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-start")
        await peer.write(Error("The model could not be loaded.", "model-not-ready"))

    async def scenario() -> tuple[int, str]:
        async with fake_server(answer) as port:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", PROGRAM, "-", "--host", "127.0.0.1", "--port", str(port)),
                stdin=asyncio.subprocess.PIPE,  # never written to, never closed
                stderr=asyncio.subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            code = await asyncio.wait_for(process.wait(), 60)
            assert process.stderr is not None
            return code, (await process.stderr.read()).decode()

    assert asyncio.run(scenario()) == (1, "The model could not be loaded. (model-not-ready)\n")


def test_it_plays(tmp_path: Path) -> None:
    aplay = tmp_path / "aplay"
    aplay.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\nexec cat > {tmp_path}/heard\n')
    aplay.chmod(0o755)

    async def scenario() -> tuple[int | None, str, str]:
        async with fake_server(one_second) as port:
            path = f"{tmp_path}{os.pathsep}{os.defpath}"
            return await run_as_program(port, "Hi.", "--play", path=path)

    code, _, err = asyncio.run(scenario())
    assert (code, err) == (0, "")
    assert (tmp_path / "heard").read_bytes() == b"\x01\x00" * 24000
    assert "24000" in (tmp_path / "arguments").read_text()


def test_without_a_player_nothing_is_asked_of_the_server(tmp_path: Path) -> None:
    code, _, err = asyncio.run(run_as_program(1, "Hi.", "--play", path=str(tmp_path)))
    assert code == 1
    assert "apt-get install alsa-utils" in err


def test_rtf_is_work_over_audio() -> None:
    result = say.Result()
    for arrived_seconds in (0.2, 0.5):
        result.add(HeardChunk(b"\0" * 48000, 24000, 2, 1, arrived_seconds))
    assert "first audio  200 ms" in result.report()
    assert "audio        2.00 s" in result.report()
    assert "RTF          0.250" in result.report()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (io.StringIO(), "6.0 s of audio so far ...\n12.0 s of audio so far ...\n"),
        (
            Terminal(),
            "".join(f"\r\x1b[K{s}.0 s of audio so far ..." for s in range(2, 13)) + "\r\x1b[K",
        ),
    ],
)
def test_progress_fits_where_it_is_shown(stream: io.StringIO, expected: str) -> None:
    now = 0.0
    progress = say.Progress(stream, clock=lambda: now)
    for step in range(13):
        now = step / 2
        progress.show(float(step))
    progress.clear()
    assert stream.getvalue() == expected


def test_short_answers_show_no_progress() -> None:
    stream = Terminal()
    progress = say.Progress(stream, clock=lambda: 5.0)
    progress.show(0.5)
    progress.clear()
    assert stream.getvalue() == ""


def test_the_spare_voice_is_named_and_is_not_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        await peer.write(START, chunk(24000))
        await peer.write(Error("The spare voice spoke. No network.", "spare-voice"))

    path = tmp_path / "out.wav"
    assert asyncio.run(spoken(answer, "Hello.", "--output", str(path))) == 0
    out = capsys.readouterr().out
    assert out.startswith("The spare voice spoke. No network.\n")
    with wave.open(str(path)) as file:
        assert file.getnframes() == 24000
