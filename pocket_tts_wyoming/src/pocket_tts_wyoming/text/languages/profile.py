"""What the rest of the house may ask of a language without loading its tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A language in brief.

    `code`: ISO 639-1. `name`: in English and lower case, as Kyutai's model variants begin
    ("german_24l"). `default_voice`: the preset that speaks it where none was chosen. `sample`: two
    ordinary sentences, on which the loudness of a voice is measured.
    """

    code: str
    name: str
    default_voice: str
    sample: tuple[str, str]
