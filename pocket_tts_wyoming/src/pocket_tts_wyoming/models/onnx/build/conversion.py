"""From a checkpoint to the converted files of this version of the engine."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.build.mimi import write_mimi
from pocket_tts_wyoming.models.onnx.unsupported import UnsupportedModelError
from pocket_tts_wyoming.models.onnx.weights import Safetensors, WeightsError, fingerprint
from pocket_tts_wyoming.models.store import integrity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.architecture import Architecture
    from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

BUILDER_VERSION = 3
"""Raise it with every change of the graphs or of the weights' layout."""


@contextlib.contextmanager
def model_errors() -> Iterator[None]:
    """Turn every error of a model's files into ModelNotReadyError."""
    try:
        yield
    except SpeechError:
        raise
    except OSError as error:
        raise ModelNotReadyError(f"The model cannot be read or converted: {error}") from error
    except (UnsupportedModelError, WeightsError) as error:
        raise ModelNotReadyError(f"The model cannot be used: {error}") from error
    except Exception as error:  # of the tokenizers and the runtime
        raise ModelNotReadyError(f"The model cannot be loaded: {error}") from error


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model's weights as they were released: memory-mapped, and read only for conversion."""

    path: Path
    architecture: Architecture

    def identity(self) -> str:
        """Return what identifies the files that this code makes from it; raises OSError."""
        content = integrity.hash_in_name(self.path) or fingerprint(self.path)
        parts = BUILDER_VERSION, self.architecture, content
        return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()

    def weights(self) -> Safetensors:
        """Open the weights; raises OSError and WeightsError."""
        return Safetensors.map(self.path)

    def flow_lm(self, cache: ConversionCache, precision: Precision) -> Path:
        """Return the folder of the flow LM's graph, converted now or before."""
        write = partial(self._write_flow_lm, precision)
        sentence = f"Converting the language model to {precision}, once for this model."
        return cache.provide(f"flow-lm-{precision}-{self.identity()}", write, sentence)

    def mimi(self, cache: ConversionCache) -> Path:
        """Return the folder of the decoder's graph, converted now or before."""
        sentence = "Converting the audio decoder, once for this model."
        return cache.provide(f"mimi-{self.identity()}", self._write_mimi, sentence)

    def _write_flow_lm(self, precision: Precision, folder: Path) -> None:
        self._verify()
        write_flow_lm(self.weights(), self.architecture.flow_lm, precision, folder)

    def _write_mimi(self, folder: Path) -> None:
        self._verify()
        write_mimi(self.weights(), self.architecture.mimi, folder)

    def _verify(self) -> None:
        """Read the whole file before it is converted: a damaged one would be kept for good.

        One second of a conversion's twenty. Raises ModelNotReadyError.
        """
        problem = integrity.problem(self.path, thorough=True)
        if problem is not None:
            raise ModelNotReadyError(f"The model cannot be converted: {self.path} {problem}.")
