"""The `onnx` engine: Pocket TTS as ONNX graphs, written here and run by ONNX Runtime, no torch.

`engine` is the door, `OnnxBackend` the arithmetic behind it. `supports` says whether the graphs can
express a configuration, `choose_precision` which arithmetic suits this machine.

    configuration ──► architecture ─┐
    safetensors ──► weights ────────┴─► flow_lm (flow_head), mimi ──► graph ──► protobuf
                                              │ once per model: conversion, cache
                                              ▼
    text ──► text.py ──► tokens ──► slots ──► latents ──► decoder ──► audio
    voice file ──► voice ───────────┘         (session runs both)

Slots belong to one thread, the decoder to another; everything else may be called from any.
"""

from pocket_tts_wyoming.models.onnx.backend import OnnxBackend, supports
from pocket_tts_wyoming.models.onnx.precision import (
    PrecisionReport,
    choose_precision,
    measure_precision,
)

__all__ = ["OnnxBackend", "PrecisionReport", "choose_precision", "measure_precision", "supports"]
