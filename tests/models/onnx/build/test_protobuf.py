from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.onnx.build import protobuf
from pocket_tts_wyoming.models.onnx.build.graph import Graph, model_path
from pocket_tts_wyoming.models.onnx.session import open_session

if TYPE_CHECKING:
    from pathlib import Path


def read_varint(data: bytes) -> int:
    value = sum((byte & 0x7F) << 7 * i for i, byte in enumerate(data))
    return value - (1 << 64) if value >= 1 << 63 else value


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63 - 1))
def test_varint_reads_back(value: int) -> None:
    encoded = protobuf.varint(value)
    assert read_varint(encoded) == value
    assert [byte >> 7 for byte in encoded] == [1] * (len(encoded) - 1) + [0]


@pytest.mark.parametrize(
    ("value", "encoded"), [(0, "00"), (1, "01"), (150, "9601"), (-2, "fe" + "ff" * 8 + "01")]
)
def test_varint_as_the_specification_shows(value: int, encoded: str) -> None:
    assert protobuf.varint(value).hex() == encoded


def write_example(folder: Path) -> None:
    """One of everything: inline and external tensors, all attributes, optional inputs."""
    with Graph(folder) as g:
        x = g.input("x", ["B", 3])
        g.input("lengths", [2], np.int32)
        y = g.linear(np.eye(3, dtype=np.float32) * 2, np.ones(3, np.float32))(x)
        y = g.op("Gelu", y, approximate="tanh")
        y = g.op("LeakyRelu", y, alpha=-0.25)
        y = g.op("Clip", y, "", g.const(np.array(5, np.float32)))
        y = g.op("Transpose", y, perm=[1, 0])
        g.cut(y, -2, axis=0, to=g.declare_output("y", [2, "B"]))


def test_the_runtime_reads_it(tmp_path: Path) -> None:
    write_example(tmp_path)
    session = open_session(tmp_path, 1)
    x = np.array([[0.0, 1.0, 9.0]], np.float32)
    [y] = session.run(["y"], {"x": x, "lengths": np.zeros(2, np.int32)})
    inner = 2 * x + 1
    gelu = 0.5 * inner * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
    np.testing.assert_allclose(y[:, 0], gelu.clip(max=5)[0, 1:], rtol=1e-6)


def test_the_onnx_package_agrees(tmp_path: Path) -> None:
    onnx: Any = importlib.import_module("onnx")  # slow to import, and only needed here
    write_example(tmp_path)
    model = onnx.load(model_path(tmp_path))
    onnx.checker.check_model(model, full_check=True)
    assert model.ir_version == protobuf.IR_VERSION
    assert {o.domain: o.version for o in model.opset_import} == {"": 20, "com.microsoft": 1}
    graph = model.graph
    names = [node.op_type for node in graph.node]
    assert names == ["MatMul", "Add", "Gelu", "LeakyRelu", "Clip", "Transpose", "Slice"]
    attributes = {
        a.name: onnx.helper.get_attribute_value(a) for node in graph.node for a in node.attribute
    }
    assert attributes == {"approximate": b"tanh", "alpha": -0.25, "perm": [1, 0]}
    assert graph.node[4].input[1] == ""
    weights = [onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer]
    np.testing.assert_array_equal(weights[0], np.eye(3) * 2)
    np.testing.assert_array_equal(weights[1], np.ones(3))
    assert [w.dtype for w in weights[2:]] == [np.float32, np.int64, np.int64, np.int64]
    assert [value.name for value in graph.input] == ["x", "lengths"]
    dims = graph.input[0].type.tensor_type.shape.dim
    assert (dims[0].dim_param, dims[1].dim_value) == ("B", 3)
    assert graph.input[1].type.tensor_type.elem_type == onnx.TensorProto.INT32


def test_a_graph_that_failed_is_not_a_model(tmp_path: Path) -> None:
    def fail(g: Graph) -> None:
        g.weight(np.ones(3, np.float32))
        raise KeyError("no such tensor")

    with pytest.raises(KeyError), Graph(tmp_path) as g:
        fail(g)
    assert not model_path(tmp_path).exists()
    with pytest.raises(onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile):
        open_session(tmp_path, 1)
