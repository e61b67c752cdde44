"""How loud each voice is: found out once, while nobody speaks.

The model does not copy the level of a recording, so the level of a voice is known only when it has
spoken: two fixed sentences, once for each voice and model, some 0.6 s of work.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

import numpy as np

from pocket_tts_wyoming.audio.loudness import gain_db, integrated_loudness
from pocket_tts_wyoming.audio.samples import empty
from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.models.engine import Prompt, VoiceSource
from pocket_tts_wyoming.text.languages import profile_of
from pocket_tts_wyoming.voices.level_store import DECIMALS, key_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.model import Model
    from pocket_tts_wyoming.voices.catalogue import Voice
    from pocket_tts_wyoming.voices.level_store import LevelStore

_LOGGER = logging.getLogger(__name__)

# An assistant that has answered is often asked again at once.
IDLE_SECONDS = 5.0
_SEED = 1
_SPARE = "espeak-ng"

T = TypeVar("T")

_Identity: TypeAlias = tuple[str, VoiceSource]


class Disk(Protocol):
    """The thread that small files are read and written on."""

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function there; raises what it raises."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose level is asked for: a voice of a model, or the spare voice of a language."""

    identity: _Identity
    name: str
    engine: Engine = field(compare=False)
    language: str
    file_name: str = ""
    is_spare: bool = False
    is_awake: Callable[[], bool] = field(default=lambda: True, compare=False)
    in_use: Callable[[], AbstractContextManager[None]] = field(default=nullcontext, compare=False)

    @property
    def sample(self) -> Sequence[str]:
        return profile_of(self.language).sample


