from __future__ import annotations

from pathlib import Path

import pytest

from pocket_tts_wyoming.models.onnx.saturation import products_saturate

FLAGS = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\n\n")[0].split()


@pytest.mark.skipif("avx2" not in FLAGS, reason="a processor without AVX2 (they do not saturate)")
def test_processors_without_vnni_saturate() -> None:
    assert products_saturate() == (not {"avx512_vnni", "avx_vnni"} & set(FLAGS))
