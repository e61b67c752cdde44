"""The log's last lines, kept for the page."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from pocket_tts_wyoming.limits import KEPT_LINE_CHARACTERS, KEPT_LOG_LINES

if TYPE_CHECKING:
    from collections.abc import Sequence


class LogTail(logging.Handler):
    """Keeps what is logged, a line per record; logging's own lock guards it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=KEPT_LOG_LINES)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's first lines."""
        self._lines.append(self.format(record)[:KEPT_LINE_CHARACTERS])

    def lines(self) -> Sequence[str]:
        """Return the lines, the oldest first."""
        return tuple(self._lines)
