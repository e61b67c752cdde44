"""From a prepared recording to a voice of one model, without torch."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.build.encoder import write_encoder
from pocket_tts_wyoming.models.onnx.build.prompt_layer import write_prompt_layer
from pocket_tts_wyoming.models.onnx.encoder import Encoder
from pocket_tts_wyoming.models.onnx.mimi_shape import read_encoder_shape
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.voice_export import write_voice
from pocket_tts_wyoming.models.onnx.voice_prompt import VoicePrompt
from pocket_tts_wyoming.models.onnx.weights import Safetensors, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pocket_tts_wyoming.models.engine import Samples

_PROBE: Final = "mimi.encoder.model.0.conv.weight"
_VERSION: Final = 1  # increase it when the arithmetic changes


@dataclass(frozen=True, slots=True)
class OnnxVoiceMaker:
    """Encodes recordings and prompts the flow LM with them; holds no memory in between.

    `config`: the model's parsed configuration. `weights`: the checkpoint it speaks with.
    `encoder_weights`: a safetensors file with the tensors that `is_encoder_tensor` names; it may be
    `weights` itself. Graphs are written into a temporary folder in `scratch` (39 MB for english)
    and removed as soon as they are open.

    Everything is computed with one thread, the caller's, in float32. Every method raises
    UnsupportedModelError, WeightsError and OSError.
    """

    config: Mapping[str, Any]
    weights: Path
    encoder_weights: Path
    scratch: Path

    @property
    def sample_rate_hz(self) -> int:
        """Rate of the audio that is encoded."""
        return read_encoder_shape(self.config).sample_rate_hz

    def encoder_identity(self) -> str:
        """Return what changes when the latents of a recording would."""
        shape = read_encoder_shape(self.config)
        return _digest(_VERSION, shape, fingerprint(self.encoder_weights))

    def model_identity(self) -> str:
        """Return what changes when the voice state of the same latents would."""
        shape = read_architecture(self.config).flow_lm
        return _digest(_VERSION, shape, self._inserts_bos, fingerprint(self.weights))

    def latents(self, audio: Samples, between: Callable[[], object] = lambda: None) -> Samples:
        """Encode audio (samples,) to latents (frames, latent_dim); `between`: see `Encoder`."""
        shape = read_encoder_shape(self.config)
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            write_encoder(Safetensors.map(self.encoder_weights), shape, Path(folder))
            between()
            session = open_session(Path(folder), threads=1)
        # Without its folder, which a server that is killed meanwhile would leave behind.
        return Encoder(session, shape).encode(audio, between)

    def write_state(
        self, latents: Samples, path: Path, between: Callable[[], object] = lambda: None
    ) -> None:
        """Write the voice state of latents as a file of the library's format."""
        shape = read_architecture(self.config).flow_lm
        project = Safetensors.map(self.encoder_weights).weight(
            "flow_lm.speaker_proj_weight", shape.dim, latents.shape[1]
        )
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            write_prompt_layer(shape, Path(folder))
            session = open_session(Path(folder), threads=1)
        prompt = VoicePrompt(session, shape, self.weights)
        embeddings = prompt.embeddings(latents, project, bos=self._inserts_bos)
        write_voice(prompt.state(embeddings, between), path)

    @property
    def _inserts_bos(self) -> bool:
        return bool(self.config["flow_lm"].get("insert_bos_before_voice"))


def has_encoder(weights: Path) -> bool:
    """Whether a checkpoint can turn recordings into voices: the open ones have zeros there.

    Raises OSError and WeightsError.
    """
    source = Safetensors.map(weights)
    return _PROBE in source and bool(source.read(_PROBE).any())


def is_encoder_tensor(name: str) -> bool:
    """Whether a tensor of a checkpoint is needed to turn a recording into a voice.

    The rest is in the checkpoint that the model speaks with.
    """
    return name == "flow_lm.speaker_proj_weight" or name.startswith(
        ("mimi.encoder.", "mimi.encoder_transformer.", "mimi.downsample.")
    )


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
