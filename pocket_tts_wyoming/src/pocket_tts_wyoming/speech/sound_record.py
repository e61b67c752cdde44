"""What the sound of a sentence depends on, kept to notice what has changed.

Home Assistant keeps recordings of what it has heard for good, and does not ask again when a word,
a voice or a model has changed. So the person who changed it must be told what to do.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming import __version__, regular_file
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.settings import variable
from pocket_tts_wyoming.voices.decoding import SUFFIXES
from pocket_tts_wyoming.voices.folder import is_text
from pocket_tts_wyoming.voices.voice_settings import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pocket_tts_wyoming.settings import Settings

_LOGGER = logging.getLogger(__name__)

OPTIONS = (
    "model_variant",
    "default_voice",
    "temperature",
    "sacrificial_prefix",
    "prefix_min_duration",
    "prefix_max_duration",
    "prefix_silence_gap",
    "sentence_pause",
    "speed",
    "loudness",
    "normalize_text",
    "speak_emoji",
)
"""Settings that change how a sentence sounds; others change only when, where or what it costs."""
_VOICE_SUFFIXES = SUFFIXES | {".safetensors"}
_VERSION, _LEXICON, _VOICE = "the version of Pocket TTS", "LEXICON", "the voice "


class SoundRecord:
    """Compares with the last time, in this run or the one before.

    The file has hashes, and names of people's own voices: neither words nor values.
    """

    def __init__(self, settings: Settings, path: Path) -> None:
        self._settings = settings
        self._path = path
        self._before: dict[str, str] | None = None

    def log_changes(self) -> None:
        """Write a line into the log if something sounds different; blocks on the disk."""
        now = self._now()
        before = self._saved() if self._before is None else self._before
        if now == before:
            self._before = now
            return
        changed = [name for name, value in now.items() if before.get(name, value) != value]
        # A lexicon that came or went changes words too; a voice that did is heard nowhere else.
        changed += [name for name in {_LEXICON} & (now.keys() ^ before.keys()) if before]
        if changed:
            _LOGGER.info(
                "%s changed since the last time. Home Assistant plays its old recordings of what "
                "it has heard before: call its action tts.clear_cache once.",
                _capitalised(_listed(changed)),
            )
        self._before = now
        try:
            disk.write(self._path, json.dumps(now).encode())
        except OSError as error:
            _LOGGER.debug("%s cannot be written: %s", self._path, error)

    def _now(self) -> dict[str, str]:
        values: dict[str, Any] = {variable(name): getattr(self._settings, name) for name in OPTIONS}
        found = {name: _hash(str(value).encode()) for name, value in values.items()}
        found[_VERSION] = _hash(__version__.encode())
        lexicon = self._settings.lexicon
        if lexicon is not None:
            try:
                found[_LEXICON] = _hash(regular_file.read_bytes(lexicon))
            except OSError as error:
                _LOGGER.debug("%s cannot be read: %s", lexicon, error)
        return found | self._voices()

    def _voices(self) -> dict[str, str]:
        """Return what tells one version of a voice from another: no file is read."""
        folder = self._settings.voices_dir
        found: dict[str, str] = {}
        try:
            files = sorted(folder.iterdir()) if folder is not None else []
        except OSError as error:  # a share that is away for a moment
            _LOGGER.debug("%s cannot be read: %s", folder, error)
            return found
        for file in files:
            name = file.name if file.name == FILE_NAME else f"{_VOICE}{file.stem}"
            if file.suffix.lower() not in _VOICE_SUFFIXES and name != FILE_NAME:
                continue
            if not is_text(file.name):
                continue  # such a file becomes no voice
            try:
                status = file.stat()
            except OSError as error:  # it has gone meanwhile, or is a link to nothing
                _LOGGER.debug("%s cannot be read: %s", file, error)
                continue
            found[name] = _hash(f"{status.st_mtime_ns} {status.st_size}".encode())
        return found

    def _saved(self) -> dict[str, str]:
        try:
            saved = json.loads(regular_file.read_bytes(self._path))
        except (OSError, ValueError, RecursionError):
            return {}
        return saved if isinstance(saved, dict) else {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _capitalised(sentence: str) -> str:
    """Return what begins a sentence; the name of a file stays as it is."""
    return f"T{sentence[1:]}" if sentence.startswith("the ") else sentence
