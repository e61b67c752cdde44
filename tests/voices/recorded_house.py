"""A folder of recordings, and models that make voices of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import soundfile

from audio.signals import RATE_HZ, speech
from pocket_tts_wyoming.voices.making import VoiceMaking
from pocket_tts_wyoming.voices.recorded import RecordedVoices
from pocket_tts_wyoming.voices.recordings import RecordingFolder
from voices.frame_means import FrameMeans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pocket_tts_wyoming.voices.making import VoiceModel
    from pocket_tts_wyoming.voices.recording_model import NotYetError

TEXT = "Seventeen owls are watching the lazy dog from an old oak tree near the river, it is late."


@dataclass(eq=False)
class Language:
    """A RecordingModel; `refusal` is raised instead of a model."""

    language: str
    is_main: bool
    is_known: bool = True
    refusal: NotYetError | None = None
    arithmetic: FrameMeans = field(default_factory=FrameMeans)
    fetched: int = 0

    @property
    def identity(self) -> object:
        return self.arithmetic.model

    def local(self) -> VoiceModel | None:
        return None if self.refusal else self.arithmetic

    def fetch(self) -> VoiceModel:
        self.fetched += 1
        if self.refusal is not None:
            raise self.refusal
        return self.arithmetic


class House:
    """A folder, two models and a clock."""

    def __init__(self, path: Path) -> None:
        self.folder = path / "voices"
        self.cache = path / "cache"
        self.folder.mkdir()
        self.now = 0.0
        self.entries: dict[str, str] = {}
        self.english = Language("en", is_main=True)
        self.german = Language("de", is_main=False, arithmetic=FrameMeans(model="m2"))
        self.news = 0
        self.start()

    def start(self) -> None:
        """Begin anew, as after a restart."""
        making = VoiceMaking(self.cache)
        folder = RecordingFolder(
            self.folder, ("de", "en", "fr"), (".safetensors",), lambda: self.now, making.digests
        )
        self.voices = RecordedVoices(
            folder, making, (self.english, self.german), self.entries.get, lambda: self.now
        )
        self.voices.news = self.count_news

    def count_news(self) -> None:
        self.news += 1

    def add(self, name: str, voice: str = "en") -> Path:
        path = self.folder / name
        soundfile.write(path, speech(TEXT, voice), RATE_HZ)
        return path

    def settle(self) -> None:
        self.voices.look()
        self.now += 2
        self.voices.look()

    def make_all(self, between: Callable[[], object] = lambda: None) -> None:
        while self.voices.make_next(between):
            pass

    def names(self, model: Language) -> list[str]:
        return sorted(voice.name for voice in self.voices.shelf(model).voices)

    def left_out(self, model: Language) -> Mapping[str, str]:
        return self.voices.shelf(model).left_out
