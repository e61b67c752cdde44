"""Addresses of files (hf://, http(s)://, paths) to local files: the cache first, then the network.

Why not `hf_hub_download`: it starts an interrupted download from zero, cannot be stopped, reports
through progress bars, and believes whatever is in the cache.

What is in the cache is verified (integrity.py) when this server first hands it out, thoroughly if
the machine went down under a server; what is damaged counts as missing. It stays where it is until
its replacement is complete.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import HfFileMetadata, constants, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError, HFValidationError

from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError, SpeechError
from pocket_tts_wyoming.models.store import disk, integrity, refusal
from pocket_tts_wyoming.models.store.download import (
    Downloader,
    ProgressCallback,
    RangesUnsupportedError,
    StatusError,
    log_progress,
)
from pocket_tts_wyoming.models.store.layout import FILE_NAME, HF, REMOTE, HubAddress, Layout
from pocket_tts_wyoming.models.store.network import client
from pocket_tts_wyoming.models.store.refusal import AccessRefusedError, HubUnreachableError
from pocket_tts_wyoming.models.store.run_marker import RunMarker
from pocket_tts_wyoming.models.store.token import Token, find_token
from pocket_tts_wyoming.models.store.wording import describe, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["AccessRefusedError", "Hub", "HubAddress", "HubUnreachableError"]

_LOGGER = logging.getLogger(__name__)
# For an answer to the first question; downloads have their own patience.
_PATIENT_SECONDS = 10.0
_IMPATIENT_SECONDS = 3.0


class _Stamp(NamedTuple):
    """What changes when a file does."""

    modified_ns: int
    size_bytes: int
    inode: int


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What was found in a file; `problem` None is nothing."""

    stamp: _Stamp
    problem: str | None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the hub that may be read: parts of it come through `downloader`.

    `size_bytes` None: the hub did not say.
    """

    url: str
    headers: Mapping[str, str]
    name: str
    size_bytes: int | None
    downloader: Downloader


class Hub:
    """Fetches files and keeps them. Everything blocks: call it on a thread.

    `token`: of a Hugging Face account; None takes HF_TOKEN or the stored login. `cache_dir`: what
    HF_HOME would name; None takes HF_HOME and HF_HUB_CACHE. `stop` ends a download between two
    blocks, leaving what is there for the next time. `home` is the folder of everything: hub/,
    urls/, and a good place for resolved configs. `offline` and `endpoint` None take
    HF_HUB_OFFLINE and HF_ENDPOINT.
    """

    def __init__(
        self,
        token: str | None = None,
        cache_dir: Path | None = None,
        on_progress: ProgressCallback = log_progress,
        stop: threading.Event | None = None,
        *,
        offline: bool | None = None,
        endpoint: str | None = None,
        retry_delays_seconds: Sequence[float] = (1, 2, 4, 8),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token: Token | None = Token(token) if token else find_token()
        self.offline = constants.is_offline_mode() if offline is None else offline
        self.layout = (
            Layout.of_environment() if cache_dir is None else Layout(cache_dir, cache_dir / "hub")
        )
        self.home = self.layout.home
        self._endpoint = endpoint
        stop = stop or threading.Event()
        self._patient = Downloader(client, stop, clock, on_progress, retry_delays_seconds)
        self._impatient = Downloader(client, stop, clock, on_progress, ())
        self._verdicts: dict[Path, _Verdict] = {}
        self._handed_out: dict[str, Path] = {}
        self._deciding = threading.Lock()
        self._left_over: list[Path] | None = None

    def cached(self, address: str) -> Path | None:
        """Return the local file of an address if it is there; never uses the network.

        A file of a branch counts too, so that a start without network works; pin a revision or
        empty the cache to get a newer one.
        """
        return self.layout.find(address)

    def fetch(self, address: str, *, patient: bool = True) -> Path:
        """Return the local file of an address, downloading it if it is missing or damaged.

        `patient` False gives up at the first failed connection: for files that can be done
        without. Raises SettingsError for an address that cannot be one or variables that prevent
        a download, AccessRefusedError, HubUnreachableError, and ModelNotReadyError for everything
        else that is in the way.
        """
        found = self.cached(address)
        if not address.startswith(REMOTE):
            if found is None:
                raise ModelNotReadyError(f"The file {address} does not exist or cannot be read.")
            return found
        fault = None if found is None else self._fault(address, found)
        if found is None or fault is not None:
            self._check_offline(address, found, fault)
            if found is not None:
                _LOGGER.warning("%s %s: it is downloaded again.", found, fault)
            found = self._download(address, self._patient if patient else self._impatient)
        self._handed_out[address] = found
        return found

    def recheck(self) -> None:
        """Read all files handed out so far again; `fetch` replaces those that are damaged.

        For a model that is loaded once more, because it could not be loaded or did not speak.
        """
        for address, path in list(self._handed_out.items()):
            self._verdicts.pop(path, None)
            self._fault(address, path, thorough=True)

    def forget_crash(self) -> None:
        """Note that the model's files are whole, whatever happened to the machine before."""
        for path in self._left_over or ():
            disk.remove(path)

    def _fault(self, address: str, path: Path, *, thorough: bool = False) -> str | None:
        """Return what is wrong with a file of the cache; looks again only where it has changed."""
        try:
            stat = path.stat()
        except OSError as error:
            return f"cannot be read ({error.strerror})"
        stamp = _Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)
        known = self._verdicts.get(path)
        if known is None or known.stamp != stamp:
            record = integrity.Record.read(self.layout.record(address))
            thorough = self._machine_went_down() or thorough
            known = _Verdict(stamp, integrity.problem(path, record, thorough=thorough))
            self._verdicts[path] = known
        return known.problem

    def _machine_went_down(self) -> bool:
        """Return whether files must be read whole; the first call decides."""
        with self._deciding:
            if self._left_over is None:
                self._left_over = RunMarker(self.layout.markers).left_over()
                if self._left_over:
                    _LOGGER.info(
                        "The machine went down while a server ran: the files in %s are verified.",
                        self.home,
                    )
            return bool(self._left_over)

    def _check_offline(self, address: str, found: Path | None, fault: str | None) -> None:
        if not self.offline:
            return
        what = f"{without_secrets(address)} has not been downloaded yet"
        if found is not None:
            what = f"{found} {fault}"
        raise ModelNotReadyError(
            f"{what}, and HF_HUB_OFFLINE forbids downloads: unset HF_HUB_OFFLINE for one start, or "
            f"copy the file's cache to {self.layout.repositories}."
        )

    def read_parts(self, address: str, work: Callable[[RemoteFile], Path]) -> Path:
        """Have parts of a file read by `work(remote)` instead of fetching it; returns its result.

        `address` is an hf:// address. Raises what `fetch` does.
        """
        file = HubAddress.parse(address)
        self._check_offline(address, None, None)
        url = hf_hub_url(file.repo, file.path, revision=file.revision, endpoint=self._endpoint)
        with self._explained(address):
            metadata, headers = self._metadata(url, file.path, self._patient)
            return work(RemoteFile(url, headers, file.path, metadata.size, self._patient))

    def _download(self, address: str, downloader: Downloader) -> Path:
        """Download a file and put it into the cache."""
        with self._explained(address):
            if address.startswith(HF):
                return self._fetch_hf(address, downloader)
            return self._fetch_url(address, downloader)

    @contextlib.contextmanager
    def _explained(self, address: str) -> Iterator[None]:
        """Turn what goes wrong on the way to a file into a sentence.

        The causes are not chained: their texts may hold the token, and tracebacks are logged.
        """
        secret = self.token.value if self.token else None
        shown = without_secrets(address)
        try:
            yield
        except HFValidationError:
            raise SettingsError(f"{shown!r} is not the address of a file on a hub.") from None
        except StatusError as error:
            raise refusal.explain(address, self._host(address), error, self.token) from None
        except (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError) as error:
            reason = describe(error, secret)
            raise refusal.unreachable(shown, self._host(address), error, reason) from None
        except OSError as error:
            raise ModelNotReadyError(refusal.explain_disk(shown, self.home, error)) from None
        except (RangesUnsupportedError, SpeechError):
            raise
        except Exception as error:  # noqa: BLE001 - a library's own, whatever its text holds
            reason = f"{type(error).__name__}: {describe(error, secret)}"
            raise ModelNotReadyError(f"{shown} could not be downloaded ({reason}).") from None

    def _host(self, address: str) -> str:
        url = (self._endpoint or constants.ENDPOINT) if address.startswith(HF) else address
        try:
            return urlsplit(url).netloc.rpartition("@")[2]
        except ValueError:  # half an IPv6 address
            return url

    def _fetch_url(self, url: str, downloader: Downloader) -> Path:
        target = self.layout.of_url(url)
        part = target.with_name(f"{target.name}.incomplete")
        target.parent.mkdir(parents=True, exist_ok=True)
        with disk.locked(target.parent / ".lock", partial(downloader.pause, name=target.name)):
            if self.cached(url) is None or self._fault(url, target) is not None:
                downloader.download(url, {}, part, target.name, same_content=False)
                record = integrity.Record.of(part)
                disk.put_in_place(part, target)
                record.write(self.layout.record(url))
        return target

    def _fetch_hf(self, address: str, downloader: Downloader) -> Path:
        file = HubAddress.parse(address)
        url = hf_hub_url(file.repo, file.path, revision=file.revision, endpoint=self._endpoint)
        metadata, headers = self._metadata(url, file.path, downloader)
        commit, etag = metadata.commit_hash, metadata.etag
        if not commit or not etag or not FILE_NAME.fullmatch(etag):
            raise ModelNotReadyError(
                f"{self._host(HF)} does not answer as a Hugging Face hub does: check HF_ENDPOINT, "
                "proxies, and that this machine is not behind a login page."
            )
        blob = self.layout.repository(file) / "blobs" / etag
        lock = self.layout.repositories / ".locks" / file.folder / f"{etag}.lock"
        for folder in (blob.parent, lock.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with disk.locked(lock, partial(downloader.pause, name=file.path)):
            if not _is_whole(blob, etag):
                part = blob.with_name(f"{etag}.incomplete")
                transfer = _HubTransfer(url, headers, part, file, etag, metadata.size)
                transfer.run(downloader)
                disk.put_in_place(part, blob)
            if commit != file.revision:
                disk.write(self.layout.reference(file), commit.encode())
            return self._link(address, blob, self.layout.pointer(file, commit))

    def _metadata(
        self, url: str, name: str, downloader: Downloader
    ) -> tuple[HfFileMetadata, dict[str, str]]:
        """Ask what a file is; returns that, and the headers to download it with.

        Without the token first: with one that was revoked, the hub refuses what is public, too.
        """
        answers: list[HfFileMetadata] = []
        timeout = _IMPATIENT_SECONDS if downloader is self._impatient else _PATIENT_SECONDS

        def attempt(token: str | None) -> bool:
            client()  # raises what can be explained, before the library raises its own
            try:
                answers.append(
                    get_hf_file_metadata(
                        url, token=token or False, timeout=timeout, endpoint=self._endpoint
                    )
                )
            except HfHubHTTPError as error:
                response = error.response
                code = response.headers.get("X-Error-Code", "")
                raise StatusError(response.status_code, url, code, sent_token=bool(token)) from None
            return True

        try:
            downloader.retry(name, lambda: attempt(None))
        except StatusError as error:
            if self.token is None or error.status not in refusal.REFUSED_STATUSES:
                raise
            token = self.token.value
            downloader.retry(name, lambda: attempt(token))
            # The client drops this header when the hub redirects to the host that has the bytes.
            return answers[-1], {"Authorization": f"Bearer {token}"}
        return answers[-1], {}

    def _link(self, address: str, blob: Path, pointer: Path) -> Path:
        """Let the snapshot point to a blob; where there are no links, the blob moves there."""
        pointer.parent.mkdir(parents=True, exist_ok=True)
        if pointer.is_symlink() and pointer.exists() and pointer.samefile(blob):
            return pointer
        temporary = pointer.with_name(f".{pointer.name}.{os.getpid()}")
        temporary.unlink(missing_ok=True)
        try:
            temporary.symlink_to(os.path.relpath(blob, pointer.parent))
        except OSError:
            integrity.Record.of(blob).write(self.layout.record(address))
            blob.replace(temporary)
        temporary.replace(pointer)
        disk.sync(pointer.parent)
        return pointer


def _is_whole(blob: Path, etag: str) -> bool:
    try:
        return blob.is_file() and integrity.matches_name(blob, etag) is not False
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _HubTransfer:
    """One file of a hub on its way; its ETag is its hash."""

    url: str
    headers: dict[str, str]
    part: Path
    file: HubAddress
    etag: str
    size_bytes: int | None

    def run(self, downloader: Downloader) -> None:
        """Download the file and verify it; once more if a part of an earlier run was the fault."""
        name = f"{self.file.repo}/{self.file.path}"
        continued = self.part.exists()
        while True:
            downloader.download(
                self.url, self.headers, self.part, name, self.size_bytes, same_content=True
            )
            if integrity.matches_name(self.part, self.etag) is not False:
                return
            self.part.unlink()
            if not continued:
                raise HubUnreachableError(
                    f"{name} arrived damaged and was thrown away: start again."
                )
            _LOGGER.warning("The part of %s from an earlier start was damaged; again.", name)
            continued = False
