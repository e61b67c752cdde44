"""People's own voices as files: added, renamed and deleted by the page, made by another service."""

from __future__ import annotations

import io
import re
import unicodedata
import wave
from typing import TYPE_CHECKING

from pocket_tts_wyoming.limits import MAX_RECORDING_SECONDS, MAX_VOICES
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.voices.decoding import SUFFIXES
from pocket_tts_wyoming.voices.folder import is_text
from pocket_tts_wyoming.web.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

RATE_HZ = 24_000
SHORTEST_SECONDS = 3
# 30 s and the header; a browser's resampler may add some samples.
RECORDING_BYTES = (MAX_RECORDING_SECONDS * RATE_HZ + RATE_HZ // 10) * 2 + 44
# No full stop, which the names of files give a meaning; a letter or digit first, because "(" marks
# the default voice in sorted lists.
_NAME = re.compile(r"[^\W_][\w '-]{0,39}")
_LANGUAGES = "|".join(SUPPORTED_LANGUAGES)
_ENDINGS = "|".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
# NAME.safetensors, NAME.wav, or NAME.de.wav for one language.
_FILE = re.compile(
    rf"(?P<name>.+?)(?P<rest>\.safetensors|(?:\.(?:{_LANGUAGES}))?\.(?:{_ENDINGS}))", re.IGNORECASE
)


class OwnVoices:
    """The folder with people's voices. Blocks on the disk, and belongs to one thread.

    Every method raises RequestError with a sentence where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Sequence[str]:
        """Return the names that have files, sorted."""
        return sorted({name for name, _, _ in self._files()})

    def add(self, name: str, recording: bytes, taken: Collection[str]) -> str:
        """Store a recording as NAME.wav and return the name as it is written.

        `taken`: names of all voices that are offered. Raises RequestError.
        """
        name = self._free_name(name, taken)
        if len(self.names()) >= MAX_VOICES:
            raise RequestError(f"There are {MAX_VOICES} voices; delete one first.", "too-many")
        content = checked_recording(recording)
        try:
            disk.write(self._folder / f"{name}.wav", content)
        except OSError as error:
            raise self._refused("The recording cannot be stored", error) from error
        return name

    def rename(self, name: str, new_name: str, taken: Collection[str]) -> str:
        """Give a voice's files another name, and return it as it is written."""
        files = self._of(name)
        others = {other for other in taken if other.casefold() != name.casefold()}
        new_name = self._free_name(new_name, others, but=name)
        try:
            for file_name, rest in files:
                (self._folder / file_name).rename(self._folder / f"{new_name}{rest}")
            disk.sync(self._folder)
        except OSError as error:
            raise self._refused("The voice cannot be renamed", error) from error
        return new_name

    def delete(self, name: str) -> None:
        """Delete a voice's files."""
        try:
            for file_name, _ in self._of(name):
                (self._folder / file_name).unlink(missing_ok=True)
            disk.sync(self._folder)
        except OSError as error:
            raise self._refused("The voice cannot be deleted", error) from error

    def _files(self) -> list[tuple[str, str, str]]:
        """Return voice name, file name and what stands behind the voice's name, for each file."""
        try:
            file_names = [path.name for path in self._folder.iterdir()]
        except OSError:
            return []
        found = []
        for file_name in file_names:
            match = _FILE.fullmatch(file_name)
            if match is not None and not file_name.startswith(".") and is_text(file_name):
                name = unicodedata.normalize("NFC", match["name"])
                found.append((name, file_name, match["rest"]))
        return found

    def _of(self, name: str) -> list[tuple[str, str]]:
        """Return the files of a voice: names from the folder, never from the request."""
        wanted = unicodedata.normalize("NFC", name)
        files = [(file_name, rest) for known, file_name, rest in self._files() if known == wanted]
        if not files:
            raise RequestError(
                "There is no own voice of that name.", "no-own-voice", 404, parameter="name"
            )
        return files

    def _free_name(self, name: str, taken: Collection[str], but: str | None = None) -> str:
        name = unicodedata.normalize("NFC", " ".join(name.split()))
        if not _NAME.fullmatch(name):
            raise RequestError(
                "A voice's name is letters, digits, spaces and _ ' - (40 at most) and begins with "
                "a letter or digit.",
                "bad-name",
                parameter="name",
            )
        # Without regard to case: the folder is often shared with Windows and Macs.
        names = {known.casefold() for known in (*taken, *self.names()) if known != but}
        if name.casefold() in names:
            raise RequestError(
                "There is a voice of that name already.", "name-taken", 409, parameter="name"
            )
        return name

    def _refused(self, what: str, error: OSError) -> RequestError:
        return RequestError(
            f"{what} in {self._folder}: {error.strerror}.", "folder-not-writable", 500
        )


def checked_recording(content: bytes) -> bytes:
    """Return a recording as a fresh WAV file; raises RequestError for anything but 24 kHz mono.

    Nothing but the samples of the upload reaches the disk.
    """
    try:
        with wave.open(io.BytesIO(content)) as reader:
            kind = (reader.getnchannels(), reader.getsampwidth(), reader.getframerate())
            samples = reader.readframes(reader.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise RequestError("The recording is not a WAV file.", "bad-recording") from error
    if kind != (1, 2, RATE_HZ):
        raise RequestError("The recording is not 24 kHz, 16 bit, mono.", "bad-recording")
    seconds = len(samples) / 2 / RATE_HZ
    if seconds < SHORTEST_SECONDS:
        raise RequestError(
            f"The recording is {seconds:.1f} s long; it takes {SHORTEST_SECONDS} s of speech.",
            "too-short",
        )
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(samples)
    return target.getvalue()
