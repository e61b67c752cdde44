"""Makes the parts of a server from its settings, and connects them."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.audio.debug_wav import DebugWavFolder
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.malloc import give_model_back, keep_what_is_loaded
from pocket_tts_wyoming.models.batching.threads import ModelThreads
from pocket_tts_wyoming.models.choice import (
    ChosenEngine,
    automatic_variant,
    choose_engine,
    remove_unused_conversions,
)
from pocket_tts_wyoming.models.cloning import CloningModel
from pocket_tts_wyoming.models.engine import EngineOptions, VoiceSource
from pocket_tts_wyoming.models.espeak.engine import EspeakEngine
from pocket_tts_wyoming.models.espeak.process import EspeakProcess
from pocket_tts_wyoming.models.fallback import AbsentEngine, FallbackEngine
from pocket_tts_wyoming.models.loading import LoadingEngine, LoadProgress
from pocket_tts_wyoming.models.measured import Measured
from pocket_tts_wyoming.models.memory import (
    MEGABYTE,
    Memory,
    default_budget_bytes,
    resident_bytes,
)
from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models, server_name
from pocket_tts_wyoming.models.resting import RestingEngine
from pocket_tts_wyoming.models.room import Room
from pocket_tts_wyoming.models.size import expected_bytes
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.models.store.tensors import TensorStore
from pocket_tts_wyoming.settings import AUTOMATIC
from pocket_tts_wyoming.speech.levels import Levels
from pocket_tts_wyoming.speech.recorder import Recorder
from pocket_tts_wyoming.speech.sound_record import SoundRecord
from pocket_tts_wyoming.speech.speech import Speech, SpeechOptions
from pocket_tts_wyoming.text.normalize.lexicon_file import LexiconFile
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens
from pocket_tts_wyoming.threads import Worker
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.level_store import LevelStore
from pocket_tts_wyoming.voices.own_files import open_own_voices
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from pocket_tts_wyoming.voices.state_file import StateShape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.memory import Share
    from pocket_tts_wyoming.models.store.files import ModelVariant
    from pocket_tts_wyoming.settings import Settings
    from pocket_tts_wyoming.voices.own_files import OwnVoiceFiles

_LOGGER = logging.getLogger(__name__)

# The checkpoint that loses first words without it (kyutai-labs/pocket-tts issue 70).
PREFIX_MODELS = ("english_2026-01",)
# What MODEL_VARIANT=auto chooses from, the best one first; all offer the same voices.
AUTOMATIC_CHOICES = (
    "english",
    "english_18m_2026-10",
    "english_7m_2026-10",
    "english_2m_2026-10",
)
# A day of ordinary use; a small card can spare that much.
DEBUG_WAV_FILES = 200
DEBUG_WAV_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What a running server consists of.

    `loading` are the engines of `models` that load, the main one first; none with
    SPARE_VOICE=only. `threads` compute for all of them. `name` tells what the server speaks.
    `disk` is the thread for small files. `own_voices` is what VOICES_DIR holds, `room` what other
    work than speech waits for. `levels` measures voices; None with LOUDNESS=off. `sound` tells what
    sounds different now. `tidy` removes what no model of this server needs any more, when all have
    been loaded; it blocks on the disk.
    """

    name: str
    models: Models
    loading: tuple[LoadingEngine, ...]
    threads: ModelThreads
    speech: Speech
    disk: Worker
    lexicon: LexiconFile | None
    own_voices: OwnVoiceFiles
    room: Room
    levels: Levels | None
    sound: SoundRecord
    tidy: Callable[[], None]


def assemble(settings: Settings, clock: Callable[[], float]) -> Parts:
    """Make the parts; reads small files but no model. Raises SettingsError."""
    disk = Worker("small files", clock)
    lexicon = LexiconFile(settings.lexicon) if settings.lexicon is not None else None
    recorder = None
    if settings.debug_wav:
        folder = DebugWavFolder(settings.debug_wav_dir, DEBUG_WAV_FILES, DEBUG_WAV_BYTES, _LOGGER)
        recorder = Recorder(folder, disk, lambda: datetime.now().astimezone())
    variants = configured_variants(settings)
    maker = _ModelMaker(settings, lexicon, clock, variants)
    made = [maker.make(variant, is_main=variant is variants[0]) for variant in variants]
    models = Models([model for model, _ in made])
    store = LevelStore(maker.layout.own / "loudness", maker.layout.find, settings.voices_dir)
    maker.own_voices.levels = store
    levels = None if settings.loudness is None else Levels(settings.loudness, store, disk)
    speech = Speech(
        models,
        SpeechOptions(
            speed=settings.speed,
            sentence_pause_seconds=settings.sentence_pause,
            keepalive_seconds=settings.keepalive_silence,
            load_wait_limit_seconds=settings.load_wait_limit,
            seed=settings.seed,
        ),
        clock,
        recorder,
        levels,
    )
    loading = () if settings.spare_voice == "only" else tuple(engine for _, engine in made)
    maker.own_voices.refresh()
    # Two servers may share a folder of models.
    record = maker.layout.own / f"sound-{settings.wyoming_port}.json"
    return Parts(
        name=server_name(variants),
        models=models,
        loading=loading,
        threads=maker.threads,
        speech=speech,
        disk=disk,
        lexicon=lexicon,
        own_voices=maker.own_voices,
        room=maker.room,
        levels=levels,
        sound=SoundRecord(settings, record),
        tidy=partial(remove_unused_conversions, maker.layout),
    )


