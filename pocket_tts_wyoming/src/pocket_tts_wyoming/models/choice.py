"""Which engine speaks, decided when the model's files are on this machine."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store.files import fetch_model, write_resolved_config
from pocket_tts_wyoming.models.torch.engine import (
    SAMPLE_RATE_HZ,
    LibraryEngine,
    LibraryOptions,
    quantizes_well,
)
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    import threading
    from collections.abc import AsyncGenerator, AsyncIterable, Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Engine, Frame, Prompt, VoiceSource
    from pocket_tts_wyoming.models.store.files import ModelFiles
    from pocket_tts_wyoming.models.store.hub import Hub

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """The settings that engines are made of; None is the model's or the machine's own."""

    variant: str
    engine: Literal["auto", "onnx", "torch"]
    precision: Literal["auto", "int8", "fp32"]
    temperature: float | None
    speakers: int
    cores: int


class ChosenEngine:
    """An Engine (model/engine.py) that becomes one of the two when it is loaded."""

    sample_rate_hz = SAMPLE_RATE_HZ

    def __init__(
        self,
        options: EngineOptions,
        hub: Hub,
        stop_downloads: threading.Event,
        clock: Callable[[], float],
    ) -> None:
        self._options = options
        self._hub = hub
        self._stop_downloads = stop_downloads
        self._clock = clock
        self._files = Worker("download", clock)
        self._engine: Engine | None = None

    @property
    def _home(self) -> Path:
        """Where converted files are: beside the models that they are made of."""
        return self._hub.home / "pocket-tts-wyoming"

    @property
    def name(self) -> str:
        """Which engine it became."""
        return self._chosen.name

    @property
    def _chosen(self) -> Engine:
        if self._engine is None:
            raise ModelNotReadyError("The model is not loaded yet.")
        return self._engine

    async def load(self) -> None:
        """Fetch the model, choose and load an engine; raises ModelNotReadyError.

        Once more, if the engine turned out not to speak: the one before ends.
        """
        if self._engine is not None:
            await self._engine.close()
            self._engine = None
        engine = await self._files.call(self._choose)
        try:
            await engine.load()
        except BaseException:
            await engine.close()
            raise
        self._engine = engine

    async def load_voice(self, voice: VoiceSource) -> None:
        """Fetch and read a voice state; raises VoiceUnavailableError."""
        await self._chosen.load_voice(voice)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a text; after `load`."""
        return self._chosen.count_tokens(text)

    def frames(
        self,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        """Speak prompts in order; see Engine."""
        return self._chosen.frames(voice, prompts, seed, paced=paced)

    async def close(self) -> None:
        """Stop everything; does not wait for a load under way."""
        self._stop_downloads.set()
        self._files.close()
        if self._engine is not None:
            await self._engine.close()

    def _choose(self) -> Engine:
        files = fetch_model(self._options.variant, self._hub)
        if self._options.engine != "torch":
            reason = _why_not_onnx(files)
            if reason is None:
                return self._fast_engine(files)
            if self._options.engine == "onnx":
                raise ModelNotReadyError(
                    f"ENGINE=onnx cannot run this model: {reason}. Set ENGINE=auto or torch."
                )
            _LOGGER.warning("Engine torch is used, which is slower: %s", reason)
        return self._library_engine(files)

    def _fast_engine(self, files: ModelFiles) -> Engine:
        from pocket_tts_wyoming.models.onnx.engine import FastEngine, FastOptions  # noqa: PLC0415 - 0.2 s

        options = self._options
        return FastEngine(
            files,
            FastOptions(
                cache_folder=self._home / "onnx",
                cores=options.cores,
                speakers=options.speakers,
                precision=None if options.precision == "auto" else options.precision,
                temperature=options.temperature,
            ),
            self._hub.fetch,
            self._clock,
        )

    def _library_engine(self, files: ModelFiles) -> Engine:
        options = self._options
        quantize = options.precision == "int8" or (options.precision == "auto" and quantizes_well())
        return LibraryEngine(
            partial(self._library_options, files, quantize),
            self._hub.fetch,
            self._clock,
        )

    def _library_options(self, files: ModelFiles, quantize: bool) -> LibraryOptions:  # noqa: FBT001 - of partial
        config = write_resolved_config(files, self._home / "configs")
        return LibraryOptions(
            config, self._options.temperature, quantize, files.has_cloning_weights
        )


def _why_not_onnx(files: ModelFiles) -> str | None:
    try:
        from pocket_tts_wyoming.models.onnx.backend import supports  # noqa: PLC0415 - 0.2 s
    except ImportError as error:  # no wheel for this machine
        return f"ONNX Runtime cannot be loaded ({error})"
    return supports(files.config)
