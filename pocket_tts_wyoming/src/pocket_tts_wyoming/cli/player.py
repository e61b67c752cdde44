"""Plays audio while it arrives, with whichever player the machine has."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# All read raw 16-bit mono from standard input; the rate is filled in. For ffplay's raw reader mono
# is the default, and the option for it has changed its name between versions.
_PLAYERS = {
    "aplay": "-q -t raw -f S16_LE -c 1 -r {rate_hz} -",
    "paplay": "--raw --format=s16le --channels=1 --rate={rate_hz}",
    "ffplay": "-autoexit -nodisp -loglevel error -f s16le -sample_rate {rate_hz} -i -",
}


class PlayerError(Exception):
    """The audio cannot be played; the message is a sentence for people."""


def find_player(which: Callable[[str], str | None] = shutil.which) -> Sequence[str]:
    """Return the command of the first player that is there, with `{rate_hz}` open.

    Raises PlayerError if there is none.
    """
    for name, arguments in _PLAYERS.items():
        if (path := which(name)) is not None:
            return [path, *arguments.split()]
    raise PlayerError(
        f"No player found ({', '.join(_PLAYERS)}): apt-get install alsa-utils, or save the audio "
        "with --output FILE.wav."
    )


class Player:
    """A running player. Takes audio at once however slowly it is played; `close` in any case."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._feeding = asyncio.create_task(self._feed())

    @classmethod
    async def start(cls, command: Sequence[str], rate_hz: int) -> Player:
        """Start `command` from `find_player`; raises PlayerError."""
        try:
            process = await asyncio.create_subprocess_exec(
                *(argument.format(rate_hz=rate_hz) for argument in command),
                stdin=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            raise PlayerError(f"The player cannot be started: {error}") from error
        return cls(process)

    def play(self, pcm: bytes) -> None:
        """Append 16-bit mono PCM."""
        self._queue.put_nowait(pcm)

    async def finish(self) -> None:
        """Wait until everything has been heard; raises PlayerError if the player failed."""
        self._queue.put_nowait(None)
        assert self._process.stderr is not None  # noqa: S101 - asked for in start
        complaint, _ = await asyncio.gather(self._process.stderr.read(), self._feeding)
        if await self._process.wait() != 0:
            reason = complaint.decode(errors="replace").strip() or "no reason given"
            raise PlayerError(f"The player failed: {reason}")

    async def close(self) -> None:
        """Stop playing, if it still plays."""
        self._feeding.cancel()
        await asyncio.gather(self._feeding, return_exceptions=True)
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _feed(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101 - asked for in start
        try:
            while (pcm := await self._queue.get()) is not None:
                pipe.write(pcm)
                await pipe.drain()
            pipe.close()
            await pipe.wait_closed()
        except ConnectionError:
            pass  # it has ended; `finish` says why
