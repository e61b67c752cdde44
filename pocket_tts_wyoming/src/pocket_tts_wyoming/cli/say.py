"""The `say` command: has a running server say something, saves or plays it, and measures."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from contextlib import AsyncExitStack, aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pocket_tts_wyoming import settings
from pocket_tts_wyoming.cli.client import HeardChunk, ServerReportedError, health, speak
from pocket_tts_wyoming.cli.health import LAST_PORT
from pocket_tts_wyoming.cli.piped_text import piped_text
from pocket_tts_wyoming.cli.player import Player, PlayerError, find_player
from pocket_tts_wyoming.cli.printing import print_out
from pocket_tts_wyoming.cli.wav_file import UnsavedError, wav_file
from pocket_tts_wyoming.errors import SpareVoiceError, SpeechError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Callable, Sequence

EXIT_FAILURE = 1
EXIT_INTERRUPTED = 130  # what a shell expects after Ctrl-C

_PCM16_BYTES = 2
_DESCRIBE_SECONDS = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give the parser the arguments of `run`."""
    default_port = settings.Settings.model_fields["wyoming_port"].default
    parser.add_argument(
        "text", nargs="+", help="what to say; - reads standard input and speaks it as it comes"
    )
    parser.add_argument("--voice", metavar="NAME", help="default: the server's")
    parser.add_argument("--output", type=Path, metavar="FILE.wav", help="save the audio")
    parser.add_argument("--play", action="store_true", help="play it while it arrives")
    parser.add_argument(
        "--show-text",
        action="store_true",
        help="print first what will be spoken, but for changes by the server's lexicon",
    )
    parser.add_argument("--host", default="localhost", help="of the server, default %(default)s")
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get(settings.variable("wyoming_port")) or default_port,
        help="of the server, default %(default)s",
    )


def _port(text: str) -> int:
    with suppress(ValueError):
        if 0 < (port := int(text)) <= LAST_PORT:
            return port
    raise argparse.ArgumentTypeError(f"{text!r} is not a port: 1 to {LAST_PORT}")


def run(args: argparse.Namespace) -> int:
    """Run the command with parsed arguments; returns the exit code."""
    if args.show_text and args.text == ["-"]:
        _complain("--show-text cannot show what is still being written; leave it or the - away.")
        return EXIT_FAILURE
    try:
        result = asyncio.run(_say(args))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except SpeechError as error:
        _complain(f"{error} ({error.code})")
    except PlayerError as error:
        _complain(str(error))
    except UnsavedError as error:
        _complain(f"The audio cannot be saved to {args.output}: {error}.")
    except OSError as error:
        _complain(
            f"No server answers at {args.host}:{args.port} ({str(error) or 'it took too long'}). "
            "Start one with script/run, or name another with --host and --port."
        )
    else:
        print_out(result.report(piped=args.text == ["-"]))
        if args.output is not None and result.audio_seconds:
            print_out(f"saved        {args.output}\n")
        return 0
    return EXIT_FAILURE


@dataclass(slots=True)
class Result:
    """What was heard, and when: seconds since the first text left."""

    first_seconds: float | None = None
    last_seconds: float = 0.0
    audio_seconds: float = 0.0
    remark: str = ""

    def add(self, chunk: HeardChunk) -> None:
        """Count a chunk."""
        if self.first_seconds is None:
            self.first_seconds = chunk.arrived_seconds
        self.last_seconds = chunk.arrived_seconds
        self.audio_seconds += chunk.seconds

    def report(self, *, piped: bool = False) -> str:
        """Return the lines to print; with piped text, waiting for it counts as work."""
        if self.first_seconds is None or not self.audio_seconds:
            return "The answer has no audio.\n"
        rtf = self.last_seconds / self.audio_seconds
        waiting = "; waiting for the text is included" if piped else ""
        remark = f"{self.remark}\n" if self.remark else ""
        return (
            f"{remark}"
            f"first audio  {self.first_seconds * 1000:.0f} ms\n"
            f"audio        {self.audio_seconds:.2f} s\n"
            f"RTF          {rtf:.3f} (below 1 is faster than real time{waiting})\n"
        )


class Progress:
    """Says how far a long text has come: on a terminal in one line, else in a line now and then."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream.isatty()
        self._pause_seconds = 0.2 if self._terminal else 3.0
        self._next = clock() + (1.0 if self._terminal else self._pause_seconds)
        self._shown = False

    def show(self, audio_seconds: float) -> None:
        """Print the length of the audio so far, unless a line was printed a moment ago."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + self._pause_seconds
        line = f"{audio_seconds:.1f} s of audio so far ..."
        self._stream.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Leave a clean line behind."""
        if self._terminal and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


async def _say(args: argparse.Namespace) -> Result:
    written = " ".join(args.text)
    text: str | AsyncIterable[str] = written
    if written == "-":
        text = piped_text(sys.stdin.fileno())
    elif args.show_text:
        await _show(written, args)
    command = find_player() if args.play else None
    result = Result()
    progress = Progress(sys.stderr)
    player: Player | None = None
    async with AsyncExitStack() as stack:
        stack.callback(progress.clear)
        save = stack.enter_context(wav_file(args.output)) if args.output is not None else None
        chunks = await stack.enter_async_context(
            aclosing(speak(args.host, args.port, text, args.voice))
        )
        try:
            async for chunk in chunks:
                result.add(chunk)
                if command is not None:
                    if player is None:
                        player = await _start_player(command, chunk)
                        stack.push_async_callback(player.close)
                    player.play(chunk.pcm)
                if save is not None:
                    save(chunk)
                progress.show(result.audio_seconds)
        except ServerReportedError as error:
            if error.code != SpareVoiceError.code:
                raise
            result.remark = str(error)  # the answer is whole
        if player is not None:
            await player.finish()
    return result


async def _show(text: str, args: argparse.Namespace) -> None:
    """Print the words of a text in the language of the voice that will speak it."""
    from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions  # noqa: PLC0415 - 60 ms
    from pocket_tts_wyoming.text.pipeline import (  # noqa: PLC0415 - the same
        TextPipeline,
        estimate_tokens,
    )

    info = await health(args.host, args.port, _DESCRIBE_SECONDS)
    voices = [voice for program in info.tts for voice in program.voices]
    if not voices:
        return  # a server without speech, as it will say itself
    wanted = (args.voice or "").casefold()
    chosen = next((voice for voice in voices if voice.name.casefold() == wanted), voices[0])
    pipeline = TextPipeline(chosen.languages[0], estimate_tokens, NormalizerOptions())
    for sentence in await pipeline.show(text):
        print_out(f"{sentence}\n")


async def _start_player(command: Sequence[str], chunk: HeardChunk) -> Player:
    if (chunk.width_bytes, chunk.channels) != (_PCM16_BYTES, 1):
        raise PlayerError("The server's audio is not 16-bit mono; save it with --output FILE.wav.")
    return await Player.start(command, chunk.rate_hz)


def _complain(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
