"""Addresses of files, and where each is kept.

Files of the hub are laid out as huggingface_hub does it (models--org--name/{blobs,refs,snapshots}),
so that every other program finds them there; those of other servers in a folder of our own.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from huggingface_hub import constants

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGGER = logging.getLogger(__name__)
HF = "hf://"
HTTP = ("http://", "https://")
REMOTE = (HF, *HTTP)
FILE_NAME = re.compile(r"[\w.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_MINIMUM_PARTS = 3  # organisation, repository, file


@dataclass(frozen=True, slots=True)
class HubAddress:
    """One file of a Hugging Face model repository."""

    repo: str
    path: str
    revision: str

    @classmethod
    def parse(cls, address: str) -> HubAddress:
        """Read `hf://org/name/path/in/repo[@revision]`; raises SettingsError."""
        place, _, revision = address.removeprefix(HF).partition("@")
        parts = place.split("/")
        if len(parts) < _MINIMUM_PARTS or not all(parts) or ".." in (*parts, *revision.split("/")):
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
class Layout:
    """Where files are: `home` is HF_HOME, `repositories` huggingface_hub's cache."""

    home: Path
    repositories: Path

    @classmethod
    def of_environment(cls) -> Layout:
        """Return where HF_HOME and HF_HUB_CACHE say."""
        return cls(Path(constants.HF_HOME), Path(constants.HF_HUB_CACHE))

    @property
    def own(self) -> Path:
        """The folder of what only this server reads: converted models, records, markers."""
        return self.home / "pocket-tts-wyoming"

    @property
    def markers(self) -> Path:
        """The folder of the servers that run, see RunMarker."""
        return self.own / "running"

    def find(self, address: str) -> Path | None:
        """Return the file of an address if it is there.

        A file of a branch counts too, so that a start without network works.
        """
        if address.startswith(HF):
            return self._find_snapshot(HubAddress.parse(address))
        path = self.of_url(address) if address.startswith(HTTP) else Path(address)
        return path if _is_file(path) else None

    def of_url(self, url: str) -> Path:
        """Return where the file of a URL is kept."""
        name = Path(urlsplit(url).path).name
        key = hashlib.sha256(url.encode()).hexdigest()[:32]
        return self.home / "urls" / key / (name if FILE_NAME.fullmatch(name) else "file")

    def record(self, address: str) -> Path:
        """Return where size and hash of an address's file are kept."""
        key = hashlib.sha256(address.encode()).hexdigest()[:32]
        return self.own / "downloads" / f"{key}.json"

    def repository(self, file: HubAddress) -> Path:
        """Return the folder of a file's repository."""
        return self.repositories / file.folder

    def reference(self, file: HubAddress) -> Path:
        """Return the file that says which commit a branch or tag was."""
        return self.repository(file) / "refs" / file.revision

    def pointer(self, file: HubAddress, commit: str) -> Path:
        """Return the path of a file within a commit."""
        return self.repository(file) / "snapshots" / commit / file.path

    def _find_snapshot(self, file: HubAddress) -> Path | None:
        for commit in self._commits(file):
            path = self.pointer(file, commit)
            if _is_file(path):
                return path
        return None

    def _commits(self, file: HubAddress) -> Iterator[str]:
        """Yield the commits to look in: the one that a branch or tag was when it was downloaded.

        Where the note of that is damaged, all that are there, the latest first.
        """
        yield file.revision
        if _COMMIT.fullmatch(file.revision):
            return
        reference = self.reference(file)
        try:
            commit = regular_file.read_text(reference, "ascii").strip()
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return
        except (OSError, ValueError):
            commit = ""
        if _COMMIT.fullmatch(commit):
            yield commit
            return
        _LOGGER.warning(
            "%s is damaged: the latest version of %s that is here is used.", reference, file.repo
        )
        try:
            snapshots = list((self.repository(file) / "snapshots").iterdir())
            snapshots.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        except OSError:
            return
        yield from (path.name for path in snapshots)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that this user may not enter
        return False
