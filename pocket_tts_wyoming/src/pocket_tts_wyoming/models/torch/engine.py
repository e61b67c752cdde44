"""The `torch` engine: the pocket-tts library itself, on one thread of ours.

The only module that imports pocket_tts, private parts included; tests/models/torch/test_pins.py
fails when one of those changes. It is the reference for the fast engine and runs whatever
architecture the library can load.

Why not `generate_audio_stream`: its splitter joins with blanks ("example. com", "a. m."), and
only sentences that fit come here. Below it, `_generate_audio_stream_short_text` speaks one
prepared text.
"""

from __future__ import annotations

import asyncio
import ctypes
import importlib.util
import logging
import platform
import threading
import time
import warnings
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pocket_tts_wyoming.errors import (
    BusyError,
    ModelFailedError,
    SpeechError,
    VoiceUnavailableError,
)
from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.threads import Worker, call_on_loop

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Callable

    from pocket_tts_wyoming.models.engine import Prompt, VoiceSource

_LOGGER = logging.getLogger(__name__)

SAMPLE_RATE_HZ = 24_000
# About 6 MB each.
KEPT_VOICES = 16
# Audio that may wait for a client before its next sentence is begun: a client that does not read
# holds no more than this and one sentence.
AHEAD_SECONDS = 10.0
# They take turns by the sentence; more than these would wait for minutes.
MOST_UTTERANCES = 12


@dataclass(frozen=True, slots=True)
class LibraryOptions:
    """What the engine needs to know; None for `temperature` is the model's own.

    `has_cloning_weights`: the library cannot tell from a config with local paths only.
    """

    config: Path
    temperature: float | None = None
    quantize: bool = False
    has_cloning_weights: bool = True


