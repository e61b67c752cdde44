"""One run: whose speech is heard, in which order, and what becomes of each answer."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias

from hearing import judge
from hearing.report import save_recording
from hearing.sameness import measure_sameness
from hearing.speak import (
    FP32,
    INT8,
    LIBRARY,
    RATE_HZ,
    SPARE,
    NoAnswerError,
    ServerSpeaker,
    server_speaker,
)
from hearing.takes import Failure, Group, Take
from hearing.texts import reported, sentence_for_voices, texts_of
from pocket_tts_wyoming.errors import SettingsError, SpeechError
from pocket_tts_wyoming.models.store.files import fetch_model, find_variant
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS, preset_voice_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hearing.limits import Limits
    from hearing.recognise import Recogniser
    from hearing.speak import Speaker
    from hearing.takes import Run
    from hearing.texts import Text
    from pocket_tts_wyoming.models.store.files import ModelVariant

_LOGGER = logging.getLogger(__name__)
# Nothing is ever cut, so what the prefix sounds like can be heard.
_UNCUT: Final = {"PREFIX_MIN_DURATION": "0", "PREFIX_MAX_DURATION": "0"}

Part: TypeAlias = Literal["texts", "voices", "prefix", "sameness"]
ALL_ENGINES: Final = (LIBRARY, FP32, INT8)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to hear of one model: `variant` as in MODEL_VARIANT."""

    variant: str
    parts: tuple[Part, ...]
    engines: tuple[str, ...] = ALL_ENGINES


@dataclass(frozen=True, slots=True)
class Choice:
    """How much is heard of each model.

    `texts`: those of a language, said by `voice` (None: the default one). `most_voices`: None for
    all. `frames`: of the comparison with the library. `seed` None: each take sounds different.
    """

    texts: Callable[[str], Sequence[Text]] = texts_of
    voice: str | None = None
    most_voices: int | None = None
    frames: int = 50
    seed: int | None = 1

    @classmethod
    def quick(cls) -> Self:
        """Return a fifth of everything."""
        return cls(partial(texts_of, quick=True), most_voices=3, frames=12)

    @classmethod
    def own_text(cls, text: str, voice: str | None) -> Self:
        """Return a text of somebody's own, which may be garbled one time and not the next."""
        return cls(lambda _language: reported(text), voice, seed=None)


def open_hub(cache_dir: Path | None = None, endpoint: str | None = None) -> Hub:
    """Return a hub that sends no token, so that only open weights are heard; see Hub."""
    hub = Hub(cache_dir=cache_dir, endpoint=endpoint)
    hub.token = None
    return hub


