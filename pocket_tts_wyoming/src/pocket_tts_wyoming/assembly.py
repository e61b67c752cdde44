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
from pocket_tts_wyoming.models.loading import LoadingEngine
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

    engine: LoadingEngine
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
    )
    voices.refresh()
    first_voice = VoiceSource(voices.default.source, voices.default.version)
    disk = Worker("small files", clock)
    engine = LoadingEngine(_engine(settings, clock), first_voice, clock)
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
    return Parts(engine, voices, speech, disk, lexicon)


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


def _engine(settings: Settings, clock: Callable[[], float]) -> ChosenEngine:
    token = settings.hf_token.get_secret_value() if settings.hf_token is not None else None
    stop_downloads = threading.Event()
    options = engine_options(settings, cores=len(os.sched_getaffinity(0)))
    choose = partial(choose_engine, options, Hub(token, stop=stop_downloads), clock)
    return ChosenEngine(choose, stop_downloads, clock)


def engine_options(settings: Settings, cores: int) -> EngineOptions:
    """Return what the settings mean for an engine on a machine with so many cores."""
    return EngineOptions(
        variant=settings.model_variant,
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
