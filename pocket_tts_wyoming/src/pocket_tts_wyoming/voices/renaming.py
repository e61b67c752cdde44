"""Another name for voices in the text of voices.yaml, everything else as it was written."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.voices.voice_settings import VoiceSettingsError, parse_voice_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

_VOICE = "voice"


def rename_in_file(path: Path, new_names: Mapping[str, str], languages: Collection[str]) -> bool:
    """Rename voices in a file; False if that cannot be done, or need not be. Raises OSError."""
    # As it is, with its line ends and whatever else is in it.
    source = regular_file.read_bytes(path).decode("utf-8", "surrogateescape")
    text = renamed(source, new_names, languages)
    if text is not None:
        disk.write(path.resolve(), text.encode("utf-8", "surrogateescape"))
    return text is not None


def renamed(source: str, new_names: Mapping[str, str], languages: Collection[str]) -> str | None:
    """Return the text with new names for entries and for what sounds like them.

    Only the names themselves are written again, so comments and order stay. None if nothing is to
    be changed, or if the result would not say exactly that: the file is a person's.
    """
    try:
        before = parse_voice_settings(source, languages)
        text = source
        for node in reversed(list(_names(source, new_names))):
            name = _quoted(new_names[_value(node)])
            text = text[: node.start_mark.index] + name + text[node.end_mark.index :]
        after = parse_voice_settings(text, languages)
    except (VoiceSettingsError, yaml.YAMLError):
        return None
    wanted = {
        new_names.get(name, name): replace(
            settings, voice=new_names.get(settings.voice or "", settings.voice)
        )
        for name, settings in before.entries.items()
    }
    is_right = dict(after.entries) == wanted and len(after.problems) == len(before.problems)
    return text if text != source and is_right else None


def _names(source: str, wanted: Collection[str]) -> Iterator[yaml.Node]:
    """Yield the places of names, in the order of the text."""
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if _value(key) in wanted:
            yield key
        for word, said in value.value if isinstance(value, yaml.MappingNode) else ():
            if _value(word) == _VOICE and _value(said) in wanted:
                yield said


def _value(node: yaml.Node) -> str:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    return unicodedata.normalize("NFC", text).strip()


def _quoted(name: str) -> str:
    """Return a name as YAML writes it, in quotes where it needs them."""
    text: str = yaml.safe_dump(name, allow_unicode=True, default_flow_style=True)
    return text.removesuffix("...\n").strip()
