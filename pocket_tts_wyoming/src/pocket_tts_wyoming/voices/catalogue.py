"""Which voices are offered now, in which order, and which one is the default."""

from __future__ import annotations

import difflib
import logging
import time
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SettingsError, VoiceNotFoundError
from pocket_tts_wyoming.limits import LOGGED_NAME_CHARACTERS
from pocket_tts_wyoming.voices.entries import apply_entries
from pocket_tts_wyoming.voices.folder import VoiceFolder
from pocket_tts_wyoming.voices.presets import (
    DEFAULT_PRESETS,
    PRESETS,
    PRESETS_VERSION,
    preset_voice_address,
)
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.voices.folder import OwnVoice
    from pocket_tts_wyoming.voices.presets import Preset
    from pocket_tts_wyoming.voices.state_file import StateShape

_LOGGER = logging.getLogger(__name__)
DEFAULT_MARK = "(default) "
# The most names of voices that do not exist which the log mentions.
_MOST_REPLACED = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as clients see it.

    `name` is what a request carries; `description` is what people read, and what Home Assistant
    sorts by. `language` is a two-letter code. `source`: path or hf:// address of the voice state.
    `version` changes when the state does. `installed`: it can be spoken with, if need be after
    fetching its state. `settings`: how fast and loud it is wanted, and what else people say of it.
    `file_name`: of an own voice, what its files are called without language and ending. `problem`:
    of one that exists and cannot speak now, a sentence that says why; it has no source.
    """

    name: str
    description: str
    language: str
    source: str
    attribution_name: str
    attribution_url: str
    version: str
    installed: bool = True
    settings: VoiceSettings = field(default_factory=VoiceSettings)
    file_name: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All voices at one moment: replaced as a whole, so that readers need no lock.

    `spellings`: each name in the form that requests are compared in; `left_out`: voices whose files
    cannot be used now, by such names.
    """

    voices: tuple[Voice, ...]
    default: Voice | None
    spellings: Mapping[str, Voice]
    left_out: Mapping[str, Voice]


