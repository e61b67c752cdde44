"""One URL into one file: resumable, cancellable, with progress fit for a log."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import httpx2

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store.wording import describe, without_secrets

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_LOGGER = logging.getLogger(__name__)
_MEGABYTE = 1_000_000
_TIMEOUT_SECONDS = 10.0
# Statuses that may be gone a moment later; anything else of 400 and above is an answer.
TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_HTTP_OK = 200
_HTTP_PARTIAL_CONTENT = 206
_HTTP_RANGE_NOT_SATISFIABLE = 416
_HTTP_ERROR = 400


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the download of one file is; `bytes_per_second` counts this connection only."""

    name: str
    done_bytes: int
    total_bytes: int | None
    bytes_per_second: float
    finished: bool = False

    @property
    def percent(self) -> int | None:
        """How much is there; None while the size is not known."""
        return 100 * self.done_bytes // self.total_bytes if self.total_bytes else None

    def __str__(self) -> str:
        """One line for the log: file, size, percent, speed."""
        done = f"{self.done_bytes / _MEGABYTE:.1f}"
        if self.total_bytes:
            done = f"{done} of {self.total_bytes / _MEGABYTE:.1f} MB ({self.percent} %)"
        else:
            done = f"{done} MB"
        verb = "Downloaded" if self.finished else "Downloading"
        speed = f", {self.bytes_per_second / _MEGABYTE:.1f} MB/s" if self.bytes_per_second else ""
        return f"{verb} {self.name}: {done}{speed}"


ProgressCallback: TypeAlias = "Callable[[Progress], None]"


def log_progress(progress: Progress) -> None:
    """Write progress into the log, one line each time."""
    _LOGGER.info("%s", progress)


class StatusError(Exception):
    """The server answered, and not with the file.

    `code`: what a hub calls the reason. `sent_token`: the request carried one.
    """

    def __init__(self, status: int, url: str, code: str = "", *, sent_token: bool = False) -> None:
        super().__init__(f"HTTP {status} for {without_secrets(url)}")
        self.status = status
        self.code = code
        self.sent_token = sent_token


class RangesUnsupportedError(Exception):
    """The server answers with whole files only."""


