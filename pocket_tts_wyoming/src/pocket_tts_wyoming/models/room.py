"""Room for other work than speech, whichever engine speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

_LOOK_SECONDS: Final = 0.1


class Room:
    """Tells threads that work in pieces of some 50 ms when the next one disturbs nobody.

    `wait_for_room` is the scheduler's own. `torch_speaks`: whether a model of the other engine is
    in use, whose thread the scheduler knows nothing of. `stopped`: nobody waits any more.
    """

    def __init__(
        self,
        wait_for_room: Callable[[], None],
        torch_speaks: Callable[[], bool],
        stopped: threading.Event,
    ) -> None:
        self._wait_for_room, self._torch_speaks = wait_for_room, torch_speaks
        self._stopped = stopped

    def wait(self) -> None:
        """Wait until there is room; returns when the server stops."""
        self._wait_for_room()
        while self._torch_speaks() and not self._stopped.wait(_LOOK_SECONDS):
            pass
