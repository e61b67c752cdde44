"""What the HTTP door needs from the rest of the server, as narrow as it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.speech.speech import Request
    from pocket_tts_wyoming.voices.catalogue import Voice

T = TypeVar("T")


class UtteranceRecord(Protocol):
    """What the meter measured of one utterance; the fields that this room reads.

    `outcome` is complete, spare, stopped or failed. None stands for what did not come about.
    """

    @property
    def voice(self) -> str: ...  # noqa: D102 - a field
    @property
    def characters(self) -> int: ...  # noqa: D102 - a field
    @property
    def outcome(self) -> str: ...  # noqa: D102 - a field
    @property
    def first_audio_seconds(self) -> float | None: ...  # noqa: D102 - a field
    @property
    def audio_seconds(self) -> float: ...  # noqa: D102 - a field
    @property
    def rtf(self) -> float | None: ...  # noqa: D102 - a field
    @property
    def sent_bytes(self) -> int: ...  # noqa: D102 - a field
    @property
    def gaps(self) -> int: ...  # noqa: D102 - a field
    @property
    def gap_seconds(self) -> float: ...  # noqa: D102 - a field


class Speaks(Protocol):
    """Something that speaks requests, as `speech.Speech` does."""

    @property
    def sample_rate_hz(self) -> int:
        """Of all audio."""

    def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Yield PCM, the first item empty; raises SpeechError."""


class Disk(Protocol):
    """The thread that small files are read and written on."""

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function there; raises what it raises."""


class Recordings(Protocol):
    """The service that makes voices from recordings."""

    def status(self) -> Mapping[str, str]:
        """Return a word or a sentence for each voice that is not ready, or has a warning."""

    def file_names(self) -> Mapping[str, str]:
        """Return what the files of each voice are called, without language and ending."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """One model as people are shown it; `resident_bytes` None is unknown."""

    name: str
    language: str
    loaded: bool
    resident_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Backend:
    """The server's parts behind the HTTP door.

    `speech` speaks. `voices` gives the catalogue, from memory; `default_voice` raises SettingsError
    if there is none. `ready` returns when the model can speak and raises ModelNotReadyError at once
    if it cannot. `show` gives what a voice would speak, None the default one. `refresh` reads the
    folder of voices and the lexicon again, and `renamed` lets what is known of a voice follow its
    files; both on the thread of `disk`. `voices_dir`, `lexicon` and `recordings` are None where
    they are off.
    """

    speech: Speaks
    voices: Callable[[], Sequence[Voice]]
    default_voice: Callable[[], Voice]
    ready: Callable[[], Awaitable[None]]
    show: Callable[[str, str | None], Awaitable[Sequence[str]]]
    models: Callable[[], Sequence[ModelState]]
    refresh: Callable[[], None]
    renamed: Callable[[str, str], None]
    disk: Disk
    clock: Callable[[], float]
    voices_dir: Path | None = None
    lexicon: Path | None = None
    recordings: Recordings | None = None