class DownloadStoppedError(ModelNotReadyError):
    """The stop event was set; what was downloaded so far stays for the next time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The download of {name} was stopped; the next start continues it.")


class Downloader:
    """Downloads URLs with a client and retries faults that may pass.

    `retry_delays_seconds` are the waits between attempts. An attempt that got further than all
    before it starts them again, so that a bad line that makes progress is not given up on, and a
    file that never arrives whole is. `stop` is checked between blocks and during waits. Progress is
    reported at the start, every `interval_seconds` and at the end.
    """

    def __init__(
        self,
        client: Callable[[], httpx2.Client],
        stop: threading.Event,
        clock: Callable[[], float],
        on_progress: ProgressCallback,
        retry_delays_seconds: Sequence[float],
        interval_seconds: float = 5.0,
    ) -> None:
        self._client = client
        self._stop = stop
        self._clock = clock
        self._on_progress = on_progress
        self._retry_delays_seconds = retry_delays_seconds
        self._interval_seconds = interval_seconds

    def retry(self, name: str, attempt: Callable[[], bool]) -> None:
        """Call `attempt` until it returns True.

        False means that it failed and got further: it is called again at once, and the waits start
        from the first one. A transient failure is logged and waited for.

        Raises the last httpx2.TransportError or StatusError when all waits are used up, a
        StatusError that will not pass at once, and DownloadStoppedError.
        """
        delays = iter(self._retry_delays_seconds)
        while True:
            self.check_stop(name)
            problem: Exception
            try:
                if attempt():
                    return
                delays = iter(self._retry_delays_seconds)
                continue
            except httpx2.TransportError as error:
                problem = error
            except StatusError as error:
                if error.status not in TRANSIENT_STATUSES:
                    raise
                problem = error
            delay = next(delays, None)
            if delay is None:
                raise problem
            _LOGGER.warning("%s: %s; trying again in %g s", name, describe(problem), delay)
            self._stop.wait(delay)

    def check_stop(self, name: str) -> None:
        """Raise DownloadStoppedError if the stop event is set."""
        if self._stop.is_set():
            raise DownloadStoppedError(name)

    def pause(self, seconds: float, name: str) -> None:
        """Sleep; raises DownloadStoppedError as soon as the stop event is set."""
        self._stop.wait(seconds)
        self.check_stop(name)

    def download(
        self,
        url: str,
        headers: Mapping[str, str],
        part: Path,
        name: str,
        total_bytes: int | None = None,
        *,
        same_content: bool,
    ) -> None:
        """Complete `part` with the content of `url`.

        `same_content`: the URL can only ever mean `total_bytes` of the same content, so a part from
        an earlier run is continued. Otherwise it is dropped, and continued within this call only if
        the server vouches for it (ETag and If-Range, RFC 9110 section 13.1.5).

        Raises httpx2.TransportError, StatusError, OSError and DownloadStoppedError.
        """
        transfer = _Transfer(url, dict(headers), part, total_bytes, same_content)
        meter = _Meter(name, self._clock, self._on_progress, self._interval_seconds)
        self.retry(name, lambda: self._attempt(transfer, meter))
        meter.finish(part.stat().st_size)

    def read(self, url: str, headers: Mapping[str, str], name: str, start: int, stop: int) -> bytes:
        """Return the bytes `start` to `stop` (not included) of what a URL means, kept in memory.

        The URL can only ever mean the same bytes. Raises httpx2.TransportError, StatusError,
        RangesUnsupportedError and DownloadStoppedError.
        """
        got = bytearray()
        self.retry(name, lambda: self._read_range(url, headers, name, (start, stop), got))
        return bytes(got)

    def _read_range(
        self,
        url: str,
        headers: Mapping[str, str],
        name: str,
        part: tuple[int, int],
        got: bytearray,
    ) -> bool:
        """Append to `got`: True when it is complete, False after a cut that brought bytes."""
        start, stop = part
        before = len(got)
        asked = {
            **headers,
            "Accept-Encoding": "identity",
            "Range": f"bytes={start + before}-{stop - 1}",
        }
        try:
            with self._client().stream(
                "GET", url, headers=asked, timeout=_TIMEOUT_SECONDS
            ) as response:
                if response.status_code >= _HTTP_ERROR:
                    raise StatusError(response.status_code, url)
                if response.status_code != _HTTP_PARTIAL_CONTENT:
                    raise RangesUnsupportedError
                for block in response.iter_raw():
                    self.check_stop(name)
                    got += block
        except httpx2.TransportError as error:
            if len(got) <= before:
                raise
            _LOGGER.warning("%s: %s; continuing", name, describe(error))
            return False
        if len(got) != stop - start:
            raise httpx2.RemoteProtocolError("the connection ended before the part did")
        return True

    def _attempt(self, transfer: _Transfer, meter: _Meter) -> bool:
        had = transfer.have_bytes()
        transfer.furthest_bytes = max(transfer.furthest_bytes, had)
        if transfer.total_bytes is not None and had == transfer.total_bytes:
            return True
        try:
            self._read(transfer, meter, had)
        except httpx2.TransportError as error:
            if not transfer.got_further():
                raise
            _LOGGER.warning("%s: %s; continuing", meter.name, describe(error))
            return False
        return True

    def _read(self, transfer: _Transfer, meter: _Meter, had: int) -> None:
        with self._client().stream(
            "GET", transfer.url, headers=transfer.request_headers(had), timeout=_TIMEOUT_SECONDS
        ) as response:
            if response.status_code == _HTTP_RANGE_NOT_SATISFIABLE:
                transfer.part.unlink(missing_ok=True)
                raise httpx2.RemoteProtocolError("the part that is here does not fit the file")
            if response.status_code >= _HTTP_ERROR:
                raise StatusError(response.status_code, transfer.url)
            start = 0 if response.status_code == _HTTP_OK else had
            transfer.etag = response.headers.get("etag")
            length = response.headers.get("content-length")
            if length is not None and not (transfer.same_content and transfer.total_bytes):
                transfer.total_bytes = start + int(length)  # another file, if it starts over
            meter.start(start, transfer.total_bytes)
            with transfer.part.open("ab" if start else "wb") as file:
                for block in response.iter_raw():
                    self.check_stop(meter.name)
                    file.write(block)
                    meter.add(len(block))
        size_bytes = transfer.part.stat().st_size
        if transfer.total_bytes is not None and size_bytes != transfer.total_bytes:
            raise httpx2.RemoteProtocolError(
                f"the server ended after {size_bytes} of {transfer.total_bytes} bytes"
            )


@dataclass(slots=True)
class _Transfer:
    url: str
    headers: dict[str, str]
    part: Path
    total_bytes: int | None
    same_content: bool
    etag: str | None = None
    furthest_bytes: int = 0

    def got_further(self) -> bool:
        """Return whether more bytes are there than after any attempt before."""
        before = self.furthest_bytes
        with contextlib.suppress(FileNotFoundError):
            self.furthest_bytes = max(before, self.part.stat().st_size)
        return self.furthest_bytes > before

    def have_bytes(self) -> int:
        """Return how many bytes can be continued; drops a part that cannot be."""
        try:
            size = self.part.stat().st_size
        except FileNotFoundError:
            return 0
        too_long = self.total_bytes is not None and size > self.total_bytes
        weak = self.etag is None or self.etag.startswith("W/")
        if too_long or (not self.same_content and weak):
            self.part.unlink()
            return 0
        return size

    def request_headers(self, had: int) -> dict[str, str]:
        headers = {**self.headers, "Accept-Encoding": "identity"}
        if had:
            headers["Range"] = f"bytes={had}-"
            if not self.same_content and self.etag:
                headers["If-Range"] = self.etag
        return headers


class _Meter:
    """Counts bytes and reports now and then."""

    def __init__(
        self,
        name: str,
        clock: Callable[[], float],
        report: ProgressCallback,
        interval_seconds: float,
    ) -> None:
        self.name = name
        self._clock = clock
        self._report = report
        self._interval_seconds = interval_seconds
        self._total_bytes: int | None = None
        self._start_bytes = 0
        self._done_bytes = 0
        self._started_at = clock()
        self._reported_at = self._started_at

    def start(self, done_bytes: int, total_bytes: int | None) -> None:
        self._start_bytes = self._done_bytes = done_bytes
        self._total_bytes = total_bytes
        self._started_at = self._reported_at = self._clock()
        self._report(self._progress(finished=False))

    def add(self, count: int) -> None:
        self._done_bytes += count
        if self._clock() - self._reported_at >= self._interval_seconds:
            self._reported_at = self._clock()
            self._report(self._progress(finished=False))

    def finish(self, size_bytes: int) -> None:
        self._done_bytes = self._total_bytes = size_bytes
        self._report(self._progress(finished=True))

    def _progress(self, *, finished: bool) -> Progress:
        elapsed = self._clock() - self._started_at
        speed = (self._done_bytes - self._start_bytes) / elapsed if elapsed > 0 else 0.0
        return Progress(self.name, self._done_bytes, self._total_bytes, max(0.0, speed), finished)
