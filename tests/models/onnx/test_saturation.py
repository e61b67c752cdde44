from __future__ import annotations

from pathlib import Path

from pocket_tts_wyoming.models.onnx.saturation import products_saturate

FLAGS = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\n\n")[0].split())


def test_only_processors_with_avx2_and_without_vnni_saturate() -> None:
    vnni = FLAGS & {"avx512_vnni", "avx_vnni"}
    assert products_saturate() == ("avx2" in FLAGS and not vnni)
