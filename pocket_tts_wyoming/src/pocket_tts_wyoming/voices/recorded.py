"""The voices that recordings become: what exists, what is being made, and what cannot be made."""

from __future__ import annotations

import contextlib
import logging
import math
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pocket_tts_wyoming.voices.decoding import RecordingError
from pocket_tts_wyoming.voices.folder import OwnVoice, version_of
from pocket_tts_wyoming.voices.making import RecordingChangedError
from pocket_tts_wyoming.voices.recording_model import NotYetError, StopMakingError
from pocket_tts_wyoming.voices.recordings import FoundRecording
from pocket_tts_wyoming.voices.wanted import unwanted, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.voices.making import MadeVoice, VoiceMaking, VoiceModel
    from pocket_tts_wyoming.voices.recording_model import RecordingModel
    from pocket_tts_wyoming.voices.recordings import Listing, RecordingFolder
    from pocket_tts_wyoming.voices.wanted import WantedVoice

_LOGGER = logging.getLogger(__name__)

# What the page is told, which has these words in seven languages.
STORED: Final = "stored"
BEING_MADE: Final = "being made"
WAITING_FOR_MODEL: Final = "waiting for the model"
WAITING_FOR_TOKEN: Final = "waiting for the token"  # noqa: S105 - a word for people

# The same, as the end of a sentence in the log or in an error.
_REASONS: Final = {
    STORED: "its recording is being copied",
    BEING_MADE: "it is being made from its recording; try again in a moment",
    WAITING_FOR_MODEL: "it is made from its recording as soon as the model is there",
    WAITING_FOR_TOKEN: "it waits for the Hugging Face token; the server's log has the steps",
}
RETRY_SECONDS: Final = (10.0, 30.0, 60.0, 300.0)
"""The waits after what may pass by itself, such as a missing network; the last one repeats."""


