"""Telling whole voice states from parts and from other files."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.store.files import shipped_configs
from pocket_tts_wyoming.voices.state_file import (
    IncompleteFileError,
    NotAVoiceStateError,
    StateShape,
    read_shape,
)
from support.voice_states import safetensors_file, voice_state

if TYPE_CHECKING:
    from pathlib import Path


def with_header(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


CACHE = "transformer.layers.0.self_attn/cache"


@given(layers=st.integers(1, 24), heads=st.integers(1, 16), width=st.integers(1, 64))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_shape_is_read_from_the_header(tmp_path: Path, layers: int, heads: int, width: int) -> None:
    path = tmp_path / "v.safetensors"
    path.write_bytes(voice_state(layers, heads, width))
    assert read_shape(path) == StateShape(layers, heads, width)


@given(cut=st.integers(0, len(voice_state()) - 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_shorter_file_is_incomplete(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "v.safetensors"
    path.write_bytes(voice_state()[:cut])
    with pytest.raises(IncompleteFileError):
        read_shape(path)


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_is_not_a_voice(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "v.safetensors"
    path.write_bytes(noise)
    with pytest.raises((IncompleteFileError, NotAVoiceStateError)):
        read_shape(path)


@pytest.mark.parametrize(
    "content",
    [
        safetensors_file({"model.weight": [2, 2]}),
        safetensors_file({CACHE: [2, 2]}),
        safetensors_file({CACHE: [2, 1, 3, 2, 4], CACHE.replace("0", "1"): [2, 1, 3, 2, 5]}),
        safetensors_file({}),
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 12) + b'{"a": {"b":1',
        struct.pack("<Q", 10) + b'{"a": "b"}',
        b"RIFF....WAVEfmt " * 9,
        with_header('{"a": {"shape": [], "data_offsets": ["a", "b"]}}'),
        with_header('{"a": {"shape": [], "data_offsets": [0, 1e400]}}'),
        with_header('{"a": {"shape": [], "data_offsets": [0, -1]}}'),
        with_header('{"a": {"shape": [], "data_offsets": [0, true]}}'),
        with_header('{"a": {"shape": [], "data_offsets": [0, NaN]}}'),
        with_header(json.dumps({CACHE: {"shape": [2, 1, 3, "a", {}], "data_offsets": [0, 0]}})),
        with_header(json.dumps({CACHE: {"shape": {"3": 1}, "data_offsets": [0, 0]}})),
        with_header('{"a": ' + "[" * 90_000 + "]" * 90_000 + "}"),
        with_header('{"a": "\\ud800"}'),
        with_header("\x00" * 20),
    ],
    ids=[
        *("weights", "flat", "mixed", "empty", "list", "broken", "text", "wav"),
        *("words", "infinite", "negative", "true", "nan", "words in shape", "shape is no list"),
        *("nested", "surrogate", "zeros"),
    ],
)
def test_other_whole_files_are_not_voices(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "v.safetensors"
    path.write_bytes(content)
    with pytest.raises(NotAVoiceStateError):
        read_shape(path)


@pytest.mark.parametrize(
    ("config", "bytes_per_position"),
    [
        ("english", 49_152),
        ("german_24l", 196_608),
        ("english_18m_2026-10", 32_768),
        ("english_7m_2026-10", 8_192),
        ("english_2m_2026-10", 4_096),
    ],
)
def test_shape_of_a_model_has_the_bytes_of_its_cache(config: str, bytes_per_position: int) -> None:
    """Expected: memory per position as measured with the library (keys and values, float32)."""
    parsed = yaml.safe_load(shipped_configs()[config].read_text(encoding="utf-8"))
    shape = StateShape.of_config(parsed)
    assert 2 * 4 * shape.layers * shape.heads * shape.head_width == bytes_per_position
