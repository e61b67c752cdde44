"""The owner of the child process: starts it when it is needed, again when it dies, ends it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError
from pocket_tts_wyoming.models.espeak.child import ANSWER, REQUEST, SAMPLE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.engine import Samples

_LOGGER = logging.getLogger(__name__)

# A conversation's next question comes within a minute; after that the 12 MB are free again.
REST_SECONDS = 60.0
# A sentence that kills the process each time must not be tried for good.
_ATTEMPTS = 3
_CHILD = Path(__file__).with_name("child.py")
_DEBIAN_LIBRARY = "libespeak-ng.so.1"
_FULL_SCALE = np.float32(1 / 32768)


@dataclass(frozen=True, slots=True)
class EspeakFiles:
    """espeak-ng's library and data; an empty `data` is the place that the library knows."""

    library: str
    data: str = ""


def find_espeak() -> EspeakFiles:
    """Return the wheel's espeak-ng, or else the system's, without loading anything."""
    spec = importlib.util.find_spec("espeakng_loader")
    if spec is not None and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0])
        if (folder / "libespeak-ng.so").is_file():
            return EspeakFiles(str(folder / "libespeak-ng.so"), str(folder / "espeak-ng-data"))
    return EspeakFiles(_DEBIAN_LIBRARY)


@dataclass(frozen=True, slots=True)
class Spelled:
    """What the child made of a sentence: float32 samples (n,), and their rate."""

    samples: Samples
    rate_hz: int


class EspeakProcess:
    """Speaks sentences with espeak-ng, for any number of callers at once.

    A sentence takes 2 ms per second of audio, so the child speaks one after the other and answers
    with whole ones: if it dies, the sentence is made again and nobody hears a broken word. All
    methods belong to one event loop.
    """

    def __init__(
        self,
        files: Callable[[], EspeakFiles] = find_espeak,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        self._files = files
        self._rest_seconds = rest_seconds
        self._child: _Child | None = None
        self._starting = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None

    async def speak(self, language: str, text: str) -> Spelled:
        """Return a sentence's samples; `language` is a voice of espeak-ng ("de", "en-us").

        Raises ModelNotReadyError if espeak-ng is not installed or does not start, and
        ModelFailedError if it dies of this sentence.
        """
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        try:
            for _ in range(_ATTEMPTS):
                child = await self._running_child()
                try:
                    return await child.speak(language, text)
                except _ChildDiedError:
                    _LOGGER.warning("The spare voice's process ended; it is started again")
            raise ModelFailedError("The spare voice cannot speak this sentence.")
        finally:
            self._rest_later()

    @property
    def pid(self) -> int | None:
        """Process number of the child; None while there is none."""
        return None if self._child is None or self._child.is_over else self._child.pid

    async def close(self) -> None:
        """End the child, if there is one."""
        if self._rest is not None:
            self._rest.cancel()
        child, self._child = self._child, None
        if child is not None:
            await child.close()

    async def _running_child(self) -> _Child:
        async with self._starting:
            if self._child is None or self._child.is_over:
                if self._child is not None:
                    await self._child.close()
                self._child = await _Child.start(self._files())
            return self._child

    def _rest_later(self) -> None:
        child = self._child
        if child is None or child.is_busy:
            return
        loop = asyncio.get_running_loop()
        self._rest = loop.call_later(self._rest_seconds, self._end_if_idle)

    def _end_if_idle(self) -> None:
        self._rest = None
        if self._child is not None and not self._child.is_busy:
            self._child.end()


class _ChildDiedError(Exception):
    """The child ended before it answered."""


class _Child:
    """One process, and what it has been asked."""

    def __init__(self, process: asyncio.subprocess.Process, rate_hz: int) -> None:
        assert process.stdin is not None  # noqa: S101 - start asked for pipes
        assert process.stdout is not None  # noqa: S101 - the same
        self._process = process
        self._requests, self._answers = process.stdin, process.stdout
        self._rate_hz = rate_hz
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Samples]] = {}
        self.is_over = False
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, files: EspeakFiles) -> _Child:
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(_CHILD), files.library, files.data),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            raise ModelNotReadyError(f"The spare voice does not start: {error}.") from error
        assert process.stdout is not None  # noqa: S101 - asked for above
        assert process.stderr is not None  # noqa: S101 - the same
        try:
            _, rate_hz = ANSWER.unpack(await process.stdout.readexactly(ANSWER.size))
        except asyncio.IncompleteReadError:
            complaint = (await process.stderr.read()).decode(errors="replace").strip()
            await process.wait()
            reason = complaint.rpartition("\n")[2] or "no reason given"
            raise ModelNotReadyError(f"The spare voice does not start: {reason}") from None
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        return cls(process, rate_hz)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    async def speak(self, language: str, text: str) -> Spelled:
        if self.is_over:
            raise _ChildDiedError
        self._number += 1
        number = self._number
        answer: asyncio.Future[Samples] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        voice, words = language.encode(), text.encode()
        self._requests.write(REQUEST.pack(number, len(voice), len(words)) + voice + words)
        try:
            return Spelled(await answer, self._rate_hz)
        finally:
            self._waiting.pop(number, None)

    def end(self) -> None:
        """Let the child end by itself: its input is over."""
        self.is_over = True
        self._requests.close()

    async def close(self) -> None:
        self.is_over = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                number, count = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
                raw = await self._answers.readexactly(count * SAMPLE_BYTES)
                answer = self._waiting.get(number)
                if answer is not None and not answer.done():
                    answer.set_result(np.frombuffer(raw, "<i2").astype(np.float32) * _FULL_SCALE)
        self.is_over = True
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(_ChildDiedError())
        await self._process.wait()