class LibraryEngine:
    """An Engine (model/engine.py) on pocket_tts.TTSModel.

    The library is not thread-safe, so one thread owns the model. It speaks sentence by sentence,
    for the utterance that has the least audio in hand: a second listener starts within one
    sentence of the first.
    """

    name = "torch"
    sample_rate_hz = SAMPLE_RATE_HZ

    def __init__(
        self,
        options: Callable[[], LibraryOptions],
        fetch: Callable[[str], Path],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the ways to the model's and the voices' files, which may download for minutes."""
        self._options = options
        self._fetch = fetch
        self._clock = clock
        self._worker = Worker("model", clock)
        self._fetcher = Worker("voice files", clock)  # nobody's speech waits for a download
        self._speaking = 0
        self._model: Any = None
        self._voices: OrderedDict[VoiceSource, Any] = OrderedDict()

    async def load(self) -> None:
        """Import the library and load the model (2 to 5 s); raises ModelNotReadyError."""
        await self._worker.call(self._load)

    async def ready(self, limit_seconds: float) -> None:
        """Return at once: there is nothing to wait for behind `load`."""

    async def load_voice(self, voice: VoiceSource) -> None:
        """Fetch and read a voice state; raises VoiceUnavailableError."""
        if voice not in self._voices:
            try:
                path = await self._fetcher.call(partial(self._fetch, voice.address))
            except SpeechError as error:
                raise VoiceUnavailableError(str(error)) from error
            await self._worker.call(partial(self._read_voice, voice, path))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a text; needs a loaded model."""
        return len(self._model.flow_lm.conditioner.tokenizer.encode(text))

    async def frames(
        self,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        """Speak prompts in order; see Engine. Goes by what the client has taken, not by `paced`."""
        del paced
        if self._speaking >= MOST_UTTERANCES:
            raise BusyError(
                f"{self._speaking} answers are being spoken or wait already: try again in a moment."
            )
        self._speaking += 1
        utterance = _Utterance(asyncio.get_running_loop(), self._clock)
        feeding = asyncio.create_task(self._feed(utterance, voice, prompts, seed))
        try:
            while (frame := await utterance.next_frame()) is not None:
                yield frame
        finally:
            self._speaking -= 1
            utterance.stop.set()
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)

    async def close(self) -> None:
        """Stop the model's thread after its present frame; a load under way is not waited for."""
        self._worker.close()
        self._fetcher.close()

    async def _feed(
        self,
        utterance: _Utterance,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None,
    ) -> None:
        """Hand one sentence at a time to the worker, the next one read while it is spoken."""
        try:
            number = 0
            async for prompt in prompts:
                await utterance.wants_more()
                sentence_seed = None if seed is None else (seed + number) % 2**32
                self._worker.submit(
                    _Sentence(self._speak, utterance, voice, prompt, number, sentence_seed)
                )
                number += 1
            await utterance.wants_more()
            utterance.end(None)
        except SpeechError as error:
            await utterance.wants_more()  # what came before it is spoken first
            utterance.end(error)
        except Exception as error:
            utterance.end(error)
            raise

    # On the model's thread ----------------------------------------------------------------------

    def _load(self) -> None:
        options = self._options()
        preload_torch()
        from pocket_tts import TTSModel  # noqa: PLC0415 - takes seconds, and only this thread may

        # Its quantization warns that torch will drop what it uses; the version is pinned.
        warnings.filterwarnings("ignore", module=r"torch\.ao\.")
        model = TTSModel.load_model(
            config=options.config, temp=options.temperature, quantize=options.quantize
        )
        # One frame per call: it leaves as it is made, and equal seeds give equal samples (with
        # more, the grouping depends on timing and the last bits differ).
        model.max_decoder_frames_per_call = 1
        model.has_voice_cloning = options.has_cloning_weights
        self._model = model

    def _read_voice(self, voice: VoiceSource, path: Path) -> None:
        try:
            state = self._model.get_state_for_audio_prompt(path)
        except Exception as error:
            raise VoiceUnavailableError(
                f"The voice state {path.name} cannot be read: {error}"
            ) from error
        check_voice(self._model, state)
        self._voices[voice] = state
        if len(self._voices) > KEPT_VOICES:
            self._voices.popitem(last=False)

    def _state(self, voice: VoiceSource) -> Any:  # noqa: ANN401 - the library's own type
        if voice not in self._voices:  # fallen out since load_voice
            self._read_voice(voice, self._fetch(voice.address))
        self._voices.move_to_end(voice)
        return self._voices[voice]

    def _speak(self, job: _Sentence) -> None:
        import torch  # noqa: PLC0415 - loaded by now
        from pocket_tts.models.text_chunking import prepare_text_prompt  # noqa: PLC0415 - likewise

        model, utterance = self._model, job.utterance
        voice = self._state(job.voice)
        text, frames_after_eos = prepare_text_prompt(
            job.prompt.text,
            model.pad_with_spaces_for_short_inputs,
            model.remove_semicolons,
            model.append_terminal_punctuation,
            model.capitalize_first_letter,
            model.replace_characters,
        )
        if job.seed is not None:
            torch.manual_seed(job.seed)
        chunks = model._generate_audio_stream_short_text(  # noqa: SLF001 - see the module docstring
            model_state=voice,
            text_to_generate=text,
            frames_after_eos=_first_given(
                model.model_recommended_frames_after_eos,
                frames_after_eos + 2,  # as generate_audio_stream does
            ),
            copy_state=True,
            stop=utterance.stop,
        )
        # A stopped generator is read to its end (one or two frames): closing it instead would
        # leave its two threads at work beside the next sentence.
        begin = time.perf_counter()
        pause_seconds = job.prompt.pause_seconds
        for chunk in chunks:
            now = time.perf_counter()
            if not utterance.stop.is_set():
                utterance.give(_frame(chunk, pause_seconds, now - begin))
                pause_seconds = 0.0
            begin = now
        utterance.give(Frame(np.zeros(0, np.float32), last=True))


def _frame(chunk: Any, pause_seconds: float, work_seconds: float) -> Frame:  # noqa: ANN401 - torch.Tensor
    return Frame(chunk.numpy(), pause_seconds=pause_seconds, work_seconds=work_seconds)


def _first_given(*values: int | None) -> int:
    return next(value for value in values if value is not None)


def check_voice(model: Any, state: dict[str, dict[str, Any]]) -> None:  # noqa: ANN401 - TTSModel
    """Raise VoiceUnavailableError unless a state fits the model's architecture.

    A state made with other weights of the same shape cannot be told apart.
    """
    layers = model.config.flow_lm.transformer.num_layers
    attention = model.flow_lm.transformer.layers[0].self_attn
    wanted = (attention.num_kv_heads, attention.dim_per_head)
    caches = [part["cache"] for part in state.values() if "cache" in part]
    if len(caches) != layers or any(tuple(c.shape[-2:]) != wanted for c in caches):
        found = f"{len(caches)} layers of {tuple(caches[0].shape[-2:])}" if caches else "no layers"
        raise VoiceUnavailableError(
            f"The voice state was made with another model: it has {found}, this model "
            f"{layers} layers of {wanted}. Make it again with this model."
        )


def quantizes_well() -> bool:
    """Whether the library's int8 is faster than its float32 here.

    On ARM both of its int8 paths are slower, and with torchao installed so is x86 (52 instead of
    13 ms per step): kyutai-labs/pocket-tts issues 177 and 240.
    """
    x86 = platform.machine().lower() in ("x86_64", "amd64")
    return x86 and importlib.util.find_spec("torchao") is None


def preload_torch() -> None:
    """Map torch's libraries into memory without holding the interpreter's lock.

    `import torch` opens 500 MB of libraries under the lock, and the event loop stands still
    meanwhile (0.4 s with cold files). A foreign function call of dlopen gives the lock away, and
    the import then finds the work done.
    """
    spec = importlib.util.find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    dlopen = getattr(ctypes.CDLL(None), "dlopen", None)
    if dlopen is None:
        return
    dlopen.restype = ctypes.c_void_p
    dlopen.argtypes = [ctypes.c_char_p, ctypes.c_int]
    rtld_now = 2
    for name in ("libc10.so", "libtorch_cpu.so", "libtorch_python.so"):
        dlopen(str(folder / name).encode(), rtld_now)


class _Utterance:
    """What the model's thread and the event loop share for one utterance."""

    def __init__(self, loop: asyncio.AbstractEventLoop, clock: Callable[[], float]) -> None:
        self.stop = threading.Event()
        self._loop = loop
        self._clock = clock
        self._queue: asyncio.Queue[Frame | BaseException | None] = asyncio.Queue()
        self._room = asyncio.Event()
        self._room.set()
        self._speaking = False
        self._waiting_samples = 0  # made, not yet taken by the consumer
        self._made_samples = 0
        self._first_at: float | None = None

    # On the event loop

    async def next_frame(self) -> Frame | None:
        """Return the next frame, or None at the end; raises what ended the utterance."""
        item = await self._queue.get()
        if isinstance(item, BaseException):
            raise item
        if item is not None:
            self._waiting_samples -= len(item.samples)
            self._check_room()
        return item

    async def wants_more(self) -> None:
        """Wait until a further sentence is wanted, and note that one is coming."""
        await self._room.wait()
        self._speaking = True
        self._check_room()

    def end(self, error: BaseException | None) -> None:
        self._queue.put_nowait(error)

    def _check_room(self) -> None:
        if not self._speaking and self._waiting_samples <= AHEAD_SECONDS * SAMPLE_RATE_HZ:
            self._room.set()
        else:
            self._room.clear()

    def _take(self, frame: Frame) -> None:
        self._waiting_samples += len(frame.samples)
        self._speaking = self._speaking and not frame.last
        self._queue.put_nowait(frame)
        self._check_room()

    # On the model's thread

    def give(self, item: Frame) -> None:
        if self._first_at is None:
            self._first_at = self._clock()
        self._made_samples += len(item.samples)
        call_on_loop(self._loop, self._take, item)

    def fail(self, error: BaseException) -> None:
        call_on_loop(self._loop, self.end, error)

    def in_hand_seconds(self, now: float) -> float:
        """Audio made and not yet heard by a listener who began with the first frame."""
        if self._first_at is None:
            return 0.0
        return self._made_samples / SAMPLE_RATE_HZ - (now - self._first_at)


@dataclass(frozen=True, slots=True)
class _Sentence:
    speak: Callable[[_Sentence], None]
    utterance: _Utterance
    voice: VoiceSource
    prompt: Prompt
    number: int
    seed: int | None

    def urgency(self, now: float) -> float:
        return self.utterance.in_hand_seconds(now)

    def run(self) -> None:
        if self.utterance.stop.is_set():
            return
        try:
            self.speak(self)
        except SpeechError as error:
            self.utterance.fail(error)
        except Exception as error:
            if not self.utterance.stop.is_set():
                _LOGGER.exception("The model failed")
            failure = ModelFailedError(f"The model failed: {type(error).__name__}: {error}.")
            self.utterance.fail(failure)