@dataclass(frozen=True, slots=True)
class RecordedShelf:
    """One model's voices of recordings, and why others cannot be used, by name."""

    voices: tuple[OwnVoice, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Made:
    voice: MadeVoice
    stamp: tuple[int, int] | None
    identity: object


@dataclass(frozen=True, slots=True)
class _Delay:
    """Something that has to wait: what people are told, after how many attempts, until when."""

    status: str
    attempts: int
    until: float


class RecordedVoices:
    """Keeps the voices of a folder's recordings in step with it, for all models of a server.

    `look` and `make_next` block, each on a thread of its own: `look` for as long as it takes to
    list the folder, `make_next` for seconds. Everything else may be called from any thread.
    `language_of` returns the language that voices.yaml gives the recordings of a name. `news` is
    called when there may be something to make or to look at again.
    """

    def __init__(
        self,
        folder: RecordingFolder,
        making: VoiceMaking,
        models: Sequence[RecordingModel],
        language_of: Callable[[str], str | None],
        clock: Callable[[], float],
    ) -> None:
        self._folder, self._making, self._models = folder, making, tuple(models)
        self._language_of, self._clock = language_of, clock
        self.news: Callable[[], None] = lambda: None
        self._lock = threading.Lock()  # held for looking things up only
        self._jobs: tuple[WantedVoice, ...] = ()
        self._waiting: tuple[WantedVoice, ...] = ()  # their files may be incomplete
        self._unreadable: tuple[tuple[WantedVoice, str], ...] = ()
        self._made: dict[tuple[int, str], _Made] = {}
        self._refused: dict[tuple[int, str], str] = {}
        self._delays: dict[tuple[int, str] | int, _Delay] = {}
        self._unused: dict[str, str] = {}
        self._said: set[str] = set()

    # the folder ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the folder, and find what was made of its recordings before."""
        try:
            listing = self._folder.list()
        except OSError:  # VoiceFolder logs it
            return
        copied = [self._copied(name) for name in listing.waiting]
        jobs = tuple(wanted(listing.recordings, self._models, self._language_of))
        waiting = tuple(wanted(copied, self._models, self._language_of))
        reasons = dict(listing.left_out)
        there = [self._copied(name) for name in sorted(listing.unreadable)]
        unreadable = wanted(there, self._models, self._language_of)
        self._unreadable = tuple((job, reasons[job.recording.path.name]) for job in unreadable)
        self._unused = self._left_out(listing, jobs)
        keys = {job.key for job in jobs}
        with self._lock:
            self._jobs, self._waiting = jobs, waiting
            self._made = {key: made for key, made in self._made.items() if key in keys}
            self._refused = {key: why for key, why in self._refused.items() if key in keys}
            self._delays = {
                what: delay
                for what, delay in self._delays.items()
                if what in keys or isinstance(what, int)
            }
        self._find_made(jobs)
        if listing.is_complete:
            self._forget_others({recording.digest for recording in listing.recordings})
        if waiting or self._next_job() is not None:
            self.tell_news()

    def tell_news(self) -> None:
        """Call `news`, whatever it is now."""
        self.news()

    @property
    def has_recordings(self) -> bool:
        """Whether there are files that are, or may become, voices."""
        return bool(self._jobs or self._waiting)

    @property
    def is_being_copied(self) -> bool:
        """Whether a file has to be looked at again before it is believed."""
        return bool(self._waiting)

    def _copied(self, file_name: str) -> FoundRecording:
        name, language = self._folder.split(file_name)
        return FoundRecording(name, language, self._folder.path / file_name, "", 0.0)

    def _left_out(self, listing: Listing, jobs: Sequence[WantedVoice]) -> dict[str, str]:
        """Say which files are not used, and return why recordings are not, by name."""
        left_out = {**dict(listing.left_out), **unwanted(listing, jobs, self._language_of)}
        for file_name, why in left_out.items():
            # A recording beside the state that was exported from it is in its right place.
            level = logging.INFO if file_name in listing.replaced else logging.WARNING
            self._say(level, f"{file_name!r} in VOICES_DIR is not used: {why}.")
        return {
            self._folder.split(file_name)[0]: f"It is not used: {why}."
            for file_name, why in left_out.items()
            if file_name not in listing.replaced and self._folder.is_recording(file_name)
        }

    def _find_made(self, jobs: Sequence[WantedVoice]) -> None:
        local: dict[int, VoiceModel | None] = {}
        for job in jobs:
            known = self._made_voice(job)
            if job.key in self._refused or (
                known is not None and known.stamp == _stamp(known.voice.state)
            ):
                continue
            if job.place not in local:
                local[job.place] = self._models[job.place].local()
            model = local[job.place]
            made: MadeVoice | None = None
            if model is not None:
                with contextlib.suppress(OSError, ValueError):  # of the model; `make_next` says so
                    made = self._making.made(job.recording.digest, model)
            with self._lock:
                self._made.pop(job.key, None)
                if made is not None:
                    identity = self._models[job.place].identity
                    self._made[job.key] = _Made(made, _stamp(made.state), identity)

    def _forget_others(self, digests: set[str]) -> None:
        try:
            self._making.keep_only(digests)
        except OSError as error:
            reason = error.strerror or str(error)
            self._say(
                logging.WARNING, f"What was made from deleted recordings stays for now: {reason}."
            )

    # the work ------------------------------------------------------------------------------------

    def make_next(self, between: Callable[[], object]) -> bool:
        """Make one voice that is missing; returns whether anything may have changed.

        `between` is called between pieces of work of some 50 ms: it may wait, or raise
        StopMakingError.
        """
        job = self._next_job()
        if job is None:
            return False
        try:
            model = self._models[job.place].fetch()
        except NotYetError as error:
            self._delay(job.place, error.status, str(error))
            return False
        with self._lock:
            self._delays.pop(job.place, None)
        try:
            made = self._make(job, model, between)
        except _UnwantedError:
            return True
        except (RecordingChangedError, FileNotFoundError):
            self._delay(job.key, BEING_MADE)  # the next look sees why
        except RecordingError as error:
            self._refuse(job, str(error))
        except OSError as error:
            sentence = f"It cannot be made now: {error.strerror or error}."
            self._delay(job.key, sentence, f"The voice {job.name!r}: {sentence}")
        except StopMakingError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".rstrip(".")
            _LOGGER.debug("Making the voice %r failed", job.name, exc_info=True)
            self._refuse(job, f"Making the voice failed ({reason}).")
        else:
            self._keep(job, made)
        return True

    def _make(
        self, job: WantedVoice, model: VoiceModel, between: Callable[[], object]
    ) -> MadeVoice:
        def between_if_wanted() -> None:
            if all(one.key != job.key for one in self._jobs):
                raise _UnwantedError
            between()

        recording = job.recording
        return self._making.make(recording.path, recording.digest, model, between_if_wanted)

    def _keep(self, job: WantedVoice, made: MadeVoice) -> None:
        with self._lock:
            identity = self._models[job.place].identity
            self._made[job.key] = _Made(made, _stamp(made.state), identity)
            self._delays.pop(job.key, None)
        file_name = job.recording.path.name
        _LOGGER.info(
            "The voice %r was made from %r: %.1f s of speech",
            job.name,
            file_name,
            made.spoken_seconds,
        )
        for warning in made.warnings:
            self._say(logging.WARNING, f"The recording {file_name!r}: {warning}")

    def seconds_until_retry(self) -> float | None:
        """Return how long until something that has to wait can be tried again."""
        with self._lock:
            untils = [self._not_before(job) for job in self._jobs if self._is_missing(job)]
        return max(0.0, min(untils) - self._clock()) if untils else None

    def _next_job(self) -> WantedVoice | None:
        now = self._clock()
        with self._lock:
            return next(
                (
                    job
                    for job in self._jobs
                    if self._is_missing(job) and self._not_before(job) <= now
                ),
                None,
            )

    def _is_missing(self, job: WantedVoice) -> bool:
        known = self._made_voice(job) is not None or job.key in self._refused
        return not known and self._models[job.place].is_known

    def _made_voice(self, job: WantedVoice) -> _Made | None:
        made = self._made.get(job.key)
        identity = self._models[job.place].identity
        return made if made is not None and made.identity == identity else None

    def _not_before(self, job: WantedVoice) -> float:
        delays = (self._delays.get(job.place), self._delays.get(job.key))
        return max((delay.until for delay in delays if delay is not None), default=-math.inf)

    def _delay(self, what: tuple[int, str] | int, status: str, sentence: str = "") -> None:
        with self._lock:
            before = self._delays.get(what)
            attempts = 0 if before is None else before.attempts + 1
            seconds = RETRY_SECONDS[min(attempts, len(RETRY_SECONDS) - 1)]
            self._delays[what] = _Delay(status, attempts, self._clock() + seconds)
        if sentence:
            self._say(logging.WARNING, sentence)

    def _refuse(self, job: WantedVoice, why: str) -> None:
        with self._lock:
            self._refused[job.key] = why
        # Without the voice's name, so that it is one line for the voices of all languages.
        file_name = job.recording.path.name
        self._say(logging.WARNING, f"{file_name!r} cannot become a voice: {why}")

    # what is known -------------------------------------------------------------------------------

    def shelf(self, model: RecordingModel) -> RecordedShelf:
        """Return a model's voices; only those that can speak are among them."""
        place = self._models.index(model)
        voices: list[OwnVoice] = []
        left_out = {job.name: why for job, why in self._unreadable if job.place == place}
        with self._lock:
            for job in self._waiting:
                if job.place == place:
                    left_out[job.name] = _REASONS[STORED]
            for job in self._jobs:
                if job.place != place:
                    continue
                made = self._made_voice(job)
                if made is None:
                    status = self._status(job)
                    left_out[job.name] = _REASONS.get(status, status.rstrip("."))
                else:
                    recording = job.recording
                    version = version_of(int(recording.modified_at * 1e9))
                    voices.append(OwnVoice(job.name, made.voice.state, version, recording.name))
        return RecordedShelf(tuple(voices), left_out)

    def file_names(self) -> Mapping[str, str]:
        """Return what the recording of each voice is called, without language and ending."""
        return {job.name: job.recording.name for job in (*self._waiting, *self._jobs)}

    def status(self) -> Mapping[str, str]:
        """Return a word or a sentence for each voice that is not ready, or that has a warning.

        Names of recordings that become no voice of any model are among them.
        """
        found = dict(self._unused)
        with self._lock:
            for job in self._waiting:
                found[job.name] = STORED
            for job in self._jobs:
                made = self._made_voice(job)
                text = self._status(job) if made is None else " ".join(made.voice.warnings)
                if text:
                    found[job.name] = text
        return found

    def _status(self, job: WantedVoice) -> str:
        """With the lock held."""
        if job.key in self._refused:
            return self._refused[job.key]
        for delay in (self._delays.get(job.place), self._delays.get(job.key)):
            if delay is not None:
                return delay.status
        return BEING_MADE if self._models[job.place].is_known else WAITING_FOR_MODEL

    def _say(self, level: int, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            _LOGGER.log(level, "%s", sentence)


class _UnwantedError(Exception):
    """The recording that is worked on was removed."""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
