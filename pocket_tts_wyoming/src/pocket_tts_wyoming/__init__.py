"""Pocket TTS for Home Assistant: streaming text-to-speech over the Wyoming protocol."""

import os

__version__ = "0.1.0"

# Nothing leaves the house but downloads. Both libraries read these variables when they are
# imported, so they are set here: every way in, tests and benchmarks included, passes this line.
# Without them ONNX Runtime 1.32 looks up its maker's collector and writes a device id and a
# database below HOME, and huggingface_hub 2.4 asks the hub for the list of agent harnesses once a
# day and sends what it recognises.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
