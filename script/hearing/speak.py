"""The real server as the speaker: its engines, and what its clients get."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hearing.texts import Text
    from pocket_tts_wyoming.audio.samples import Samples
    from support.wyoming_client import Answer

RATE_HZ: Final = 24_000
LIBRARY: Final = "library"
FP32: Final = "onnx fp32"
INT8: Final = "onnx int8"
SPARE: Final = "spare voice"
ENGINES: Final[Mapping[str, Mapping[str, str]]] = {
    LIBRARY: {"ENGINE": "torch", "PRECISION": "fp32"},
    FP32: {"ENGINE": "onnx", "PRECISION": "fp32"},
    INT8: {"ENGINE": "onnx", "PRECISION": "int8"},
    SPARE: {"SPARE_VOICE": "only"},
}
_CUT = r"sentence \d+: prefix of (\d+) ms cut"
_ANSWERED = "first audio"
_ATTEMPTS = 3
_START_SECONDS = 600.0
"""A busy machine needs more than a minute to import and load the library, and to convert."""
_SPARE_CODE = "spare-voice"


class NoAnswerError(Exception):
    """The server answered with an error; the message is the error's code, without its text.

    The text may hold paths of this machine, and what is written here is attached to reports.
    """


@dataclass(frozen=True, slots=True)
class Spoken:
    """One answer: mono samples, -1 to 1; `cut_ms` is what its sentences' prefixes lost."""

    samples: Samples
    cut_ms: tuple[int, ...] = ()


class Speaker(Protocol):
    """Whatever answers texts with speech."""

    async def speak(self, text: Text, voice: str | None = None) -> Spoken:
        """Return the speech of a text; raises NoAnswerError."""
        ...


@dataclass
class ServerSpeaker:
    """A running server; each text has a connection of its own, as with Home Assistant."""

    server: Server
    may_be_spare: bool = False

    async def speak(self, text: Text, voice: str | None = None) -> Spoken:
        """See Speaker."""
        for _ in range(_ATTEMPTS):
            answers, cuts = len(self.server.logged(_ANSWERED)), len(self.server.logged(_CUT))
            # The spare voice's answers end with a reset, which a busy machine may see too early.
            with suppress(ConnectionResetError):
                answer = await self._ask(text, voice)
                break
        else:
            raise NoAnswerError("reset")
        self._check(answer)
        self.server.wait_for_log(_ANSWERED, answers + 1)  # all lines of this answer are there
        lines = self.server.logged(_CUT)[cuts:]
        cut_ms = tuple(int(found[1]) for line in lines if (found := re.search(_CUT, line)))
        return Spoken(answer.samples.astype(np.float32) / np.float32(32768), cut_ms)

    async def _ask(self, text: Text, voice: str | None) -> Answer:
        async with connect(self.server.port) as client:
            if len(text.pieces) == 1:
                return await client.speak(text.written, voice)
            return await client.stream(text.pieces, voice)

    async def voices(self) -> list[str]:
        """Return the names of the voices that the server offers."""
        async with connect(self.server.port) as client:
            info = await client.describe()
        return [voice["name"] for program in info["tts"] for voice in program["voices"]]

    def _check(self, answer: Answer) -> None:
        if answer.kinds[-1:] != ["error"]:
            return
        code = str(answer.error.get("code"))
        if not (self.may_be_spare and code == _SPARE_CODE):
            raise NoAnswerError(code)


@contextmanager
def server_speaker(model: str, engine: str, **options: str) -> Iterator[ServerSpeaker]:
    """Start a server that speaks with a model (as in MODEL_VARIANT) by one of ENGINES.

    It has no token, and none of this machine's: only open weights are spoken.
    """
    environment = {
        **kept(("HF_HOME", "VOICES_DIR")),
        "MODEL_VARIANT": model,
        "STRICT_VOICES": "true",
        "LOG_LEVEL": "debug",
        "HUGGING_FACE_HUB_TOKEN": "",
        "HF_TOKEN_PATH": os.devnull,
        **ENGINES[engine],
        **options,
    }
    with Server(
        environment, wait_until_ready=engine != SPARE, start_seconds=_START_SECONDS
    ) as server:
        yield ServerSpeaker(server, may_be_spare=engine == SPARE)


def kept(names: Sequence[str]) -> dict[str, str]:
    """Return those of this process's variables that are set and not empty."""
    return {name: value for name in names if (value := os.environ.get(name))}
