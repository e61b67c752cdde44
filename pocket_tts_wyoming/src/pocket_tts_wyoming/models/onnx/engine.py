"""The `onnx` engine: ONNX Runtime's arithmetic under our own scheduler, without torch."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.batching.streaming import SpeechStreams
from pocket_tts_wyoming.models.batching.threads import Scheduler
from pocket_tts_wyoming.models.onnx.backend import OnnxBackend
from pocket_tts_wyoming.models.onnx.precision import choose_precision, machine_identity
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.voice import OnnxVoice
    from pocket_tts_wyoming.models.store.files import ModelFiles

_LOGGER = logging.getLogger(__name__)

# About 6 MB each.
KEPT_VOICES = 16
MAX_WAITING = 8


@dataclass(frozen=True, slots=True)
class FastOptions:
    """What the engine needs to know.

    `precision` None is measured at the first start; `temperature` None is the model's own.
    `cache_folder` keeps the converted model.
    """

    cache_folder: Path
    cores: int
    speakers: int
    precision: Precision | None = None
    temperature: float | None = None

    @property
    def threads(self) -> int:
        """Threads of one call.

        Language model and decoder compute at the same time, so two each are more than two cores
        have; but at the first frame one waits for the other. On 2 cores, english int8, 2 instead of
        1: first audio 28 instead of 31 ms (9 tokens), 41 instead of 54 (31 tokens), 109 instead of
        129 (4 speakers), the same throughput, a tenth more processor time.
        """
        return min(2, self.cores)


class FastEngine:
    """An Engine (model/engine.py) for one model whose files are on this machine."""

    name = "onnx"

    def __init__(
        self,
        files: ModelFiles,
        options: FastOptions,
        fetch: Callable[[str], Path],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.sample_rate_hz = int(files.config["mimi"]["sample_rate"])
        self._files = files
        self._options = options
        self._fetch = fetch
        self._clock = clock
        self._disk = Worker("model files", clock)
        self._fetcher = Worker("voice files", clock)  # nobody waits for another's download
        self._voices: OrderedDict[VoiceSource, OnnxVoice] = OrderedDict()
        self._backend: OnnxBackend | None = None
        self._streams: SpeechStreams[VoiceSource] | None = None

    async def load(self) -> None:
        """Convert the model if it is new here, and load it; raises ModelNotReadyError."""
        self._backend = await self._disk.call(self._load)
        scheduler = Scheduler(self._backend, max_waiting=MAX_WAITING, clock=self._clock)
        self._streams = SpeechStreams(scheduler, self._voice)

    async def ready(self, limit_seconds: float) -> None:
        """Return at once: there is nothing to wait for behind `load`."""

    async def load_voice(self, voice: VoiceSource) -> None:
        """Fetch and read a voice state; raises VoiceUnavailableError."""
        await self._voice(voice)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a text; after `load`."""
        assert self._backend is not None  # noqa: S101 - the loader's promise
        return len(self._backend.prepare(text).tokens)

    async def frames(
        self,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        """Speak prompts in order; see Engine."""
        assert self._streams is not None  # noqa: S101 - the loader's promise
        # Closed with this one: else the model and the reader of the text outlive it for a moment.
        async with aclosing(self._streams.frames(voice, prompts, seed, paced=paced)) as frames:
            async for frame in frames:
                yield frame

    async def close(self) -> None:
        """Stop the scheduler's threads; a load under way is not waited for."""
        self._disk.close()
        self._fetcher.close()
        if self._streams is not None:
            await self._streams.close()

    async def _voice(self, voice: VoiceSource) -> OnnxVoice:
        if voice not in self._voices:
            assert self._backend is not None  # noqa: S101 - the loader's promise
            try:
                path = await self._fetcher.call(partial(self._fetch, voice.address))
                state = await self._disk.call(partial(self._backend.read_voice, path))
            except VoiceUnavailableError:
                raise
            except SpeechError as error:
                raise VoiceUnavailableError(str(error)) from error
            self._voices[voice] = state
            if len(self._voices) > KEPT_VOICES:
                self._voices.popitem(last=False)
        self._voices.move_to_end(voice)
        return self._voices[voice]

    def _load(self) -> OnnxBackend:
        options, files = self._options, self._files
        precision = options.precision or self._measure()
        backend = OnnxBackend.load(
            files.config,
            files.weights,
            files.tokenizer,
            options.cache_folder,
            slots=options.speakers,
            precision=precision,
            threads=options.threads,
            temperature=options.temperature,
            progress=_LOGGER.info,
        )
        _LOGGER.info(
            "Model %s in %s; room for %d speakers at once, %.0f MB each",
            files.name,
            precision,
            options.speakers,
            backend.slot_bytes / 1e6,
        )
        return backend

    def _measure(self) -> Precision:
        options, files = self._options, self._files
        report = choose_precision(
            files.config,
            files.weights,
            options.cache_folder,
            threads=options.threads,
            cores=options.cores,
            machine=machine_identity(),
            progress=_LOGGER.info,
        )
        _LOGGER.info("Precision %s", report)
        if report.too_slow:
            _LOGGER.warning(
                "This machine is too slow for %s: speech will stutter. Smaller models, English "
                "only: english_18m_2026-10, english_7m_2026-10, english_2m_2026-10.",
                files.name,
            )
        return report.precision
