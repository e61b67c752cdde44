"""The torch-free engine: Pocket TTS as ONNX graphs that are written here and run by ONNX Runtime.

`OnnxBackend.load` is the door; `supports` says whether a configuration can be had without torch,
`choose_precision` which arithmetic suits this machine.

    configuration ──► architecture ─┐
    safetensors ──► weights ────────┴─► flow_lm (flow_head), mimi ──► graph ──► protobuf
                                              │ once per model: conversion, cache
                                              ▼
    text ──► prepare ──► tokens ──► slots ──► latents ──► decoder ──► audio
    voice file ──► voice ───────────┘         (both run by session)

Slots belong to one thread, the decoder to one other; everything else may be called from any.
"""

from pocket_tts_wyoming.models.onnx.backend import OnnxBackend, supports
from pocket_tts_wyoming.models.onnx.precision import (
    PrecisionReport,
    choose_precision,
    measure_precision,
)

__all__ = ["OnnxBackend", "PrecisionReport", "choose_precision", "measure_precision", "supports"]