class Session:
    """Hears one plan after the other, and notes everything in `run`."""

    def __init__(
        self,
        run: Run,
        folder: Path,
        recogniser: Recogniser,
        limits: Limits,
        hub: Hub,
        choice: Choice,
    ) -> None:
        self._run = run
        self._folder = folder
        self._recogniser = recogniser
        self._limits = limits
        self._hub = hub
        self._choice = choice
        self._seed = {"SEED": "" if choice.seed is None else str(choice.seed)}

    def hear(self, plan: Plan) -> None:
        """Hear all parts of a plan; what cannot be had is a failure, and the rest goes on."""
        found = find_variant(plan.variant)
        parts: dict[Part, Callable[[Plan, ModelVariant], None]] = {
            "texts": self._hear_texts,
            "voices": self._hear_voices,
            "prefix": self._hear_prefix,
            "sameness": self._compare,
        }
        for part in plan.parts:
            with self._noting_failures(f"{found.name}, {part}"):
                parts[part](plan, found)

    @contextmanager
    def _noting_failures(self, where: str) -> Iterator[None]:
        """Make a failure of what cannot be had; the details may hold paths and are only logged."""
        try:
            yield
        except (SpeechError, OSError, AssertionError) as error:
            _LOGGER.error("%s: %s", where, error)  # noqa: TRY400 - no traceback for a missing file
            reason = "The terminal, or the job's log, says why."
            self._run.failures.append(Failure(where, "could not be heard", reason))

    async def hear_all(
        self, speaker: Speaker, group: Group, texts: Iterable[tuple[Text, str | None]]
    ) -> Group:
        """Return a group with a take of each text (and voice; None is the default one)."""
        takes = [await self._take(speaker, group, text, voice) for text, voice in texts]
        return Group(group.model, group.language, group.engine, group.part, takes)

    async def _take(self, speaker: Speaker, group: Group, text: Text, voice: str | None) -> Take:
        try:
            spoken = await speaker.speak(text, voice)
        except NoAnswerError as error:
            return judge.no_answer(text, str(error), group.language, voice or "")
        name = text.name if voice is None else f"{text.name}-{voice}"
        place = (group.model, group.engine, group.part, name)
        take = judge.judge_take(
            text,
            spoken,
            RATE_HZ,
            self._recogniser.transcribe(spoken.samples, RATE_HZ, group.language),
            group.language,
            self._limits,
            voice=voice or "",
            file=save_recording(self._folder, place, spoken.samples, RATE_HZ),
        )
        return take if voice is None else judge.with_loudness(take, spoken.samples, RATE_HZ)

    def _hear_texts(self, plan: Plan, found: ModelVariant) -> None:
        texts = [(text, self._choice.voice) for text in self._choice.texts(found.language)]
        if plan.engines != (SPARE,):
            fetch_model(plan.variant, self._hub)  # here, because the server's start has a limit
        library: Group | None = None
        for engine in plan.engines:
            empty = Group(found.name, found.language, engine, "texts", ())
            with (
                self._noting_failures(empty.name),  # of one engine; the others are heard
                server_speaker(plan.variant, engine, **self._seed) as speaker,
            ):
                group = asyncio.run(self.hear_all(speaker, empty, texts))
                if engine == LIBRARY:
                    library = group
                elif library is not None:
                    group = judge.against_library(group, library, self._limits)
                self._add(group)

    def _hear_voices(self, plan: Plan, found: ModelVariant) -> None:
        text = sentence_for_voices(found.language)
        empty = Group(found.name, found.language, INT8, "voices", ())
        options = {"CROSS_LANGUAGE_VOICES": "true", **self._seed}
        with server_speaker(plan.variant, INT8, **options) as speaker:
            names = asyncio.run(_preset_voices(speaker))[: self._choice.most_voices]
            self._add(asyncio.run(self.hear_all(speaker, empty, [(text, name) for name in names])))

    def _hear_prefix(self, plan: Plan, found: ModelVariant) -> None:
        fetch_model(plan.variant, self._hub)
        texts = [
            (text, None)
            for text in self._choice.texts(found.language)
            if text.kind in ("short", "first")
        ]
        for part, options in (("prefix", {}), ("uncut", _UNCUT)):
            empty = Group(found.name, found.language, FP32, part, ())
            with server_speaker(
                plan.variant, FP32, SACRIFICIAL_PREFIX="on", **options, **self._seed
            ) as speaker:
                self._add(asyncio.run(self.hear_all(speaker, empty, texts)))

    def _compare(self, plan: Plan, found: ModelVariant) -> None:
        with tempfile.TemporaryDirectory(prefix="heard-") as folder:
            self._run.sameness += measure_sameness(
                fetch_model(plan.variant, self._hub),
                self._voice_state(found),
                texts_of(found.language)[0].written,
                ("fp32", "int8"),
                self._choice.frames,
                Path(folder) / "work",
            )

    def _voice_state(self, found: ModelVariant) -> Path:
        """Return the state of the model's default voice, or one of VOICES_DIR's."""
        if found.config_name is not None:
            voice = DEFAULT_PRESETS[found.language]
            return self._hub.fetch(preset_voice_address(found.config_name, voice))
        states = sorted(Path(os.environ.get("VOICES_DIR") or ".").glob("*.safetensors"))
        if not states:
            raise SettingsError("VOICES_DIR: set a folder with a voice state of this model.")
        return states[0]

    def _add(self, group: Group) -> None:
        self._run.groups.append(group)
        marked = sum(bool(take.marks) for take in group.takes)
        _LOGGER.info(
            "%s: %d takes, word error rate %.1f %%, %d with marks",
            group.name,
            len(group.takes),
            100 * group.word_error_rate,
            marked,
        )


async def _preset_voices(speaker: ServerSpeaker) -> list[str]:
    presets = {preset.name for preset in PRESETS}
    return [name for name in await speaker.voices() if name.partition("-")[0] in presets]
