"""The `onnx` engine: ONNX Runtime's arithmetic under a scheduler, without torch."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.streaming import SpeechStreams
from pocket_tts_wyoming.models.batching.threads import ModelThreads
from pocket_tts_wyoming.models.engine import not_loaded
from pocket_tts_wyoming.models.measured import Measured
from pocket_tts_wyoming.models.onnx.backend import OnnxBackend
from pocket_tts_wyoming.models.onnx.precision_choice import precision_choice
from pocket_tts_wyoming.models.voice_states import VoiceStates
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import EngineOptions, Frame, Prompts, VoiceSource
    from pocket_tts_wyoming.models.onnx.voice import OnnxVoice
    from pocket_tts_wyoming.models.store.files import ModelFiles

_LOGGER = logging.getLogger(__name__)

# Memory is taken when a slot is first used, so what the machine's speed does not allow costs none.
SLOTS = 16


class OnnxEngine:
    """An Engine (models/engine.py) for one model whose files are on this machine.

    `cache_folder` keeps the converted model, and the precision measured at the first start.
    `threads`: those that compute, shared with other models and stopped by their owner; None gives
    the engine its own. `measured`: what is known of the machine's speed from engines before.
    """

    name = "onnx"

    def __init__(
        self,
        files: ModelFiles,
        options: EngineOptions,
        cache_folder: Path,
        fetch: Callable[[str], Path],
        clock: Callable[[], float] = time.monotonic,
        threads: ModelThreads | None = None,
        measured: Measured | None = None,
    ) -> None:
        self.sample_rate_hz = int(files.config["mimi"]["sample_rate"])
        self._files = files
        self._options = options
        self._cache_folder = cache_folder
        self._clock = clock
        self._disk = Worker("model files", clock)
        self._voices = VoiceStates(fetch, self._read_voice, self._disk, clock)
        self._shared_threads = threads
        self._own_threads: ModelThreads | None = None
        self._measured = (measured or Measured()).of(files.weights)
        self._precision = precision_choice(
            files, options, cache_folder, self._measured, threads_per_call(options.cores)
        )
        self._looking: asyncio.Task[None] | None = None
        self._backend: OnnxBackend | None = None
        self._streams: SpeechStreams[Utterance] | None = None

    @property
    def _loaded(self) -> OnnxBackend:
        if self._backend is None:
            raise not_loaded()
        return self._backend

    async def load(self) -> None:
        """Convert the model if it is new here, and load it; raises ModelNotReadyError."""
        self._backend = await self._disk.call(self._load)
        threads = self._shared_threads
        if threads is None:
            threads = ModelThreads(max_speakers=self._options.speakers, clock=self._clock)
            self._own_threads = threads
        costs = self._measured.costs(self._precision.choose())
        handle = threads.add(self._backend, self._files.name, costs)
        self._streams = SpeechStreams(handle, self._voices.find)
        if not self._precision.is_sure:
            self._looking = asyncio.create_task(self._look_again(threads.is_idle))

    async def ready(self, limit_seconds: float) -> None:
        """See Engine; does not wait."""
        del limit_seconds
        _ = self._loaded

    async def load_voice(self, voice: VoiceSource) -> None:
        """See Engine."""
        await self._voices.find(voice)

    def count_tokens(self, text: str) -> int:
        """See Engine."""
        return len(self._loaded.tokenize(text).tokens)

    def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """See Engine."""
        if self._streams is None:
            raise not_loaded()
        return self._streams.frames(voice, prompts, seed, paced=paced, peer=peer)

    async def close(self) -> None:
        """End what is spoken and free the model's memory; a load under way is not waited for."""
        if self._looking is not None:
            self._looking.cancel()
        self._disk.close()
        self._voices.close()
        own, self._own_threads = self._own_threads, None
        if own is not None:
            own.stop()
            await asyncio.to_thread(own.join)
        streams, self._streams, self._backend = self._streams, None, None
        if streams is not None:
            await streams.close()

    def _read_voice(self, path: Path) -> OnnxVoice:
        return self._loaded.read_voice(path)

    def _load(self) -> OnnxBackend:
        options, files = self._options, self._files
        precision = self._precision.choose()
        backend = OnnxBackend.load(
            files.config,
            files.weights,
            files.tokenizer,
            self._cache_folder,
            slots=options.speakers or SLOTS,
            precision=precision,
            threads=threads_per_call(options.cores),
            temperature=options.temperature,
            progress=_LOGGER.info,
        )
        _LOGGER.info(
            "Model %s in %s; up to %.0f MB for each answer that is spoken at once",
            files.name,
            precision,
            backend.slot_bytes / 1e6,
        )
        return backend

    async def _look_again(self, is_idle: Callable[[], bool]) -> None:
        try:
            await self._precision.look_again(is_idle)
        except Exception:
            _LOGGER.exception("The precision could not be measured again")


def threads_per_call(cores: int) -> int:
    """Return the threads of one call of the model.

    Language model and decoder compute at the same time, so two each are more than two cores
    have; but at the first frame one waits for the other. On 2 idle cores, english in int8-blocks,
    2 instead of 1: first audio 28 instead of 31 ms (9 tokens), 41 instead of 54 (31 tokens), 109
    instead of 129 (4 speakers), the same throughput, a tenth more processor time.

    In int8 per row on the same machine, with 2 threads and with 1: prompt of 24 tokens 12.8 and
    18.9 ms, step 5.2 and 6.6 ms, a frame decoded 6.3 and 8.0 ms. As whole servers: first audio 17
    to 19 and 19 to 22 ms (10 tokens), 25 and 33 to 35 ms (30 tokens), 0.19 and 0.17 to 0.20 s of
    processor time a second of audio, 11.8 and 10 to 11 s of audio a second with 4 speakers. On 1
    core, with 1 thread: 22 and 27 ms. More than 2 cores were not measured.
    """
    return min(2, cores)
