"""What one model needs to make voices of recordings: its files, and an encoder.

The open weights have zeros for an encoder. It comes from the gated file then, and only it.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from typing import TYPE_CHECKING, Final

from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.models.store.files import cached_model
from pocket_tts_wyoming.models.store.hub import AccessRefusedError
from pocket_tts_wyoming.models.store.layout import HF, HubAddress
from pocket_tts_wyoming.voices.recorded import WAITING_FOR_TOKEN
from pocket_tts_wyoming.voices.recording_model import NotYetError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.store.files import ModelFiles, ModelVariant
    from pocket_tts_wyoming.models.store.hub import Hub
    from pocket_tts_wyoming.models.store.tensors import TensorStore
    from pocket_tts_wyoming.voices.making import VoiceModel

_STEPS: Final = (
    "Accept the terms there, make a token that may read at "
    "https://huggingface.co/settings/tokens, set it as HF_TOKEN (in Home Assistant the option "
    "hf_token), and restart."
)
# Left by a server that was killed: making a voice never takes that long.
_ABANDONED_SECONDS: Final = 3600.0


class CloningModel:
    """A RecordingModel (voices/recording_model.py): one model of the server.

    `store` keeps encoders. `scratch` is a folder for graphs while a voice is made. Until the model
    is loaded, what is on this machine is assumed to be what it will be loaded from, so that voices
    made before are offered from the first moment.
    """

    def __init__(
        self, variant: ModelVariant, hub: Hub, store: TensorStore, scratch: Path, *, is_main: bool
    ) -> None:
        self.language = variant.language
        self.is_main = is_main
        self.on_known: Callable[[], None] = lambda: None
        self._variant = variant
        self._hub, self._store, self._scratch = hub, store, scratch
        self._assumed: ModelFiles | None = None
        self._files: ModelFiles | None = None

    def assume(self, variant: ModelVariant) -> None:
        """Note that it will be another model of the same language."""
        self._variant, self._assumed, self._files = variant, None, None

    def note(self, files: ModelFiles) -> None:
        """Note the files that the model is loaded from."""
        self._files = files
        self.on_known()

    @property
    def is_known(self) -> bool:
        """Whether the model's files are on this machine, and were verified."""
        return self._files is not None

    @property
    def identity(self) -> object:
        """What changes when voices of the model may be those of another one; from memory."""
        files = self._files or self._assumed
        return None if files is None else files.weights

    def local(self) -> VoiceModel | None:
        """See RecordingModel."""
        files = self._files
        if files is None:
            variant = self._variant
            files = self._assumed = cached_model(variant.config_name or variant.address, self._hub)
        if files is None:
            return None
        try:
            from pocket_tts_wyoming.models.onnx.voice_maker import OnnxVoiceMaker, has_encoder  # noqa: PLC0415 - 0.2 s

            encoder: Path | None = files.weights
            if not has_encoder(files.weights):
                encoder = self._store.cached(str(files.config.get("weights_path")))
        except (ImportError, OSError, ValueError):  # `fetch` says so
            return None
        if encoder is None:
            return None
        return OnnxVoiceMaker(files.config, files.weights, encoder, self._scratch)

    def fetch(self) -> VoiceModel:
        """See RecordingModel; the model is known."""
        files = self._files
        assert files is not None  # noqa: S101 - see above
        try:
            from pocket_tts_wyoming.models.onnx.architecture import read_architecture  # noqa: PLC0415 - 0.2 s
            from pocket_tts_wyoming.models.onnx.mimi_shape import read_encoder_shape  # noqa: PLC0415 - 0.2 s
            from pocket_tts_wyoming.models.onnx.voice_maker import (  # noqa: PLC0415 - 0.2 s
                OnnxVoiceMaker,
                has_encoder,
                is_encoder_tensor,
            )

            read_architecture(files.config)
            read_encoder_shape(files.config)
            encoder = files.weights
            if not has_encoder(files.weights):
                encoder = self._fetch_encoder(files, is_encoder_tensor)
            self._prepare_scratch()
        except AccessRefusedError as error:
            raise NotYetError(
                f"Recordings cannot become voices of the model {files.name} yet: {error} {_STEPS}",
                WAITING_FOR_TOKEN,
            ) from None
        except (ImportError, OSError, SpeechError, ValueError) as error:
            reason = str(error).rstrip(".")
            raise NotYetError(
                f"Recordings cannot become voices of the model {files.name} now: {reason}."
            ) from error
        return OnnxVoiceMaker(files.config, files.weights, encoder, self._scratch)

    def _fetch_encoder(self, files: ModelFiles, wanted: Callable[[str], bool]) -> Path:
        address = str(files.config.get("weights_path") or "")
        if not address.startswith(HF):
            raise ValueError("Its weights have no encoder, and its configuration names no others.")
        cached = self._store.cached(address)
        if cached is not None:
            return cached
        if self._hub.token is None and not self._hub.offline:
            # The hub is not asked every few minutes for what it is known to refuse.
            raise AccessRefusedError(
                "their encoder is given only to people who have accepted the terms at "
                f"https://huggingface.co/{HubAddress.parse(address).repo}."
            )
        return self._store.fetch(address, wanted)

    def _prepare_scratch(self) -> None:
        self._scratch.mkdir(parents=True, exist_ok=True)
        for left in self._scratch.iterdir():
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                    shutil.rmtree(left, ignore_errors=True)
