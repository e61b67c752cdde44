"""Addresses of files (hf://, http(s)://, paths) to local files: the cache first, then the network.

Why not `hf_hub_download`: it starts an interrupted download from zero, cannot be stopped, and
reports through progress bars. The cache is laid out as huggingface_hub does
(models--org--name/{blobs,refs,snapshots}), so every other program finds the files there.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import (
    HfFileMetadata,
    constants,
    get_hf_file_metadata,
    get_session,
    get_token,
    hf_hub_url,
    try_to_load_from_cache,
)
from huggingface_hub.errors import HfHubHTTPError

from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.store.download import (
    TRANSIENT_STATUSES,
    Downloader,
    ProgressCallback,
    StatusError,
    describe,
    log_progress,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_HF = "hf://"
_HTTP = ("http://", "https://")
_HF_MINIMUM_PARTS = 3  # organisation, repository, file
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[\w.-]+")
_LOCK_POLL_SECONDS = 0.2
# For an answer to the first question; downloads have their own patience.
_PATIENT_SECONDS = 10.0
_IMPATIENT_SECONDS = 3.0
_REFUSED_STATUSES = frozenset({401, 403})
_HTTP_NOT_FOUND = 404


class AccessRefusedError(ModelNotReadyError):
    """The hub wants a token, or a token whose owner accepted the repository's terms."""


class HubUnreachableError(ModelNotReadyError):
    """There was no connection, none that lasted, or a hub that was not well."""


