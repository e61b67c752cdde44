"""Makes the parts of a server from its settings, and connects them."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming.audio.debug_wav import DebugWavFolder
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.models.choice import ChosenEngine, choose_engine
from pocket_tts_wyoming.models.engine import EngineOptions, VoiceSource
from pocket_tts_wyoming.models.espeak.engine import EspeakEngine
from pocket_tts_wyoming.models.espeak.process import EspeakProcess
from pocket_tts_wyoming.models.fallback import AbsentEngine, FallbackEngine
from pocket_tts_wyoming.models.loading import LoadingEngine, LoadProgress
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.speech.recorder import Recorder
from pocket_tts_wyoming.speech.speech import Speech, SpeechOptions
from pocket_tts_wyoming.text.normalize.lexicon_file import LexiconFile
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens
from pocket_tts_wyoming.threads import Worker
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.state_file import StateShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.store.files import ModelVariant
    from pocket_tts_wyoming.settings import Settings

_LOGGER = logging.getLogger(__name__)

# The checkpoint that loses first words without it (kyutai-labs/pocket-tts issue 70).
PREFIX_MODELS = ("english_2026-01",)
# A day of ordinary use; a small card can spare that much.
DEBUG_WAV_FILES = 200
DEBUG_WAV_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What a running server consists of; `disk` is the thread for small files."""

    engine: Engine
    loading: LoadingEngine | None
    voices: Catalogue
    speech: Speech
    disk: Worker
    lexicon: LexiconFile | None


def assemble(settings: Settings, clock: Callable[[], float]) -> Parts:
    """Make the parts; reads small files but no model. Raises SettingsError."""
    variant = find_variant(settings.model_variant)
    voices = Catalogue(
        variant.language,
        variant.config_name,
        settings.voices_dir,
        settings.default_voice,
        _state_shape(variant),
        strict=settings.strict_voices,
    )
    voices.refresh()
    first_voice = VoiceSource(voices.default.source, voices.default.version)
    disk = Worker("small files", clock)
    loading = None if settings.spare_voice == "only" else _loading(settings, first_voice, clock)
    engine = _with_spare_voice(loading, settings, variant.language, clock)
    lexicon = LexiconFile(settings.lexicon) if settings.lexicon is not None else None
    recorder = None
    if settings.debug_wav:
        folder = DebugWavFolder(settings.debug_wav_dir, DEBUG_WAV_FILES, DEBUG_WAV_BYTES, _LOGGER)
        recorder = Recorder(folder, disk, lambda: datetime.now().astimezone())
    speech = Speech(
        engine,
        voices,
        TextPipeline(variant.language, engine.count_tokens, _text_options(settings), lexicon),
        SpeechOptions(
            prefix=prefix_settings(settings, variant),
            sentence_pause_seconds=settings.sentence_pause,
            keepalive_seconds=settings.keepalive_silence,
            load_wait_limit_seconds=settings.load_wait_limit,
            seed=settings.seed,
        ),
        clock,
        recorder,
    )
    return Parts(engine, loading, voices, speech, disk, lexicon)


def text_alone(settings: Settings) -> TextPipeline:
    """Make the text side without a model, for showing what would be spoken.

    Long sentences are cut where they probably would be: a token is about four letters.
    """
    language = find_variant(settings.model_variant).language
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
    return StateShape.of_config(yaml.safe_load(path.read_text(encoding="utf-8")))


def _with_spare_voice(
    loading: LoadingEngine | None,
    settings: Settings,
    language: str,
    clock: Callable[[], float],
) -> Engine:
    if loading is not None and settings.spare_voice == "off":
        return loading
    spare = EspeakEngine(EspeakProcess(), language, clock=clock)
    if loading is None:
        return FallbackEngine(AbsentEngine("SPARE_VOICE=only: no model is loaded."), spare, 0.0)
    return FallbackEngine(loading, spare, settings.spare_after)


def _loading(
    settings: Settings, first_voice: VoiceSource, clock: Callable[[], float]
) -> LoadingEngine:
    progress = LoadProgress()
    chosen = _engine(settings, progress, clock)
    return LoadingEngine(chosen, first_voice, clock, progress=progress)


def _engine(settings: Settings, progress: LoadProgress, clock: Callable[[], float]) -> ChosenEngine:
    token = settings.hf_token.get_secret_value() if settings.hf_token is not None else None
    stop_downloads = threading.Event()
    options = engine_options(settings, cores=len(os.sched_getaffinity(0)))
    hub = Hub(token, on_progress=progress.note, stop=stop_downloads)
    choose = partial(choose_engine, options, hub, clock)
    return ChosenEngine(choose, stop_downloads, clock)


def engine_options(settings: Settings, cores: int) -> EngineOptions:
    """Return what the settings mean for an engine on a machine with so many cores."""
    return EngineOptions(
        variant=settings.model_variant,
        engine=settings.engine,
        precision=settings.precision,
        temperature=settings.temperature,
        speakers=settings.max_speakers or min(8, max(2, 2 * cores)),
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
