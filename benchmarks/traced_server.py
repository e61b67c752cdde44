"""The server with a clock at each stop of a request, for `trace`.

Writes a JSON line for each answer to the file that is the first argument: pairs of a stop's name
and the moment (time.monotonic) at which it was passed first. The rest are the server's arguments.
"""

from __future__ import annotations

import functools
import inspect
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from pocket_tts_wyoming.__main__ import main
from pocket_tts_wyoming.models.batching import calls
from pocket_tts_wyoming.models.batching.streaming import _Inbox
from pocket_tts_wyoming.models.batching.threads import ModelHandle
from pocket_tts_wyoming.protocol.wire import Wire
from pocket_tts_wyoming.speech import speech
from pocket_tts_wyoming.speech.script import Script

Name: TypeAlias = str | Callable[[tuple[Any, ...], Any], str]

_LAST = "audio-stop written"


class Stops:
    """The stops that one request has passed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._passed: dict[str, float] = {}

    def passed(self, name: str) -> None:
        """Note the moment, if it is the first time; the last stop ends the request."""
        if name:
            self._passed.setdefault(name, time.monotonic())
        if name == _LAST:
            self._end()

    def _end(self) -> None:
        """Write what is noted and begin anew."""
        passed, self._passed = self._passed, {}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(sorted(passed.items(), key=lambda stop: stop[1])) + "\n")

    def around(self, owner: Any, method: str, before: str = "", after: Name = "") -> None:  # noqa: ANN401 - a class or a module
        """Note when a function or coroutine is entered and left.

        `after` may be made of its arguments and its result; no name is not noted.
        """
        inner = getattr(owner, method)

        def leave(args: tuple[Any, ...], result: Any) -> Any:  # noqa: ANN401 - of any function
            self.passed(after if isinstance(after, str) else after(args, result))
            return result

        @functools.wraps(inner)
        def function(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - of any function
            self.passed(before)
            return leave(args, inner(*args, **options))

        @functools.wraps(inner)
        async def coroutine(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - of any function
            self.passed(before)
            return leave(args, await inner(*args, **options))

        setattr(owner, method, coroutine if inspect.iscoroutinefunction(inner) else function)


def _name_of_request(_: tuple[Any, ...], event: Any) -> str:  # noqa: ANN401 - an Event
    return "request read" if event is not None and event.type == "synthesize-stop" else ""


def trace(path: Path) -> None:
    """Set the clocks up."""
    stops = Stops(path)
    stops.around(Wire, "read", after=_name_of_request)
    stops.around(Wire, "write", after=lambda args, _: f"{args[1].type} written")
    stops.around(Script, "read_first", "speech begins", "first sentence known")
    stops.around(_Inbox, "next_frame", after="frame on the event loop")
    stops.around(ModelHandle, "open", after="utterance opened")
    stops.around(ModelHandle, "submit", after="sentence submitted")
    stops.around(calls.Tokenize, "run", "tokenizer begins", "tokenizer ends")
    stops.around(calls.Begin, "run", "prompt begins", "first step ends")
    stops.around(calls.Decode, "run", "decoder begins", "decoder ends")
    stops.around(speech, "to_pcm16", after="samples ready")


if __name__ == "__main__":
    trace(Path(sys.argv[1]))
    sys.exit(main(["serve", *sys.argv[2:]]))