def main_variant(settings: Settings) -> ModelVariant:
    """Return the main model; with `auto` the one that it is on a machine that is fast enough.

    A model that only gives the spare voice its language need not exist: English takes its place.
    """
    name = settings.model_variant
    try:
        return find_variant(AUTOMATIC_CHOICES[0] if name == AUTOMATIC else name)
    except SettingsError as error:
        if settings.spare_voice != "only":
            raise
        _LOGGER.warning("%s The spare voice speaks English.", error)
        return find_variant(AUTOMATIC_CHOICES[0])


def configured_variants(settings: Settings) -> Sequence[ModelVariant]:
    """Return the main model and the further ones, each once; raises SettingsError."""
    variants = {(main := main_variant(settings)).address: main}
    for name in settings.more_models:
        try:
            variant = find_variant(name)
        except SettingsError as error:
            message = str(error).replace("MODEL_VARIANT", "MORE_MODELS", 1)
            raise SettingsError(message) from None
        variants.setdefault(variant.address, variant)
    return tuple(variants.values())


class _ModelMaker:
    """Makes the models of a server, which share one hub and one memory."""

    def __init__(
        self,
        settings: Settings,
        lexicon: LexiconFile | None,
        clock: Callable[[], float],
        variants: Sequence[ModelVariant],
    ) -> None:
        self._settings = settings
        self._lexicon = lexicon
        self._clock = clock
        self._cores = len(os.sched_getaffinity(0))
        token = settings.hf_token.get_secret_value() if settings.hf_token is not None else None
        self._stop_downloads = threading.Event()
        self._progress = LoadProgress()
        self._hub = Hub(token, on_progress=self._progress.note, stop=self._stop_downloads)
        self.layout = self._hub.layout
        self._espeak = EspeakProcess()
        self._measured = Measured()
        self.threads = ModelThreads(max_speakers=settings.max_speakers, clock=clock)
        budget_mb = settings.memory_budget_mb
        budget_bytes = default_budget_bytes() if budget_mb is None else budget_mb * MEGABYTE
        keep = partial(asyncio.to_thread, keep_what_is_loaded)
        give_back = partial(asyncio.to_thread, give_model_back)
        self._memory = Memory(budget_bytes, resident_bytes, keep, give_back, clock)
        self._made: list[tuple[Model, Share]] = []
        home = self._hub.home / "pocket-tts-wyoming"
        store = TensorStore(self._hub, home / "encoders")
        self._cloning = {
            variant: CloningModel(
                variant, self._hub, store, home / "scratch", is_main=variant is variants[0]
            )
            for variant in variants
        }
        self.room = Room(self.threads.wait_for_room, self._torch_speaks, self._stop_downloads)
        self.own_voices = open_own_voices(
            settings.voices_dir,
            self._catalogues,
            () if settings.spare_voice == "only" else tuple(self._cloning.values()),
            home / "voices",
            clock,
            settings.lexicon,
        )
        if self.own_voices.recorded is not None:
            for cloning in self._cloning.values():
                cloning.on_known = self.own_voices.recorded.tell_news

    def make(self, variant: ModelVariant, *, is_main: bool) -> tuple[Model, LoadingEngine]:
        """Make a model, and the engine in it that loads; raises SettingsError without a voice."""
        settings = self._settings
        cloning = self._cloning[variant]
        voices = self._voices(variant, cloning)
        recorded = self.own_voices.recorded
        if recorded is None or not recorded.has_recordings:
            _ = voices.default
        share = self._memory.share(variant.label, expected_bytes(variant, settings.precision))
        decides = is_main and settings.model_variant == AUTOMATIC

        def choose() -> Engine:
            nonlocal decides
            if decides:
                self._decide(model, cloning)
                decides = False  # another attempt to load it is one to load the same
            options = engine_options(settings, model.variant, self._cores)
            make = partial(
                choose_engine,
                options,
                self._hub,
                self._clock,
                self.threads,
                self._measured,
                cloning.note,
            )
            share.name = model.variant.label
            return RestingEngine(make(), partial(asyncio.to_thread, make), share)

        def first_voice() -> VoiceSource | None:
            if not model.voices.voices():  # they are made of recordings when the model is there
                return None
            voice = model.voices.default
            return VoiceSource(voice.source, voice.version)

        engine = LoadingEngine(
            ChosenEngine(choose, self._stop_downloads, self._clock),
            first_voice,
            self._clock,
            progress=self._progress,
            in_use=share.in_use,
        )
        spare = self._spare_voice(variant.language)
        door = self._with_spare_voice(engine, spare)
        text = TextPipeline(
            variant.language, door.count_tokens, _text_options(settings), self._lexicon
        )
        prefix = prefix_settings(settings, variant)
        model = Model(
            variant,
            door,
            voices,
            text,
            prefix,
            in_use=share.in_use,
            loading=engine,
            share=share,
            is_awake=lambda: share.is_loaded,
            spare=spare,
        )
        self._made.append((model, share))
        return model, engine

    def _torch_speaks(self) -> bool:
        return any(
            share.users and model.loading is not None and model.loading.is_torch
            for model, share in self._made
        )

    def _catalogues(self) -> list[Catalogue]:
        return [model.voices for model, _ in self._made]

    def _voices(self, variant: ModelVariant, cloning: CloningModel) -> Catalogue:
        recorded, is_main = self.own_voices.recorded, cloning.is_main
        voices = Catalogue(
            variant.language,
            variant.config_name,
            self._settings.voices_dir,
            self._settings.default_voice if is_main else None,
            _state_shape(variant),
            strict=self._settings.strict_voices,
            cross_language=self._settings.cross_language_voices,
        )
        voices.take_from(
            RecordedShelf if recorded is None else partial(recorded.shelf, cloning),
            lambda: self.own_voices.entries,
        )
        voices.refresh()
        return voices

    def _spare_voice(self, language: str) -> Engine | None:
        if self._settings.spare_voice == "off":
            return None
        return EspeakEngine(self._espeak, language, clock=self._clock)

    def _with_spare_voice(self, engine: LoadingEngine, spare: Engine | None) -> Engine:
        if spare is None:
            return engine
        if self._settings.spare_voice == "only":
            absent = AbsentEngine("SPARE_VOICE=only: no model is loaded.")
            return FallbackEngine(absent, spare, 0.0)
        return FallbackEngine(engine, spare, self._settings.spare_after)

    def _decide(self, model: Model, cloning: CloningModel) -> None:
        """Decide what MODEL_VARIANT=auto is on this machine; takes seconds the first time."""
        options = engine_options(self._settings, model.variant, self._cores)
        variant = find_variant(automatic_variant(AUTOMATIC_CHOICES, options, self.layout))
        if variant != model.variant:
            cloning.assume(variant)
            model.become(variant, self._voices(variant, cloning))


