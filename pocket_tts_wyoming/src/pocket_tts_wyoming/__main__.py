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
from typing import TYPE_CHECKING

from pocket_tts_wyoming.cli import health

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.settings import Settings

# `health` runs every 30 seconds: each command imports what it needs, and nothing above does.
# ruff: noqa: PLC0415 - for that

EXIT_FAILURE = 1
EXIT_BAD_SETTINGS = 2
# Variables that libraries read, beside the options: a file of variables is not only for us.
_LIBRARY_VARIABLES = ("HF_", "SSL_CERT_")
_PROXY_SUFFIX = "_PROXY"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    _open_closed_streams()
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["health"]:
        _stop_as_usual()
        return health.run(_health_parser().parse_args(arguments[1:]))
    return _main(arguments)


def _main(arguments: Sequence[str]) -> int:
    from pocket_tts_wyoming import settings
    from pocket_tts_wyoming.cli import say
    from pocket_tts_wyoming.errors import SettingsError

    parser = argparse.ArgumentParser(prog="pocket-tts-wyoming", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    settings.add_flags(commands.add_parser("serve", help="run the server"))
    say.add_arguments(commands.add_parser("say", help="have a running server say something"))
    commands.add_parser(
        "health",
        help="exit 0 if the server on this machine answers",
        parents=[_health_parser(as_parent=True)],
    )
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
        _stop_as_usual()
    if command == "say":
        return say.run(argparse.Namespace(**chosen))
    text, lines = chosen.pop("text", []), chosen.pop("lines", False)
    if command == "normalize" and bool(text) is lines:
        show.error("give either a text or --lines")
    _trim_library_variables()
    try:
        options = settings.load(chosen)
        if command == "serve":
            return _serve(options)
        if lines:
            return _normalize_lines(options)
        return _normalize(options, sys.stdin.read() if text == ["-"] else " ".join(text))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_BAD_SETTINGS


def _open_closed_streams() -> None:
    """Give a process that was started with `>&-` streams that go nowhere.

    Else the first socket or file gets the number of standard output, and is written to.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - a descriptor


def _stop_as_usual() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _health_parser(*, as_parent: bool = False) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pocket-tts-wyoming health", add_help=not as_parent)
    health.add_arguments(parser)
    return parser


def _trim_library_variables() -> None:
    """Forgive blanks and carriage returns; an empty variable is not set."""
    for name, value in list(os.environ.items()):
        if name.startswith(_LIBRARY_VARIABLES) or name.upper().endswith(_PROXY_SUFFIX):
            trimmed = value.strip()
            if not trimmed:
                del os.environ[name]
            elif trimmed != value:
                os.environ[name] = trimmed


def _serve(options: Settings) -> int:
    import asyncio
    import logging
    import time

    from pocket_tts_wyoming.malloc import keep_memory_flat
    from pocket_tts_wyoming.protocol.limits import PeerLogLimit

    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING, stream=sys.stderr
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(PeerLogLimit(time.monotonic))
    logging.getLogger("pocket_tts_wyoming").setLevel(options.log_level.upper())
    keep_memory_flat()
    if options.hf_home is not None:
        os.environ["HF_HOME"] = str(options.hf_home)  # huggingface_hub reads it when imported
    from pocket_tts_wyoming.assembly import configured_variants
    from pocket_tts_wyoming.models.store import preflight
    from pocket_tts_wyoming.models.store.layout import Layout
    from pocket_tts_wyoming.models.store.run_marker import RunMarker
    from pocket_tts_wyoming.server import Server

    if options.spare_voice != "only":  # which needs no files
        preflight.check_all(configured_variants(options))
    marker = RunMarker(Layout.of_environment().markers)

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        server = Server(options)
        marker.begin()
        try:
            await server.run(stop)
        finally:
            marker.end()

    asyncio.run(run())
    # A model may still be loading on its (daemon) thread; torch does not survive the teardown of
    # the interpreter underneath it, and the stop would not be a clean one.
    logging.shutdown()
    os._exit(0)


def _normalize(options: Settings, text: str) -> int:
    import asyncio

    from pocket_tts_wyoming.assembly import text_alone
    from pocket_tts_wyoming.cli.printing import print_out
    from pocket_tts_wyoming.errors import SpeechError

    try:
        pipeline = text_alone(options)
    except SpeechError as error:  # a lexicon that cannot be read
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILURE
    print_out("".join(f"{sentence}\n" for sentence in asyncio.run(pipeline.show(text))))
    return 0


def _normalize_lines(options: Settings) -> int:
    from pocket_tts_wyoming.assembly import text_alone
    from pocket_tts_wyoming.cli.printing import print_out
    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.text.lines import spoken_lines

    try:
        for line in spoken_lines(text_alone(options), sys.stdin):
            if not print_out(f"{line}\n"):
                break
    except SpeechError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILURE
    return 0


if __name__ == "__main__":
    sys.exit(main())