class Levels:
    """Knows the gain of each voice, and measures those that were used. Belongs to the event loop.

    `target_lufs`: how loud all are to be. `store` keeps what was found; it is used on `disk`.
    """

    def __init__(self, target_lufs: float, store: LevelStore, disk: Disk) -> None:
        self._target_lufs = target_lufs
        self._store = store
        self._disk = disk
        self._found: dict[_Identity, float | None] = {}  # LUFS; None: there was nothing to measure
        self._keys: dict[_Identity, str] = {}  # of those that are to be measured
        self._wanted: dict[_Identity, _Subject] = {}
        self._speaking = 0
        self._somebody_speaks = asyncio.Event()
        self._changed = asyncio.Event()

    async def gain_db(self, model: Model, voice: Voice, name: str) -> float:
        """Return the gain of a voice, 0 until it is known; what is not known will be measured.

        `name`: what the log calls it. Reads the disk when a voice is first asked for.
        """
        return await self._gain_db(_of_voice(model, voice, name), wanted=True)

    async def spare_gain_db(self, model: Model, *, wanted: bool = False) -> float:
        """Return the gain of the voice that speaks while a model cannot; `wanted`: measure it."""
        spare = _of_spare(model)
        return 0.0 if spare is None else await self._gain_db(spare, wanted=wanted)

    @contextmanager
    def somebody_speaks(self) -> Iterator[None]:
        """Measure nothing while the block runs."""
        self._speaking += 1
        self._somebody_speaks.set()
        try:
            yield
        finally:
            self._speaking -= 1
            if not self._speaking:
                self._somebody_speaks.clear()
            self._changed.set()

    async def run(self) -> None:
        """Measure what is wanted whenever nobody has spoken for a while; ends when cancelled."""
        while True:
            await self._idle()
            subject = next(iter(self._wanted.values()))
            try:
                if await self._unless_somebody_speaks(subject):
                    # If it was not measured, it is wanted again at its next use.
                    self._wanted.pop(subject.identity, None)
            except SpeechError as error:
                _LOGGER.debug("The level of %s was not measured: %s", subject.name, error)
                self._wanted.pop(subject.identity, None)
            except Exception:
                _LOGGER.exception("The level of %s cannot be measured", subject.name)
                self._keep(subject, None)

    async def _gain_db(self, subject: _Subject, *, wanted: bool) -> float:
        identity = subject.identity
        if identity not in self._found and identity not in self._wanted:
            key = await self._disk.call(partial(self._key, subject))
            lufs = None if key is None else await self._disk.call(partial(self._store.read, key))
            if lufs is not None:
                self._found[identity] = lufs
            elif key is not None and wanted:
                self._keys[identity] = key
                self._wanted[identity] = subject
                self._changed.set()
        lufs = self._found.get(identity)
        return 0.0 if lufs is None else gain_db(lufs, self._target_lufs)

    def _key(self, subject: _Subject) -> str | None:
        model, voice = subject.identity
        if subject.is_spare:
            return key_of(_SPARE, subject.language, *subject.sample)
        return self._store.key(voice.address, model, *subject.sample)

    async def _idle(self) -> None:
        """Wait until there is something to measure, and nobody has spoken for IDLE_SECONDS."""
        while True:
            self._changed.clear()
            waits = self._speaking or not self._wanted
            try:
                async with asyncio.timeout(None if waits else IDLE_SECONDS):
                    await self._changed.wait()
            except TimeoutError:
                return

    async def _unless_somebody_speaks(self, subject: _Subject) -> bool:
        """Measure; False if somebody began to speak, for whom the model was left free at once."""
        measuring = asyncio.create_task(self._measure(subject))
        coming = asyncio.create_task(self._somebody_speaks.wait())
        tasks = {measuring, coming}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            outcome, _ = await asyncio.gather(measuring, coming, return_exceptions=True)
        if isinstance(outcome, Exception):
            raise outcome
        return not isinstance(outcome, asyncio.CancelledError)

    async def _measure(self, subject: _Subject) -> None:
        engine, (_, voice) = subject.engine, subject.identity
        samples = [empty()]
        with subject.in_use():
            if not subject.is_awake():
                return  # a model that was put away is not brought back for this
            _LOGGER.debug("%s is being measured", subject.name)
            frames = engine.frames(voice, _prompts(subject.sample), _SEED, paced=False)
            async with aclosing(frames):
                async for frame in frames:
                    if frame.spare_reason:
                        return
                    samples.append(frame.samples)
        measure = partial(integrated_loudness, np.concatenate(samples), engine.sample_rate_hz)
        measured = await self._disk.call(measure)
        # As it is read from the disk: a restart must not change the last bit of what is heard.
        lufs = None if measured is None else round(measured, DECIMALS)
        self._keep(subject, lufs)
        if lufs is None:
            return
        _LOGGER.info(
            "%s speaks at %.1f LUFS: %+.1f dB from now on",
            subject.name,
            lufs,
            gain_db(lufs, self._target_lufs),
        )
        try:
            key = self._keys[subject.identity]
            await self._disk.call(partial(self._store.write, key, lufs, subject.file_name))
        except OSError as error:
            _LOGGER.info("That cannot be kept, and is measured again: %s", error)

    def _keep(self, subject: _Subject, lufs: float | None) -> None:
        self._found[subject.identity] = lufs
        self._wanted.pop(subject.identity, None)


async def _prompts(texts: Sequence[str]) -> AsyncIterator[Prompt]:
    for text in texts:
        yield Prompt(text)


def _of_voice(model: Model, voice: Voice, name: str) -> _Subject:
    variant = model.variant
    source = VoiceSource(voice.source, voice.version)
    return _Subject(
        (variant.address, source),
        f"The voice {name}",
        model.engine,
        variant.language,
        voice.file_name,
        is_awake=model.is_awake,
        in_use=model.in_use,
    )


def _of_spare(model: Model) -> _Subject | None:
    if model.spare is None:
        return None
    language = model.variant.language
    identity = (_SPARE, VoiceSource(language))
    name = f"The spare voice ({language})"
    return _Subject(identity, name, model.spare, language, is_spare=True)
