"""The onnx engine's arithmetic: a Backend (models/batching/backend.py) on ONNX Runtime."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.models.batching.backend import TokenizedText
from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.attention_lanes import attention_lanes
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.build.conversion import Checkpoint, model_errors
from pocket_tts_wyoming.models.onnx.decoder import Decoder
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots
from pocket_tts_wyoming.models.onnx.text import TextPreparation, load_tokenizer
from pocket_tts_wyoming.models.onnx.unsupported import UnsupportedModelError
from pocket_tts_wyoming.models.onnx.voice import read_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.models.batching.backend import Row, Step
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.architecture import Architecture
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.decoder import OnnxDecoderState
    from pocket_tts_wyoming.models.onnx.text import Encode
    from pocket_tts_wyoming.models.onnx.voice import OnnxVoice

_LOGGER = logging.getLogger(__name__)

POSITIONS = 768
"""Of a slot: a voice of 30 s (376), 50 tokens of text and the most frames for them (234)."""

_SENTENCE_POSITIONS = 285  # 50 tokens, BOS, 234 frames
_TEMPERATURE, _EOS_THRESHOLD = 0.3, -4.0  # the library's defaults


def supports(config: Mapping[str, Any]) -> str | None:
    """Return why the engine cannot run a parsed configuration; None if it can."""
    try:
        read_architecture(config)
    except UnsupportedModelError as error:
        return str(error)
    return None


class OnnxBackend:
    """Flow LM and decoder on ONNX Runtime. Made by `load`."""

    def __init__(
        self,
        architecture: Architecture,
        config: Mapping[str, Any],
        encode: Encode,
        slots: Slots,
        decoder: Decoder,
        *,
        count: int,
        longest_voice: int,
        temperature: float | None,
    ) -> None:
        mimi = architecture.mimi
        self.sample_rate_hz = mimi.sample_rate_hz
        self.frame_samples = mimi.frame_samples
        self.latent_dim = mimi.latent_dim
        self.slots = count
        self.slot_bytes = slots.bytes_per_slot
        default = config.get("default_temperature", _TEMPERATURE)
        self.temperature = float(default if temperature is None else temperature)
        self.eos_threshold = float(config.get("default_eos_threshold", _EOS_THRESHOLD))
        self._shape = architecture.flow_lm
        self._preparation = TextPreparation.from_config(config)
        self._encode, self._slots, self._decoder = encode, slots, decoder
        self._longest_voice = longest_voice

    @classmethod
    def load(  # noqa: PLR0913 - what a model is made of
        cls,
        config: Mapping[str, Any],
        weights: Path,
        tokenizer: Path,
        cache_folder: Path,
        *,
        slots: int,
        precision: Precision = "int8",
        threads: int = 1,
        positions: int = POSITIONS,
        temperature: float | None = None,
        progress: Callable[[str], None] = _LOGGER.info,
    ) -> OnnxBackend:
        """Load a model, after converting it if `cache_folder` does not have it yet.

        `config` is the parsed yaml, `weights` a safetensors file with or without the cloning
        weights, `tokenizer` a `.json` or SentencePiece file. `positions` per slot hold voice, text
        and frames. `threads` compute one call; flow LM and decoder may each run one at the same
        time. `temperature` None is the model's own. `progress` gets a sentence before each step
        that takes seconds.

        Raises ModelNotReadyError.
        """
        with model_errors():
            architecture = read_architecture(config)
            checkpoint = Checkpoint(weights, architecture)
            encode = load_tokenizer(tokenizer, architecture.flow_lm.text_tokens)
            cache = ConversionCache(cache_folder, progress)
            folders = checkpoint.flow_lm(cache, precision), checkpoint.mimi(cache)
            bos = checkpoint.weights().weight("flow_lm.bos_emb", architecture.flow_lm.latent_dim)
            flow_lm, mimi = (open_session(folder, threads) for folder in folders)
        memory = Slots(
            flow_lm,
            architecture.flow_lm,
            bos,
            slots=slots,
            positions=positions,
            lanes=attention_lanes(),
        )
        return cls(
            architecture,
            config,
            encode,
            memory,
            Decoder(mimi, architecture.mimi),
            count=slots,
            longest_voice=positions - _SENTENCE_POSITIONS,
            temperature=temperature,
        )

    def tokenize(self, text: str) -> TokenizedText:
        """Prepare a text as the library does, without splitting it; ValueError if it is empty."""
        prepared, frames = self._preparation.prepare(text)
        return TokenizedText(self._encode(prepared), frames)

    def read_voice(self, path: Path) -> OnnxVoice:
        """Read an exported voice state; raises VoiceUnavailableError if it does not fit."""
        return read_voice(path, self._shape, self._longest_voice)

    def place_voice(self, slot: int, voice: OnnxVoice, known: int = 0) -> None:
        """Put a voice into a slot, or rewind the slot to it if it is there already.

        The first `known` positions behind it stay: see Backend.
        """
        self._slots.place_voice(slot, voice, known)

    def room(self, slot: int) -> int:
        """Return the positions left in a slot behind its voice."""
        return self._slots.room(slot)

    def prompt(self, slot: int, tokens: Sequence[int], noise: Samples) -> Step:
        """Read the text behind what is in the slot and make the first frame, in one call.

        Takes a position per token and one more; ValueError if they do not fit.
        """
        return self._slots.prompt(slot, tokens, noise)

    def step(self, rows: Sequence[Row]) -> list[Step]:
        """Advance several slots by one frame, and leave the others as they are.

        A row's result is the same bit for bit, whatever the others are. Takes a position per row;
        ValueError if there is none.
        """
        return self._slots.step(rows)

    def new_decoder_state(self) -> OnnxDecoderState:
        """Return the state of a decoder at the beginning of a sentence."""
        return self._decoder.fresh

    def decode(self, latents: Samples, state: OnnxDecoderState) -> tuple[Samples, OnnxDecoderState]:
        """Turn latents (frames, latent_dim) into audio (frames x frame_samples,) and a new state.

        The audio differs by about 1e-7 with the number of frames per call.
        """
        return self._decoder.decode(latents, state)
