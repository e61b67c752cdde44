"""ONNX Runtime sessions, and memory that they share with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import onnxruntime

from pocket_tts_wyoming.models.onnx.build.cache import hold
from pocket_tts_wyoming.models.onnx.build.graph import model_path
from pocket_tts_wyoming.models.onnx.huge_pages import huge_pages
from pocket_tts_wyoming.models.onnx.saturation import products_saturate

if TYPE_CHECKING:
    from pathlib import Path


def open_session(folder: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """Open the model in a folder on the CPU; returns an `onnxruntime.InferenceSession`.

    With one thread, the caller's does the work. Waiting threads do not spin, which would take
    cores from other programs for nothing. The folder counts as in use while the session is there,
    so that no other server removes it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors: its warnings are about the choice of kernels
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    if products_saturate():
        options.add_session_config_entry("session.x64quantprecision", "1")
    path = str(model_path(folder))
    with huge_pages():
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    session.held_folder = hold(folder)  # closed with the session
    return session
