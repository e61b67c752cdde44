"""The entries of voices.yaml put over the voices of one model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.voices.voice_settings import FILE_NAME, VoiceSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.voices.catalogue import Voice


@dataclass(slots=True)
class Applied:
    """Voices and left-out ones by name, with the entries; `used`: the names of those that fitted.

    `problems`: a sentence for each entry that can never do what it says.
    """

    voices: dict[str, Voice]
    left_out: dict[str, str]
    used: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def apply_entries(
    voices: Mapping[str, Voice],
    left_out: Mapping[str, str],
    entries: Mapping[str, VoiceSettings],
    language: str,
) -> Applied:
    """Change the voices of one model, whose language is given, and add those of their own."""
    applied = Applied(dict(voices), dict(left_out))
    for name, entry in entries.items():
        if entry.voice is None:
            _change(applied, name, entry, language)
    for name, entry in entries.items():
        if entry.voice is not None and entry.language in (None, language):
            _add(applied, name, entry, entry.voice, language)
    return applied


def _change(applied: Applied, name: str, entry: VoiceSettings, language: str) -> None:
    voice = applied.voices.get(name)
    if voice is None:
        if name in applied.left_out:
            applied.used.add(name)
        return
    applied.used.add(name)
    if entry.language not in (None, language):
        if voice.file_name:  # it belongs to the model of another language
            del applied.voices[name]
            return
        applied.problems.append(
            f"{FILE_NAME}: {name!r} is a preset voice, whose language is its model's: leave "
            "language out."
        )
    applied.voices[name] = _with(voice, entry)


def _add(applied: Applied, name: str, entry: VoiceSettings, wanted: str, language: str) -> None:
    """Add a voice that sounds like another, in the same language or, `alba-de`, in this one."""
    names = (wanted, f"{wanted}-{language}")
    base = next((applied.voices[one] for one in names if one in applied.voices), None)
    if base is not None:
        settings = _over(base.settings, entry)
        applied.used.add(name)
        applied.voices[name] = _with(replace(base, name=name, description=name), settings)
        return
    why = next((applied.left_out[one] for one in names if one in applied.left_out), None)
    if why is not None:
        applied.used.add(name)
        applied.left_out[name] = why


def _with(voice: Voice, settings: VoiceSettings) -> Voice:
    return replace(voice, settings=settings, description=settings.description or voice.description)


def _over(base: VoiceSettings, entry: VoiceSettings) -> VoiceSettings:
    """Return an entry with what only the voice that it sounds like says."""
    return replace(
        entry,
        speed=base.speed if entry.speed is None else entry.speed,
        gain_db=base.gain_db if entry.gain_db is None else entry.gain_db,
    )
