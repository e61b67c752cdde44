"""The torch-free engine: Pocket TTS as ONNX graphs that are written here and run by ONNX Runtime.

`OnnxBackend.load` is the door; `supports` says whether a configuration can be had without torch,
`choose_precision` which arithmetic suits this machine.
"""

from pocket_tts_wyoming.model.onnx.backend import OnnxBackend, supports
from pocket_tts_wyoming.model.onnx.precision import PrecisionReport, choose_precision

__all__ = ["OnnxBackend", "PrecisionReport", "choose_precision", "supports"]
