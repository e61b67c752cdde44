"""Makes the parts of a server from its settings, and joins them."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming.audio.debug_wav import DebugWavFolder
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.model.engine import VoiceSource
from pocket_tts_wyoming.model.files import fetch_model, find_variant, write_resolved_config
from pocket_tts_wyoming.model.hub import Hub
from pocket_tts_wyoming.model.library import (
    SAMPLE_RATE_HZ,
    LibraryEngine,
    LibraryOptions,
    quantizes_well,
)
from pocket_tts_wyoming.model.loader import Loader
from pocket_tts_wyoming.model.worker import Worker
from pocket_tts_wyoming.recorder import Recorder
from pocket_tts_wyoming.speech import Speech, SpeechOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.state_file import StateShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.model.engine import Engine
    from pocket_tts_wyoming.model.files import ModelVariant
    from pocket_tts_wyoming.settings import Settings

_LOGGER = logging.getLogger(__name__)

# The checkpoint that loses first words without it (kyutai-labs/pocket-tts issue 70).
PREFIX_MODELS = ("english_2026-01",)
# A day of ordinary use, and no more than a small card can spare.
DEBUG_WAV_FILES = 200
DEBUG_WAV_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What a running server consists of; `disk` is the thread for small files."""

    engine: Engine
    loader: Loader
    voices: Catalogue
    speech: Speech
    disk: Worker


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
    engine = _engine(settings, clock)
    loader = Loader(engine, first_voice)
    recorder = None
    if settings.debug_wav:
        folder = DebugWavFolder(
            settings.debug_wav_dir, SAMPLE_RATE_HZ, DEBUG_WAV_FILES, DEBUG_WAV_BYTES, _LOGGER
        )
        recorder = Recorder(folder, disk, lambda: datetime.now().astimezone())
    speech = Speech(
        engine,
        loader,
        voices,
        TextPipeline(variant.language, engine.count_tokens),
        SpeechOptions(
            prefix=_prefix(settings, variant),
            sentence_pause_seconds=settings.sentence_pause,
            keepalive_seconds=settings.keepalive_silence,
            load_wait_limit_seconds=settings.load_wait_limit,
            seed=settings.seed,
        ),
        clock,
        recorder,
    )
    return Parts(engine, loader, voices, speech, disk)


def _state_shape(variant: ModelVariant) -> StateShape | None:
    """Return what fits the model; None while its config has not been downloaded yet."""
    path = Path(variant.address)
    if not path.is_file():
        return None
    return StateShape.of_config(yaml.safe_load(path.read_text(encoding="utf-8")))


def _engine(settings: Settings, clock: Callable[[], float]) -> Engine:
    token = settings.hf_token.get_secret_value() if settings.hf_token is not None else None
    hub = Hub(token, stop=threading.Event())

    def options() -> LibraryOptions:
        files = fetch_model(settings.model_variant, hub)
        # Beside the model that it points into: they are thrown away together.
        config = write_resolved_config(files, hub.home / "pocket-tts-wyoming")
        quantize = settings.precision == "int8" or (
            settings.precision == "auto" and quantizes_well()
        )
        return LibraryOptions(config, settings.temperature, quantize, files.has_cloning_weights)

    return LibraryEngine(options, hub.fetch, clock)


def _prefix(settings: Settings, variant: ModelVariant) -> PrefixSettings | None:
    wanted = settings.sacrificial_prefix
    if wanted == "off" or (wanted == "auto" and variant.config_name not in PREFIX_MODELS):
        return None
    return PrefixSettings(
        settings.prefix_min_duration, settings.prefix_max_duration, settings.prefix_silence_gap
    )
