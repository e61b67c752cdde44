"""Catalogues with a folder of voices that tests fill."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.state_file import StateShape
from support.voice_states import voice_state

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = StateShape(6, 2, 4)
LONG_AGO = 1_700_000_000.0


def add(folder: Path, name: str, content: bytes | None = None, age_seconds: float = 60.0) -> Path:
    path = folder / name
    path.write_bytes(voice_state() if content is None else content)
    os.utime(path, (LONG_AGO - age_seconds, LONG_AGO - age_seconds))
    return path


def catalogue(
    language: str = "en",
    config_name: str | None = "english",
    voices_dir: Path | None = None,
    default_voice: str | None = "alba",
    shape: StateShape | None = SHAPE,
    *,
    refresh: bool = True,
    strict: bool = False,
) -> Catalogue:
    made = Catalogue(
        language,
        config_name,
        voices_dir,
        default_voice,
        shape,
        now=lambda: LONG_AGO,
        strict=strict,
    )
    if refresh:
        made.refresh()
    return made


def names(of: Catalogue) -> list[str]:
    return [voice.name for voice in of.voices()]
