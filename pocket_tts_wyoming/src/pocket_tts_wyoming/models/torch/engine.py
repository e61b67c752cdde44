"""The `torch` engine: the pocket-tts library itself, on one thread.

The only module that imports pocket_tts and torch, private parts included;
tests/models/torch/test_pins.py fails when one of those changes. It is the reference for the onnx
engine and runs every architecture that the library can load.

Why not `generate_audio_stream`: its splitter joins with blanks ("example. com", "a. m."), and
only sentences that fit come here. Below it, `_generate_audio_stream_short_text` speaks one
prepared text.
"""

from __future__ import annotations

import ctypes
import importlib.util
import platform
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import VoiceUnavailableError
from pocket_tts_wyoming.limits import MAX_VOICE_STATE_BYTES
from pocket_tts_wyoming.models.batching.streaming import SpeechStreams
from pocket_tts_wyoming.models.engine import not_loaded
from pocket_tts_wyoming.models.store.files import write_resolved_config
from pocket_tts_wyoming.models.torch.turns import Participant, Turns
from pocket_tts_wyoming.models.voice_states import VoiceStates
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    import threading
    from collections.abc import AsyncGenerator, Callable, Iterator

    from pocket_tts_wyoming.models.engine import (
        EngineOptions,
        Frame,
        Prompts,
        Samples,
        VoiceSource,
    )
    from pocket_tts_wyoming.models.store.files import ModelFiles


class TorchEngine:
    """An Engine (models/engine.py) on pocket_tts.TTSModel.

    The library is not thread-safe, so one thread owns the model and speaks sentence by sentence,
    see `Turns`. `config_folder` receives a config with local paths, which the library loads.
    """

    name = "torch"

    def __init__(
        self,
        files: ModelFiles,
        options: EngineOptions,
        config_folder: Path,
        fetch: Callable[[str], Path],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        mimi = files.config["mimi"]
        self.sample_rate_hz = int(mimi["sample_rate"])
        self._files = files
        self._options = options
        self._config_folder = config_folder
        self._worker = Worker("model", clock)
        self._voices = VoiceStates(fetch, self._read_voice, self._worker, clock)
        turns = Turns(self._worker, self._speak, 1 / mimi["frame_rate"], clock)
        self._streams: SpeechStreams[Participant] = SpeechStreams(turns, self._voices.find)
        self._model: Any = None

    @property
    def _loaded(self) -> Any:  # noqa: ANN401 - the library has no types
        if self._model is None:
            raise not_loaded()
        return self._model

    async def load(self) -> None:
        """Import the library and load the model (2 to 5 s); raises ModelNotReadyError."""
        self._model = await self._worker.call(self._load)

    async def ready(self, limit_seconds: float) -> None:
        """See Engine; does not wait."""
        del limit_seconds
        _ = self._loaded

    async def load_voice(self, voice: VoiceSource) -> None:
        """See Engine."""
        await self._voices.find(voice)

    def count_tokens(self, text: str) -> int:
        """See Engine."""
        return len(self._loaded.flow_lm.conditioner.tokenizer.encode(text))

    def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """See Engine. Sentence n of an utterance is spoken with the seed + n."""
        _ = self._loaded
        return self._streams.frames(voice, prompts, seed, paced=paced, peer=peer)

    async def close(self) -> None:
        """Stop the model after its present frame; a load under way is not waited for."""
        self._voices.close()
        if self._model is None:
            self._worker.close()
        else:
            await self._streams.close()
            self._model = None

    # On the model's thread ----------------------------------------------------------------------

    def _load(self) -> Any:  # noqa: ANN401 - the library has no types
        options, files = self._options, self._files
        config = write_resolved_config(files, self._config_folder)
        preload_torch()
        from pocket_tts import TTSModel  # noqa: PLC0415 - takes seconds, and only this thread may

        # Its quantization warns that torch will drop what it uses; the version is pinned.
        warnings.filterwarnings("ignore", module=r"torch\.ao\.")
        quantize = options.precision == "int8" or (options.precision == "auto" and quantizes_well())
        model = TTSModel.load_model(config=config, temp=options.temperature, quantize=quantize)
        # One frame per call: it leaves as soon as it is made, and equal seeds give equal samples
        # (with more, the grouping depends on timing and the last bits differ).
        model.max_decoder_frames_per_call = 1
        # The library cannot tell from a config with local paths only.
        model.has_voice_cloning = files.has_cloning_weights
        return model

    def _read_voice(self, path: Path) -> Any:  # noqa: ANN401 - the library has no types
        model = self._loaded
        try:
            regular_file.open_binary(path, MAX_VOICE_STATE_BYTES).close()  # not a pipe by now
            state = model.get_state_for_audio_prompt(path)
        except Exception as error:
            raise VoiceUnavailableError(
                f"The voice state {path.name} cannot be read: {error}"
            ) from error
        check_voice(model, state)
        return state

    def _speak(
        self,
        voice: Any,  # noqa: ANN401 - the library has no types
        text: str,
        seed: int | None,
        stop: threading.Event,
    ) -> Iterator[Samples]:
        """Yield the frames of one sentence, float32 (frame_samples,).

        After `stop` one or two more come. The generator must be read to its end: closing it
        would leave the library's two threads at work beside the next sentence.
        """
        import torch  # noqa: PLC0415 - loaded by now
        from pocket_tts.models.text_chunking import prepare_text_prompt  # noqa: PLC0415 - likewise

        model = self._loaded
        prepared, frames_after_eos = prepare_text_prompt(
            text,
            model.pad_with_spaces_for_short_inputs,
            model.remove_semicolons,
            model.append_terminal_punctuation,
            model.capitalize_first_letter,
            model.replace_characters,
        )
        recommended = model.model_recommended_frames_after_eos
        if seed is not None:
            torch.manual_seed(seed)
        chunks = model._generate_audio_stream_short_text(  # noqa: SLF001 - see the module docstring
            model_state=voice,
            text_to_generate=prepared,
            # 2 more, as generate_audio_stream does
            frames_after_eos=frames_after_eos + 2 if recommended is None else recommended,
            copy_state=True,
            stop=stop,
        )
        for chunk in chunks:
            yield chunk.numpy()


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
    """Return whether the library's int8 is faster than its float32 here.

    On ARM both of its int8 paths are slower, and with torchao installed so is x86 (52 instead of
    13 ms per step): kyutai-labs/pocket-tts issues 177 and 240.
    """
    x86 = platform.machine().lower() in ("x86_64", "amd64")
    return x86 and importlib.util.find_spec("torchao") is None


def preload_torch() -> None:
    """Map torch's libraries into memory without holding the interpreter's lock.

    `import torch` opens 500 MB of libraries under the lock, which stops the event loop (0.4 s with
    cold files). dlopen through ctypes releases the lock, and the import then finds the work done.
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
