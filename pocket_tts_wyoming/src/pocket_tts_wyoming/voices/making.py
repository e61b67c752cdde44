"""A recording becomes a voice of a model, once: what was made is kept by content.

Latents are kept too (16 KB per 10 s), because they outlive the language model: a new version of it
needs the voice's state anew, but not the encoder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.voices.decoding import decode
from pocket_tts_wyoming.voices.recording import PREPARATION_VERSION, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pocket_tts_wyoming.audio.samples import Samples

_PARTIAL: Final = "partial-"
_PIECE_BYTES: Final = 1 << 20


class RecordingChangedError(Exception):
    """A recording is not what its digest says any more: somebody replaced it meanwhile."""


class VoiceModel(Protocol):
    """What turns prepared audio into a voice state of one model.

    The identities change when what is made from the same input would; `between` is called between
    pieces of work, and may wait or raise.
    """

    @property
    def sample_rate_hz(self) -> int: ...  # noqa: D102 - see the class
    def encoder_identity(self) -> str: ...  # noqa: D102 - see the class
    def model_identity(self) -> str: ...  # noqa: D102 - see the class
    def latents(self, audio: Samples, between: Callable[[], object]) -> Samples: ...  # noqa: D102 - see the class
    def write_state(self, latents: Samples, path: Path, between: Callable[[], object]) -> None: ...  # noqa: D102 - see the class


@dataclass(frozen=True, slots=True)
class MadeVoice:
    """A voice state on disk; what its recording is like, in seconds of speech and sentences."""

    state: Path
    spoken_seconds: float
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Encoded:
    latents: Samples
    spoken_seconds: float
    warnings: tuple[str, ...]


class VoiceMaking:
    """Makes voices and keeps them in a folder. Everything blocks: call it on a thread.

    Files in the folder begin with the digest of their recording. They appear complete or not at
    all, and are verified before they are believed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, digest: str, model: VoiceModel) -> MadeVoice | None:
        """Return the voice of a recording if it has been made; see `digest_of`."""
        state = self._state_path(digest, model)
        try:
            report = json.loads(regular_file.read_bytes(state.with_suffix(".json")))
            if report["state_digest"] != digest_of(state):
                return None
            return MadeVoice(state, float(report["spoken_seconds"]), tuple(report["warnings"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def make(
        self,
        recording: Path,
        digest: str,
        model: VoiceModel,
        between: Callable[[], object] = lambda: None,
    ) -> MadeVoice:
        """Return the voice of a recording, made now or before.

        Raises RecordingError if it cannot become one, RecordingChangedError, OSError, and what the
        model raises.
        """
        made = self.made(digest, model)
        if made is not None:
            return made
        self._folder.mkdir(parents=True, exist_ok=True)
        encoded = self._encoded(recording, digest, model, between)
        state = self._state_path(digest, model)
        self._write(state, lambda path: model.write_state(encoded.latents, path, between))
        report = {
            "state_digest": digest_of(state),
            "spoken_seconds": encoded.spoken_seconds,
            "warnings": encoded.warnings,
        }
        self._write(
            state.with_suffix(".json"),
            lambda path: path.write_text(json.dumps(report), encoding="utf-8"),
        )
        return MadeVoice(state, encoded.spoken_seconds, encoded.warnings)

    def digests(self) -> frozenset[str]:
        """Return the digests of all recordings of which something is kept."""
        try:
            names = [path.name for path in self._folder.iterdir()]
        except OSError:
            return frozenset()
        return frozenset(name.partition("-")[0] for name in names) - {_PARTIAL.rstrip("-")}

    def keep_only(self, digests: Collection[str]) -> None:
        """Remove what was made from other recordings, and broken attempts; raises OSError."""
        with contextlib.suppress(FileNotFoundError):
            for path in list(self._folder.iterdir()):
                if path.name.partition("-")[0] not in digests and not path.is_dir():
                    path.unlink(missing_ok=True)

    def _encoded(
        self, recording: Path, digest: str, model: VoiceModel, between: Callable[[], object]
    ) -> _Encoded:
        path = self._folder / f"{self._encoder_key(digest, model)}.npz"
        kept = _read_encoded(path)
        if kept is not None:
            return kept
        samples, rate_hz = decode(recording)
        if digest_of(recording) != digest:
            raise RecordingChangedError
        between()
        prepared = prepare(samples, rate_hz, model.sample_rate_hz)
        del samples
        latents = model.latents(prepared.audio, between)
        encoded = _Encoded(latents, prepared.spoken_seconds, prepared.warnings)
        self._write(path, lambda partial: _write_encoded(partial, encoded))
        return encoded

    def _encoder_key(self, digest: str, model: VoiceModel) -> str:
        return f"{digest}-{PREPARATION_VERSION}-{model.encoder_identity()}"

    def _state_path(self, digest: str, model: VoiceModel) -> Path:
        key = f"{self._encoder_key(digest, model)}-{model.model_identity()}"
        return self._folder / f"{key}.safetensors"

    def _write(self, path: Path, write: Callable[[Path], object]) -> None:
        """Have a file written under another name, and put in its place."""
        handle, name = tempfile.mkstemp(prefix=_PARTIAL, dir=self._folder)
        os.close(handle)
        partial = Path(name)
        try:
            write(partial)
            disk.put_in_place(partial, path)
        finally:
            partial.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Return the digest that names a file's content; reads all of it, and raises OSError."""
    digest = hashlib.blake2b(digest_size=16)
    with regular_file.open_binary(path) as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _write_encoded(path: Path, encoded: _Encoded) -> None:
    with path.open("wb") as file:
        np.savez(
            file,
            latents=encoded.latents,
            spoken_seconds=np.float64(encoded.spoken_seconds),
            warnings=np.array(encoded.warnings, np.str_),
        )


def _read_encoded(path: Path) -> _Encoded | None:
    try:
        with (
            regular_file.open_binary(path) as opened,
            np.load(opened, allow_pickle=False) as file,  # its parts have checksums
        ):
            warnings = tuple(str(warning) for warning in file["warnings"])
            return _Encoded(file["latents"], float(file["spoken_seconds"]), warnings)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
