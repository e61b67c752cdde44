"""The command line: `serve`, `say`, `health` and `normalize`."""

from __future__ import annotations

import os
import signal
import sys

# A stop that comes while Python still imports is a stop like any other: exit code 0, not 143.
for _number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(_number, lambda *_: os._exit(0))

# ruff: noqa: E402 - all imports come after the signals
import argparse
import asyncio
import logging
import time
from typing import TYPE_CHECKING

from pocket_tts_wyoming import settings
from pocket_tts_wyoming.cli import say
from pocket_tts_wyoming.cli.client import health
from pocket_tts_wyoming.errors import SettingsError, SpeechError
from pocket_tts_wyoming.malloc import keep_memory_flat
from pocket_tts_wyoming.protocol.limits import PeerLogLimit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.settings import Settings

_LOGGER = logging.getLogger(__name__)

EXIT_FAILURE = 1
EXIT_BAD_SETTINGS = 2
HEALTH_TIMEOUT_SECONDS = 4.0  # below the image's HEALTHCHECK timeout, so that the reason is printed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="pocket-tts-wyoming", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    settings.add_flags(commands.add_parser("serve", help="run the server"))
    say.add_arguments(commands.add_parser("say", help="have a running server say something"))
    check = commands.add_parser("health", help="exit 0 if the server on this machine answers")
    settings.add_flags(check)
    show = commands.add_parser("normalize", help="print what would be spoken for a text")
    show.add_argument("text", nargs="*", help="the text; - reads standard input")
    show.add_argument(
        "--lines",
        action="store_true",
        help="read one text a line from standard input (a JSON string), and answer each with one",
    )
    settings.add_flags(show)
    chosen = vars(parser.parse_args(arguments))
    command = chosen.pop("command")
    if command != "serve":
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if command == "say":
        return say.run(argparse.Namespace(**chosen))
    text, lines = chosen.pop("text", []), chosen.pop("lines", False)
    if command == "normalize" and bool(text) is lines:
        show.error("give either a text or --lines")
    try:
        options = settings.load(chosen)
        if command == "serve":
            return _serve(options)
        if command == "health":
            return _health(options)
        if lines:
            return _normalize_lines(options)
        return _normalize(options, sys.stdin.read() if text == ["-"] else " ".join(text))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_BAD_SETTINGS


def _serve(options: Settings) -> int:
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING, stream=sys.stderr
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(PeerLogLimit(time.monotonic))
    logging.getLogger("pocket_tts_wyoming").setLevel(options.log_level.upper())
    keep_memory_flat()
    if options.hf_home is not None:
        os.environ["HF_HOME"] = str(options.hf_home)  # huggingface_hub reads it when imported
    from pocket_tts_wyoming.server import Server  # noqa: PLC0415 - the comment above

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await Server(options).run(stop)

    asyncio.run(run())
    # A model may still be loading on its (daemon) thread; torch does not survive the teardown of
    # the interpreter underneath it, and the stop would not be a clean one.
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


def _health(options: Settings) -> int:
    try:
        asyncio.run(
            health(
                options.wyoming_host or "localhost", options.wyoming_port, HEALTH_TIMEOUT_SECONDS
            )
        )
    except (OSError, TimeoutError, SpeechError, ValueError) as error:
        sys.stderr.write(f"The server on port {options.wyoming_port} does not answer: {error}\n")
        return EXIT_FAILURE
    return 0


def _normalize(options: Settings, text: str) -> int:
    from pocket_tts_wyoming.assembly import text_alone  # noqa: PLC0415 - only here

    try:
        pipeline = text_alone(options)
    except SpeechError as error:  # a lexicon that cannot be read
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILURE
    for sentence in asyncio.run(pipeline.show(text)):
        sys.stdout.write(f"{sentence}\n")
    return 0


def _normalize_lines(options: Settings) -> int:
    from pocket_tts_wyoming.assembly import text_alone  # noqa: PLC0415 - only here
    from pocket_tts_wyoming.text.lines import spoken_lines  # noqa: PLC0415 - likewise

    try:
        for line in spoken_lines(text_alone(options), sys.stdin):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    except SpeechError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILURE
    return 0


if __name__ == "__main__":
    sys.exit(main())
