"""What people put into VOICES_DIR, looked at as a whole: recordings, voices.yaml, voice states."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import logging
import os
import unicodedata
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.voices.making import VoiceMaking
from pocket_tts_wyoming.voices.recorded import RecordedVoices
from pocket_tts_wyoming.voices.recordings import RecordingFolder
from pocket_tts_wyoming.voices.renaming import rename_in_file
from pocket_tts_wyoming.voices.voice_settings import FILE_NAME, VoiceSettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.voices.catalogue import Catalogue
    from pocket_tts_wyoming.voices.level_store import LevelStore
    from pocket_tts_wyoming.voices.recording_model import RecordingModel
    from pocket_tts_wyoming.voices.voice_settings import VoiceSettings

_LOGGER = logging.getLogger(__name__)


class OwnVoiceFiles:
    """Brings all catalogues of a server up to date; every problem is one line in the log.

    `catalogues` gives them; they take their voices from `recorded` and `settings`, which are None
    where there is no `folder`. `levels` keeps how loud each voice is, as long as it has files.
    Blocks on the disk, and belongs to one thread.
    """

    def __init__(
        self,
        catalogues: Callable[[], Iterable[Catalogue]],
        settings: VoiceSettingsFile | None = None,
        recorded: RecordedVoices | None = None,
        folder: Path | None = None,
    ) -> None:
        self._catalogues, self._settings, self.recorded = catalogues, settings, recorded
        self._folder = folder
        self._device: int | None = None
        self._said: set[str] = set()
        self.levels: LevelStore | None = None

    @property
    def entries(self) -> Mapping[str, VoiceSettings]:
        """What voices.yaml says now."""
        return {} if self._settings is None else self._settings.entries

    def language_of(self, name: str) -> str | None:
        """Return the language that voices.yaml gives a voice."""
        entry = self.entries.get(name)
        return None if entry is None else entry.language

    def look(self) -> None:
        """Read voices.yaml and list the recordings, before there are catalogues."""
        if self._settings is not None:
            for problem in self._settings.reload_if_changed():
                _LOGGER.warning("%s", problem)
        if self.recorded is not None:
            self.recorded.look()

    def refresh(self) -> None:
        """Look at the folder again, and bring the catalogues up to date."""
        self.look()
        catalogues = tuple(self._catalogues())
        for catalogue in catalogues:
            catalogue.refresh()
        problems = {problem for one in catalogues for problem in one.problems}
        used = frozenset[str]().union(*(one.used_entries for one in catalogues))
        known = {voice.name for one in catalogues for voice in one.voices()}
        unused = {
            _unused(name, entry, known) for name, entry in self.entries.items() if name not in used
        }
        now = problems | unused
        for problem in sorted(now - self._said):
            _LOGGER.warning("%s", problem)
        self._said = now  # what was put right may be said again
        names = self._names()
        if self.levels is not None and names is not None:
            with contextlib.suppress(OSError):  # a disk that takes nothing
                self.levels.keep_only(names)

    def renamed(self, name: str, new_name: str) -> None:
        """Let what is known of a voice follow its files, which have been renamed."""
        name = unicodedata.normalize("NFC", name)
        if self.levels is not None:
            with contextlib.suppress(OSError):  # then it is measured again
                self.levels.rename(name, new_name)
        if self._folder is None:
            return
        others = self._names() or frozenset()
        new_names = {name: new_name}
        for language in SUPPORTED_LANGUAGES:
            if f"{name}-{language}" not in others:  # or else it is a voice with files of its own
                new_names[f"{name}-{language}"] = f"{new_name}-{language}"
        try:
            rename_in_file(self._folder / FILE_NAME, new_names, SUPPORTED_LANGUAGES)
        except FileNotFoundError:
            pass
        except OSError as error:
            _LOGGER.warning(
                "%s cannot be written (%s): change the name %r in it by hand.",
                FILE_NAME,
                error.strerror,
                name,
            )

    def _names(self) -> frozenset[str] | None:
        """Return the names of all files, without ending and language; None if nobody knows."""
        if self._folder is None:
            return None
        try:
            names = [path.name for path in self._folder.iterdir()]
            device = self._folder.stat().st_dev
        except OSError:
            return None
        if not names and device != self._device:
            return None  # its disk or share may not be mounted
        self._device = device
        stems = [unicodedata.normalize("NFC", name).rpartition(".")[0] for name in names]
        return frozenset((*stems, *(stem.rpartition(".")[0] for stem in stems)))


def open_own_voices(
    folder: Path | None,
    catalogues: Callable[[], Iterable[Catalogue]],
    models: Sequence[RecordingModel],
    cache: Path,
    clock: Callable[[], float],
    lexicon: Path | None = None,
) -> OwnVoiceFiles:
    """Return what is in a folder, after a first look at it.

    Recordings become voices of `models`. What is made of them is kept in `cache`, apart for each
    folder: servers may share it, and each removes what it knows no recording of. Without models
    the recordings stay what they are, and the log says so. `lexicon` may be a file of the folder
    too.
    """
    if folder is None:
        return OwnVoiceFiles(catalogues)
    settings = VoiceSettingsFile(folder / FILE_NAME, SUPPORTED_LANGUAGES)
    files = OwnVoiceFiles(catalogues, settings, folder=folder)
    if models:
        key = hashlib.blake2b(os.fsencode(folder.absolute()), digest_size=8).hexdigest()
        making = VoiceMaking(cache / key)
        others = [".safetensors", FILE_NAME]
        if lexicon is not None and lexicon.absolute().parent == folder.absolute():
            others.append(lexicon.name.lower())
        listed = RecordingFolder(folder, SUPPORTED_LANGUAGES, others, clock, making.digests)
        files.recorded = RecordedVoices(listed, making, models, files.language_of, clock)
    elif _has_recordings(folder):
        _LOGGER.info(
            "The recordings in VOICES_DIR are not used: no model is loaded that could make voices "
            "from them."
        )
    files.look()
    return files


def _has_recordings(folder: Path) -> bool:
    try:
        return any(RecordingFolder.is_recording(path.name) for path in folder.iterdir())
    except OSError:  # VoiceFolder logs it
        return False


def _unused(name: str, entry: VoiceSettings, known: Collection[str]) -> str:
    wanted = entry.voice or name
    sentence = f"{FILE_NAME}: there is no voice {wanted!r}"
    if entry.voice is not None:
        sentence += f", which {name!r} is to sound like"
    if entry.language is not None:
        sentence += f", in the language {entry.language!r}"
    # One that exists in another language is not misspelt.
    close = [] if wanted in known else difflib.get_close_matches(wanted, known, n=1)
    return f"{sentence}; did you mean {close[0]!r}?" if close else f"{sentence}."
