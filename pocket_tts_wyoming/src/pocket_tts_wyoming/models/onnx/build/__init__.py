"""Graphs and weights for ONNX Runtime, made from a model's safetensors."""