def text_alone(settings: Settings) -> TextPipeline:
    """Make the text side without a model, for showing what would be spoken.

    Long sentences are cut where they probably would be: a token is about four letters.
    """
    language = main_variant(settings).language
    lexicon = LexiconFile(settings.lexicon) if settings.lexicon is not None else None
    if lexicon is not None:
        lexicon.reload_if_changed()
    return TextPipeline(language, estimate_tokens, _text_options(settings), lexicon)


def _text_options(settings: Settings) -> NormalizerOptions:
    return NormalizerOptions(enabled=settings.normalize_text, speak_emoji=settings.speak_emoji)


def _state_shape(variant: ModelVariant) -> StateShape | None:
    """Return the shape of the model's voice states; None until its config is downloaded."""
    path = Path(variant.address)
    if not path.is_file():
        return None
    return StateShape.of_config(yaml.safe_load(regular_file.read_text(path)))


def engine_options(settings: Settings, variant: ModelVariant, cores: int) -> EngineOptions:
    """Return what the settings mean for a model's engine on a machine with this many cores."""
    return EngineOptions(
        variant=variant.config_name or variant.address,
        engine=settings.engine,
        precision=settings.precision,
        temperature=settings.temperature,
        speakers=settings.max_speakers,
        cores=cores,
    )


def prefix_settings(settings: Settings, variant: ModelVariant) -> PrefixSettings | None:
    """Return how the sacrificial prefix is cut off; None speaks no prefix."""
    wanted = settings.sacrificial_prefix
    if wanted == "off" or (wanted == "auto" and variant.config_name not in PREFIX_MODELS):
        return None
    return PrefixSettings(
        settings.prefix_min_duration, settings.prefix_max_duration, settings.prefix_silence_gap
    )
