"""ONNX messages as protobuf wire format: the few fields that our graphs need.

The `onnx` package would bring a second protobuf runtime and 20 MB for what ten functions do here.
Field numbers: onnx.proto of ONNX, IR version 10.
Wire format: protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Attribute: TypeAlias = "int | float | str | Sequence[int]"
Dimension: TypeAlias = "int | str"

IR_VERSION: Final = 10

_VARINT, _BYTES, _FLOAT32 = 0, 2, 5  # wire types
_EXTERNAL = 1  # TensorProto.DataLocation
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT, _ATTRIBUTE_STRING, _ATTRIBUTE_INTS = 1, 2, 3, 7
_ELEMENT_TYPES: Final = {
    np.dtype(np.float32): 1,
    np.dtype(np.uint8): 2,
    np.dtype(np.int8): 3,
    np.dtype(np.int32): 6,
    np.dtype(np.int64): 7,
}


def varint(value: int) -> bytes:
    """Encode an int64: seven bits per byte, lowest first; negative ones as two's complement."""
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - the seven bits of the wire format
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return varint(field << 3 | _VARINT) + varint(value)


def _message(field: int, value: bytes) -> bytes:
    return varint(field << 3 | _BYTES) + varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode())


def _texts(field: int, values: Iterable[str]) -> bytes:
    return b"".join(_text(field, value) for value in values)


def _messages(field: int, values: Iterable[bytes]) -> bytes:
    return b"".join(_message(field, value) for value in values)


def _element_type(dtype: np.dtype[np.generic]) -> bytes:
    return varint(_ELEMENT_TYPES[dtype])


def _tensor_head(name: str, shape: Sequence[int], dtype: np.dtype[np.generic]) -> bytes:
    dims = b"".join(_number(1, size) for size in shape)
    return dims + varint(2 << 3 | _VARINT) + _element_type(dtype) + _text(8, name)


def tensor(name: str, value: NDArray[np.generic]) -> bytes:
    """TensorProto that holds its data."""
    return _tensor_head(name, value.shape, value.dtype) + _message(9, value.tobytes())


def external_tensor(
    name: str,
    shape: Sequence[int],
    dtype: np.dtype[np.generic],
    location: str,
    span: tuple[int, int],
) -> bytes:
    """TensorProto whose data stand in a file beside the model.

    `location` is the file's name, `span` (offset, length) in bytes.
    """
    offset, length = span
    entries = {"location": location, "offset": str(offset), "length": str(length)}
    external = (_text(1, key) + _text(2, value) for key, value in entries.items())
    return _tensor_head(name, shape, dtype) + _messages(13, external) + _number(14, _EXTERNAL)


def value_info(name: str, shape: Sequence[Dimension], dtype: np.dtype[np.generic]) -> bytes:
    """ValueInfoProto: name, element type and shape (a str is a dimension known at run time)."""
    dims = (_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape)
    tensor_type = varint(1 << 3 | _VARINT) + _element_type(dtype) + _message(2, _messages(1, dims))
    return _text(1, name) + _message(2, _message(1, tensor_type))


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, str):
        kind, body = _ATTRIBUTE_STRING, _text(4, value)
    elif isinstance(value, float):
        kind, body = _ATTRIBUTE_FLOAT, varint(2 << 3 | _FLOAT32) + struct.pack("<f", value)
    elif isinstance(value, int):
        kind, body = _ATTRIBUTE_INT, _number(3, value)
    else:
        kind, body = _ATTRIBUTE_INTS, b"".join(_number(8, item) for item in value)
    return _text(1, name) + body + _number(20, kind)


def node(
    kind: str,
    inputs: Iterable[str],
    outputs: Iterable[str],
    attributes: Mapping[str, Attribute],
    domain: str,
) -> bytes:
    """NodeProto; "" stands for an input that is left out."""
    encoded = (_attribute(name, value) for name, value in attributes.items())
    return (
        _texts(1, inputs)
        + _texts(2, outputs)
        + _text(4, kind)
        + _messages(5, encoded)
        + _text(7, domain)
    )


def model(
    nodes: Iterable[bytes],
    tensors: Iterable[bytes],
    inputs: Iterable[bytes],
    outputs: Iterable[bytes],
    opsets: Mapping[str, int],
) -> bytes:
    """ModelProto around one graph; `opsets` maps an operator domain to its version."""
    graph = (
        _messages(1, nodes)
        + _text(2, "pocket_tts")
        + _messages(5, tensors)
        + _messages(11, inputs)
        + _messages(12, outputs)
    )
    imports = (_text(1, domain) + _number(2, version) for domain, version in opsets.items())
    return _number(1, IR_VERSION) + _message(7, graph) + _messages(8, imports)
