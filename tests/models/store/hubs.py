"""A hub of the tests, and a file on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.store.download import Progress, log_progress
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.models.store.token import Token
from support.fake_hub import COMMIT, FakeHub

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

ADDRESS = f"hf://owner/repo/folder/weights.bin@{COMMIT}"
PATH = f"/owner/repo/resolve/{COMMIT}/folder/weights.bin"
# More than one block, and no repetition that would hide a wrong offset.
CONTENT = b"".join(i.to_bytes(4, "big") for i in range(100_000))
REFUSED = "http://127.0.0.1:9"


def make_hub(
    tmp_path: Path,
    server: FakeHub | str,
    *,
    token: str | None = None,
    offline: bool = False,
    stop: threading.Event | None = None,
    on_progress: Callable[[Progress], None] = log_progress,
) -> Hub:
    """Make a hub whose retries do not wait."""
    hub = Hub(
        token,
        tmp_path,
        on_progress,
        stop,
        offline=offline,
        endpoint=server if isinstance(server, str) else server.url,
        retry_delays_seconds=(0, 0, 0),
    )
    hub.token = Token(token) if token else None  # not this machine's login
    return hub