@dataclass(frozen=True, slots=True)
class HubAddress:
    """One file of a Hugging Face model repository."""

    repo: str
    path: str
    revision: str

    @classmethod
    def parse(cls, address: str) -> HubAddress:
        """Read `hf://org/name/path/in/repo[@revision]`; raises SettingsError."""
        place, _, revision = address.removeprefix(_HF).partition("@")
        parts = place.split("/")
        if (
            len(parts) < _HF_MINIMUM_PARTS
            or not all(parts)
            or ".." in (*parts, *revision.split("/"))
        ):
            raise SettingsError(
                f"{address!r} is not an address of a file: write hf://owner/repository/file, "
                "with @revision behind it to pin one."
            )
        return cls("/".join(parts[:2]), "/".join(parts[2:]), revision or "main")

    @property
    def folder(self) -> str:
        """Name of the repository's folder in the cache."""
        return f"models--{self.repo.replace('/', '--')}"


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
        self.token = token or get_token()
        self.offline = constants.is_offline_mode() if offline is None else offline
        self.home = Path(constants.HF_HOME) if cache_dir is None else cache_dir
        self._repositories = (
            Path(constants.HF_HUB_CACHE) if cache_dir is None else cache_dir / "hub"
        )
        self._urls = self.home / "urls"
        self._endpoint = endpoint
        stop = stop or threading.Event()
        self._patient = Downloader(get_session, stop, clock, on_progress, retry_delays_seconds)
        self._impatient = Downloader(get_session, stop, clock, on_progress, ())

    def cached(self, address: str) -> Path | None:
        """Return the local file of an address if it is there; never uses the network.

        A file of a branch counts too, so that a start without network works; pin a revision or
        empty the cache to get a newer one.
        """
        if address.startswith(_HF):
            file = HubAddress.parse(address)
            found = try_to_load_from_cache(
                file.repo, file.path, cache_dir=self._repositories, revision=file.revision
            )
            return Path(found) if isinstance(found, str) else None
        path = self._url_path(address) if address.startswith(_HTTP) else Path(address)
        return path if path.is_file() else None

    def fetch(self, address: str, *, patient: bool = True) -> Path:
        """Return the local file of an address, downloading it if it is not there yet.

        `patient` False gives up at the first failed connection: for files that can be done
        without. Raises SettingsError for an address that cannot be one, AccessRefusedError,
        HubUnreachableError, and ModelNotReadyError for everything else that is in the way.
        """
        found = self.cached(address)
        if found is not None:
            return found
        if not address.startswith((_HF, *_HTTP)):
            raise ModelNotReadyError(f"The file {address} does not exist.")
        if self.offline:
            raise ModelNotReadyError(
                f"{address} has not been downloaded yet and HF_HUB_OFFLINE forbids it: unset "
                f"HF_HUB_OFFLINE for one start, or copy the file's cache to {self._repositories}."
            )
        downloader = self._patient if patient else self._impatient
        with self._explained(address):
            if address.startswith(_HF):
                return self._fetch_hf(HubAddress.parse(address), downloader)
            return self._fetch_url(address, downloader)

    def read_parts(self, address: str, work: Callable[[RemoteFile], Path]) -> Path:
        """Have parts of a file read by `work(remote)` instead of fetching it; returns its result.

        `address` is an hf:// address. Raises what `fetch` does.
        """
        file = HubAddress.parse(address)
        if self.offline:
            raise ModelNotReadyError(
                f"{address} has not been downloaded yet and HF_HUB_OFFLINE forbids it: unset "
                "HF_HUB_OFFLINE for one start."
            )
        url = hf_hub_url(file.repo, file.path, revision=file.revision, endpoint=self._endpoint)
        with self._explained(address):
            size_bytes = self._metadata(url, file.path, self._patient).size
            remote = RemoteFile(url, self._headers(), file.path, size_bytes, self._patient)
            return work(remote)

    def _headers(self) -> dict[str, str]:
        # The client drops this header when the hub redirects to the host that stores the bytes.
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @contextlib.contextmanager
    def _explained(self, address: str) -> Iterator[None]:
        """Turn whatever goes wrong on the way to a file into a sentence."""
        try:
            yield
        except httpx2.TransportError as error:
            raise HubUnreachableError(
                f"{address} could not be downloaded ({describe(error)}): check that "
                f"this machine reaches {self._host(address)}."
            ) from error
        except StatusError as error:
            raise self._explain(address, error.status) from error
        except OSError as error:
            raise ModelNotReadyError(_explain_disk(address, error)) from error

    def _host(self, address: str) -> str:
        url = (self._endpoint or constants.ENDPOINT) if address.startswith(_HF) else address
        return urlsplit(url).netloc

    def _explain(self, address: str, status: int) -> ModelNotReadyError:
        if status in _REFUSED_STATUSES:
            if not address.startswith(_HF):
                return AccessRefusedError(f"{address} may not be read (HTTP {status}).")
            page = f"https://huggingface.co/{HubAddress.parse(address).repo}"
            step = "set HF_TOKEN to a token of an account that has accepted the terms at"
            if self.token:
                step = "the token's account has not accepted the terms at"
            return AccessRefusedError(f"{address} is not open to everybody: {step} {page}.")
        if status == _HTTP_NOT_FOUND:
            return ModelNotReadyError(f"{address} does not exist (HTTP {status}): check the name.")
        kind = HubUnreachableError if status in TRANSIENT_STATUSES else ModelNotReadyError
        return kind(
            f"{address} could not be downloaded: {self._host(address)} answered HTTP {status}. "
            "Try again later."
        )

    def _fetch_url(self, url: str, downloader: Downloader) -> Path:
        target = self._url_path(url)
        part = target.with_name(f"{target.name}.incomplete")
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.parent / ".lock", downloader, target.name):
            if not target.is_file():
                downloader.download(url, {}, part, target.name, same_content=False)
                part.replace(target)
        return target

    def _url_path(self, url: str) -> Path:
        name = Path(urlsplit(url).path).name
        key = hashlib.sha256(url.encode()).hexdigest()[:32]
        return self._urls / key / (name if _FILE_NAME.fullmatch(name) else "file")

    def _fetch_hf(self, file: HubAddress, downloader: Downloader) -> Path:
        url = hf_hub_url(file.repo, file.path, revision=file.revision, endpoint=self._endpoint)
        metadata = self._metadata(url, file.path, downloader)
        commit, etag = metadata.commit_hash, metadata.etag
        if not commit or not etag or not _FILE_NAME.fullmatch(etag):
            raise ModelNotReadyError(
                f"{self._host(_HF)} does not answer as a Hugging Face hub does: check HF_ENDPOINT, "
                "proxies, and that this machine is not behind a login page."
            )
        repository = self._repositories / file.folder
        headers = self._headers()
        blob = repository / "blobs" / etag
        lock = self._repositories / ".locks" / file.folder / f"{etag}.lock"
        for folder in (blob.parent, lock.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with _locked(lock, downloader, file.path):
            if not blob.is_file():
                part = blob.with_name(f"{etag}.incomplete")
                downloader.download(
                    url, headers, part, f"{file.repo}/{file.path}", metadata.size, same_content=True
                )
                _verify(part, etag, file)
                part.replace(blob)
            if commit != file.revision:
                reference = repository / "refs" / file.revision
                reference.parent.mkdir(parents=True, exist_ok=True)
                reference.write_text(commit, encoding="utf-8")
            return _link(blob, repository / "snapshots" / commit / file.path)

    def _metadata(self, url: str, name: str, downloader: Downloader) -> HfFileMetadata:
        answers: list[HfFileMetadata] = []
        timeout = _IMPATIENT_SECONDS if downloader is self._impatient else _PATIENT_SECONDS

        def attempt() -> bool:
            try:
                metadata = get_hf_file_metadata(
                    url, token=self.token, timeout=timeout, endpoint=self._endpoint
                )
                answers.append(metadata)
            except HfHubHTTPError as error:
                raise StatusError(error.response.status_code, url) from error
            return True

        downloader.retry(name, attempt)
        return answers[-1]


@contextlib.contextmanager
def _locked(path: Path, downloader: Downloader, name: str) -> Iterator[None]:
    """Keep other processes away; the same lock file and kind as huggingface_hub uses."""
    with path.open("a") as file:
        while True:
            downloader.check_stop(name)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                downloader.wait(_LOCK_POLL_SECONDS)
        yield  # closing the file releases the lock


def _verify(part: Path, etag: str, file: HubAddress) -> None:
    """Large files are named by their SHA-256: a continued download is worth the look."""
    if not _SHA256.fullmatch(etag):
        return
    with part.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != etag:
        part.unlink()
        raise HubUnreachableError(
            f"{file.repo}/{file.path} arrived damaged and was thrown away: start again."
        )


def _link(blob: Path, pointer: Path) -> Path:
    pointer.parent.mkdir(parents=True, exist_ok=True)
    if not pointer.is_file():
        temporary = pointer.with_name(f".{pointer.name}.{os.getpid()}")
        temporary.unlink(missing_ok=True)
        try:
            temporary.symlink_to(os.path.relpath(blob, pointer.parent))
        except OSError:  # a file system without symbolic links
            blob.replace(temporary)
        temporary.replace(pointer)
    return pointer


def _explain_disk(address: str, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no space left to download {address}: free some on the disk of the cache."
    return f"{address} could not be stored: {error}."
