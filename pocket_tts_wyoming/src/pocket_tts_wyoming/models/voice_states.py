"""The voice states that an engine has in memory."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from pocket_tts_wyoming.errors import SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import VoiceSource

S = TypeVar("S")

# About 6 MB each.
KEPT_VOICES = 16


class VoiceStates(Generic[S]):
    """Voice states by their source; keeps the KEPT_VOICES that were used last.

    `fetch` makes a file local and may block for minutes: it has a thread of its own, which
    delays no speech. `read` runs on the worker `reader`.
    """

    def __init__(
        self,
        fetch: Callable[[str], Path],
        read: Callable[[Path], S],
        reader: Worker,
        clock: Callable[[], float],
    ) -> None:
        self._fetch = fetch
        self._read = read
        self._fetcher = Worker("voice files", clock)
        self._reader = reader
        self._states: OrderedDict[VoiceSource, S] = OrderedDict()

    async def find(self, voice: VoiceSource) -> S:
        """Return a voice's state, fetched and read if need be; raises VoiceUnavailableError."""
        if voice.problem:
            raise VoiceUnavailableError(voice.problem)
        if voice not in self._states:
            try:
                path = await self._fetcher.call(partial(self._fetch, voice.address))
            except SpeechError as error:
                raise VoiceUnavailableError(str(error)) from error
            self._states[voice] = await self._reader.call(partial(self._read, path))
            if len(self._states) > KEPT_VOICES:
                self._states.popitem(last=False)
        self._states.move_to_end(voice)
        return self._states[voice]

    def close(self) -> None:
        """Forget all states and end the fetching thread; what it fetches is not waited for."""
        self._states.clear()
        self._fetcher.close()
