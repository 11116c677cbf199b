"""ONNX graph of a Bert: token ids in, unit vectors out, with the fused operators of ONNX Runtime.

No attention mask: rows of one call have equally many tokens. Activations are rounded by
MatMulNBits per row and block of 32, so a row never depends on the rows beside it.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from romarin.encoder import Matrix
from romarin.training.bert import Bert, Layer, Linear, Norm
from romarin.training.blocks import BLOCK, quantise

_MICROSOFT = "com.microsoft"
_OPSETS = {"": 21, _MICROSOFT: 1}
_IR_VERSION = 10  # read by onnxruntime 1.20 and later
_INTEGER_ACTIVATIONS = 4  # accuracy level of MatMulNBits: int8 activations, int32 sums
_EMBEDDING_BITS = 4
_Attribute: TypeAlias = int | float | str


class Pooling(StrEnum):
    """How the tokens' vectors become the text's."""

    MEAN = "mean"
    FIRST = "cls"


def build_graph(
    bert: Bert, *, bits: int | None, pooling: Pooling = Pooling.MEAN
) -> onnx.ModelProto:
    """The encoder as one graph: `input_ids` (rows by tokens) to `embedding` (unit rows).

    `bits` is 4 or 8 for block-quantised weights, None for floats.
    """
    graph = _Graph(bits)
    state = _embed(graph, bert)
    for layer in bert.layers:
        state = _block(graph, bert, layer, state)
    pooled = _pool(graph, state, pooling)
    graph.nodes.append(helper.make_node("LpNormalization", [pooled], ["embedding"], axis=-1, p=2))
    return graph.finish(bert.width)


def _embed(graph: "_Graph", bert: Bert) -> str:
    words = graph.gather(bert.words, "input_ids")
    length = graph.node("Shape", ["input_ids"], start=1, end=2)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    positions = graph.constant("positions", bert.positions)
    places = graph.node("Slice", [positions, zero, length, zero])
    norm = graph.norm("embedding", bert.norm)
    summed = graph.node("Add", [words, places])
    return graph.node("LayerNormalization", [summed, *norm], axis=-1, epsilon=bert.epsilon)


def _block(graph: "_Graph", bert: Bert, layer: Layer, state: str) -> str:
    projected = graph.linear(layer.query_key_value, state)
    parts = graph.nodes_of("Split", [projected], 3, axis=-1, num_outputs=3)
    context = graph.fused("MultiHeadAttention", parts, num_heads=bert.heads)
    attended = graph.linear(layer.attended, context)
    state = graph.add_norm(state, attended, layer.attended_norm, bert.epsilon)
    widened = graph.fused("Gelu", [graph.linear(layer.widened, state)])
    narrowed = graph.linear(layer.narrowed, widened)
    return graph.add_norm(state, narrowed, layer.narrowed_norm, bert.epsilon)


def _pool(graph: "_Graph", state: str, pooling: Pooling) -> str:
    one = graph.constant("one", np.array([1], dtype=np.int64))
    if pooling is Pooling.MEAN:
        return graph.node("ReduceMean", [state, one], keepdims=0)
    first = graph.constant("first", np.array(0, dtype=np.int64))
    return graph.node("Gather", [state, first], axis=1)


class _Graph:
    """Nodes and constants under construction."""

    def __init__(self, bits: int | None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._bits = bits

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def node(self, kind: str, inputs: Sequence[str], **attributes: _Attribute) -> str:
        return self.nodes_of(kind, inputs, 1, **attributes)[0]

    def fused(self, kind: str, inputs: Sequence[str], **attributes: _Attribute) -> str:
        return self.nodes_of(kind, inputs, 1, domain=_MICROSOFT, **attributes)[0]

    def nodes_of(
        self, kind: str, inputs: Sequence[str], count: int, **attributes: _Attribute
    ) -> list[str]:
        name = f"{kind}_{len(self.nodes)}"
        outputs = [f"{name}_{at}" for at in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, name=name, **attributes))
        return outputs

    def norm(self, name: str, norm: Norm) -> list[str]:
        return [
            self.constant(f"{name}.gain", norm.gain),
            self.constant(f"{name}.shift", norm.shift),
        ]

    def add_norm(self, state: str, change: str, norm: Norm, epsilon: float) -> str:
        inputs = [state, change, *self.norm(f"norm_{len(self.nodes)}", norm)]
        return self.fused("SkipLayerNormalization", inputs, epsilon=epsilon)

    def linear(self, linear: Linear, state: str) -> str:
        name = f"linear_{len(self.nodes)}"
        bias = self.constant(f"{name}.bias", linear.bias)
        if self._bits is None:
            weight = self.constant(f"{name}.weight", linear.weight.T)
            return self.node("Add", [self.node("MatMul", [state, weight]), bias])
        blocks = quantise(linear.weight, bits=self._bits)
        outputs, inputs = linear.weight.shape
        packed = blocks.nibbles() if self._bits == _EMBEDDING_BITS else blocks.values
        values = self.constant(f"{name}.values", packed.reshape(outputs, inputs // BLOCK, -1))
        scales = self.constant(f"{name}.scales", blocks.scales)
        return self.fused(
            "MatMulNBits",
            [state, values, scales, "", "", bias],
            K=inputs,
            N=outputs,
            bits=self._bits,
            block_size=BLOCK,
            accuracy_level=_INTEGER_ACTIVATIONS,
        )

    def gather(self, table: Matrix, ids: str) -> str:
        if self._bits is None:
            return self.node("Gather", [self.constant("words", table), ids])
        blocks = quantise(table, bits=_EMBEDDING_BITS)
        neutral = np.full((len(table), table.shape[1] // BLOCK // 2), 0x88, dtype=np.uint8)
        return self.fused(
            "GatherBlockQuantized",
            [
                self._nibbles("words.values", blocks.nibbles()),
                ids,
                self.constant("words.scales", blocks.scales),
                self._nibbles("words.neutral", neutral),
            ],
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )

    def _nibbles(self, name: str, packed: npt.NDArray[np.uint8]) -> str:
        shape = [len(packed), 2 * packed.shape[1]]
        content = packed.tobytes()
        tensor = helper.make_tensor(name, TensorProto.UINT4, shape, content, raw=True)
        self._constants[name] = tensor
        return name

    def finish(self, width: int) -> onnx.ModelProto:
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["rows", "tokens"])
        embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["rows", width])
        constants = list(self._constants.values())
        graph = helper.make_graph(self.nodes, "encoder", [ids], [embedding], constants)
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