class Catalogue:
    """The voices of one model: presets of its language, and people's own files.

    `config_name`: the shipped config, whose presets exist; None for a custom config, which has
    none. `default_voice`: the wish; where it does not belong to the model, its language's own
    voice takes the place. `state_shape` leaves out files that were made for another model; `now`
    is Unix time. `strict`: a request for a voice that does not exist is an error; otherwise the
    default voice speaks, and the log says so once per name. `cross_language`: preset voices of
    other languages are offered too, called `alba-de` where the model speaks German.

    `refresh` reads the disk: call it on a thread, once before the first use and again now and
    then, one call at a time. Everything else reads memory only and may be called anywhere.
    """

    def __init__(
        self,
        language: str,
        config_name: str | None,
        voices_dir: Path | None,
        default_voice: str | None,
        state_shape: StateShape | None = None,
        now: Callable[[], float] = time.time,
        *,
        strict: bool = False,
        cross_language: bool = False,
    ) -> None:
        self._strict = strict
        self._recorded: Callable[[], RecordedShelf] = RecordedShelf
        self._entries: Callable[[], Mapping[str, VoiceSettings]] = dict
        self.used_entries: frozenset[str] = frozenset()
        self.problems: tuple[str, ...] = ()
        self._replaced: set[str] = set()
        self._cross_language = cross_language
        self._language = language
        self._config_name = config_name
        self._folder = None if voices_dir is None else VoiceFolder(voices_dir, state_shape, now)
        self._default_voice = default_voice
        self._default_logged: str | None = None
        self._shelf = _Shelf((), None, {}, {})

    def take_from(
        self,
        recorded: Callable[[], RecordedShelf],
        entries: Callable[[], Mapping[str, VoiceSettings]],
    ) -> None:
        """Take the voices that recordings have become, and what voices.yaml says, from now on.

        Both are asked at each `refresh`, and answer from memory.
        """
        self._recorded, self._entries = recorded, entries

    def refresh(self) -> bool:
        """Look at the folder again; return whether anything changed.

        Afterwards `used_entries` are the names of the entries that fitted, and `problems` has a
        sentence for each that never will.
        """
        own = () if self._folder is None else self._folder.list()
        recorded = self._recorded()
        left_out = {} if self._folder is None else dict(self._folder.left_out)
        left_out = {**recorded.left_out, **left_out}
        voices = {voice.name: voice for voice in self._presets()}
        voices |= {voice.name: self._own(voice) for voice in (*recorded.voices, *own)}
        applied = apply_entries(voices, left_out, self._entries(), self._language)
        self.used_entries, self.problems = frozenset(applied.used), tuple(applied.problems)
        shelf = self._arrange(
            applied.voices,
            {
                spelling(name): self._left_out(name, why)
                for name, why in applied.left_out.items()
                if name not in applied.voices
            },
        )
        changed, self._shelf = shelf != self._shelf, shelf
        return changed

    def voices(self) -> tuple[Voice, ...]:
        """Return all voices, sorted as Home Assistant sorts them: the default is the first."""
        return self._shelf.voices

    @property
    def default(self) -> Voice:
        """The voice of requests that name none; raises SettingsError if there is no voice."""
        default = self._shelf.default
        if default is None:
            where = "the folder of VOICES_DIR" if self._folder else "a folder and set VOICES_DIR"
            raise SettingsError(
                "There is no voice: preset voices belong to the models that ship with pocket-tts, "
                f"and this is another. Put a NAME.safetensors made with pocket-tts export-voice "
                f"and this model into {where}."
            )
        return default

    def find(self, name: str | None, offered: Sequence[str] | None = None) -> Voice:
        """Return the voice that speaks a request for `name`; None or nothing is the default.

        `offered`: the names that a client is shown, if they are not those of this catalogue alone.

        Capitals, and blanks for underscores, do not matter. A voice that does not exist any more is
        replaced by the default one unless the catalogue is strict: an automation from last year
        should be heard. One that exists but cannot speak now has a `problem` and is not replaced:
        Home Assistant would keep the recording in the wrong voice.

        Raises VoiceNotFoundError, and SettingsError if there is no voice at all.
        """
        shelf = self._shelf
        if not name:
            # With a configuration of one's own, the only voices may still be in the making.
            waiting = self.find_left_out(self._default_voice or "")
            waiting = waiting or next(iter(shelf.left_out.values()), None)
            return self.default if shelf.default is not None or waiting is None else waiting
        for voice in shelf.voices:
            if voice.name == name:
                return voice
        wanted = spelling(name)
        if wanted in shelf.spellings:
            return shelf.spellings[wanted]
        if (left_out := self.find_left_out(name)) is not None:
            return left_out
        shown = name[:LOGGED_NAME_CHARACTERS]
        own = [voice.name for voice in shelf.voices]
        explanation = self._explain(shown, sorted(own if offered is None else offered))
        if self._strict or shelf.default is None:
            raise VoiceNotFoundError(explanation)
        self._say_replaced(shown, shelf.default, explanation)
        return shelf.default

    def find_left_out(self, name: str) -> Voice | None:
        """Return a voice of that name that exists and cannot speak now; it has a `problem`."""
        return self._shelf.left_out.get(spelling(name))

    def _left_out(self, name: str, why: str) -> Voice:
        return Voice(
            name=name,
            description=name,
            language=self._language,
            source="",
            attribution_name="",
            attribution_url="",
            version="",
            installed=False,
            settings=self._entries().get(name) or VoiceSettings(),
            problem=f"The voice {name!r} cannot be used: {why}.",
        )

    def _say_replaced(self, name: str, default: Voice, explanation: str) -> None:
        if name in self._replaced or len(self._replaced) >= _MOST_REPLACED:
            return
        self._replaced.add(name)
        _LOGGER.warning(
            "A request for the voice %r is spoken by %r. %s Set STRICT_VOICES=true to refuse such "
            "requests.",
            name,
            default.name,
            explanation,
        )

    def _explain(self, name: str, known: Sequence[str]) -> str:
        sentence = f"There is no voice {name!r}."
        preset = next((preset for preset in PRESETS if preset.name == spelling(name)), None)
        if preset is not None:
            sentence = (
                f"The preset voice {preset.name!r} ({preset.language}) is not one of this model"
            )
            sentence += f" ({self._language})." if self._config_name else ", which has none."
        close = difflib.get_close_matches(name, known, n=1)
        if close:
            sentence += f" Did you mean {close[0]!r}?"
        return f"{sentence} Voices: {', '.join(known) or 'none'}."

    def _presets(self) -> list[Voice]:
        if self._config_name is None:
            return []
        return [
            Voice(
                name=self._name(preset),
                description=self._title(preset),
                language=self._language,
                source=preset_voice_address(self._config_name, preset.name),
                attribution_name=preset.attribution,
                attribution_url=preset.origin.url,
                version=PRESETS_VERSION,
            )
            for preset in PRESETS
            if preset.language == self._language or self._cross_language
        ]

    def _name(self, preset: Preset) -> str:
        is_native = preset.language == self._language
        return preset.name if is_native else f"{preset.name}-{self._language}"

    def _title(self, preset: Preset) -> str:
        is_native = preset.language == self._language
        return preset.title if is_native else f"{preset.title} ({preset.language} accent)"

    def _own(self, voice: OwnVoice) -> Voice:
        return Voice(
            name=voice.name,
            description=f"{voice.name} - own voice",
            language=self._language,
            source=str(voice.path),
            attribution_name="Own voice",
            attribution_url="",
            version=voice.version,
            file_name=voice.file_name,
        )

    def _arrange(self, voices: dict[str, Voice], left_out: Mapping[str, Voice]) -> _Shelf:
        name = self._default_name(voices)
        if name is None:
            return _Shelf((), None, {}, left_out)
        # Home Assistant sorts by description, and its first voice becomes the pipeline's.
        default = replace(voices[name], description=DEFAULT_MARK + voices[name].description)
        ordered = sorted({**voices, name: default}.values(), key=lambda v: (v.description, v.name))
        spellings = {spelling(voice.name): voice for voice in reversed(ordered)}
        return _Shelf(tuple(ordered), default, spellings, left_out)

    def _default_name(self, voices: dict[str, Voice]) -> str | None:
        wish = self._default_voice
        if wish:
            spellings = {spelling(name): name for name in sorted(voices, reverse=True)}
            found = wish if wish in voices else spellings.get(spelling(wish))
            if found is not None:
                self._default_logged = None
                return found
        preset = DEFAULT_PRESETS.get(self._language)
        name = preset if preset in voices else min(voices, default=None)
        # The option is English's default voice until a person chooses one.
        chosen = wish and spelling(wish) != DEFAULT_PRESETS["en"]
        if chosen and name is not None and name != self._default_logged:
            self._default_logged = name
            _LOGGER.warning(
                "DEFAULT_VOICE=%s is not a voice of this model (%s); %r is the default instead.",
                wish,
                self._language,
                name,
            )
        return name


def spelling(name: str) -> str:
    """Return a name as requests are compared: people write what they see, `Bill Boerst`."""
    return unicodedata.normalize("NFC", name).casefold().replace(" ", "_")
