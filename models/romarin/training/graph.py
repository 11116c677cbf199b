"""ONNX graph of a Bert: token ids in, unit vectors out, with the operators ONNX Runtime is fast at.

There is no attention mask: rows of one call have equally many tokens.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

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
_Attribute: TypeAlias = int | float | str
_Shape: TypeAlias = Sequence[str | int | None]


class Precision(StrEnum):
    """How linear maps compute; word vectors are in 4-bit blocks in all but FLOAT."""

    FLOAT = "float"
    BLOCKS = "4-bit blocks"  # inputs rounded by row and block of 32: rows never touch each other
    BYTES = "int8"  # inputs rounded with one scale a call: give one row a call


class Pooling(StrEnum):
    """How the tokens' vectors become the text's."""

    MEAN = "mean"
    FIRST = "cls"


def build_graph(
    bert: Bert, *, precision: Precision, pooling: Pooling = Pooling.MEAN, peaks: bool = False
) -> onnx.ModelProto:
    """The encoder as one graph: `input_ids` (rows by tokens) to `embedding` (unit rows).

    With peaks, further outputs give the largest magnitude of each input of every linear map, in
    the order in which they are computed.
    """
    graph = _Graph(precision)
    pooled = _pool(graph, _encode(graph, bert), pooling)
    graph.nodes.append(helper.make_node("LpNormalization", [pooled], ["embedding"], axis=-1, p=2))
    outputs: dict[str, _Shape] = {"embedding": ["rows", bert.width]}
    names = graph.peaks() if peaks else []
    return graph.finish(["input_ids"], outputs | {name: [None] for name in names})


def build_tagging_graph(
    bert: Bert, writings: Matrix, heads: tuple[Linear, Linear], *, precision: Precision
) -> onnx.ModelProto:
    """`input_ids` and `writings` (rows by tokens) to logits of `tags` and of `levels`.

    `writings` is what is added to a token's vector for how it is written, one row each; the heads
    compute in floats.
    """
    graph = _Graph(precision)
    written = graph.node("Gather", [graph.constant("writings.vectors", writings), "writings"])
    state = _encode(graph, bert, written)
    outputs: dict[str, _Shape] = {}
    for name, head in zip(("tags", "levels"), heads, strict=True):
        bias = graph.constant(f"{name}.bias", head.bias)
        told = graph.linear_of_floats(name, head.weight, bias, state)
        graph.nodes.append(helper.make_node("Identity", [told], [name]))
        outputs[name] = ["rows", "tokens", len(head.bias)]
    return graph.finish(["input_ids", "writings"], outputs)


def _encode(graph: "_Graph", bert: Bert, written: str | None = None) -> str:
    """The state of each token after the last layer."""
    state = _embed(graph, bert, written)
    for layer in bert.layers:
        state = _block(graph, bert, layer, state)
    return state


def _embed(graph: "_Graph", bert: Bert, written: str | None) -> str:
    words = graph.gather(bert.words, "input_ids")
    if written is not None:
        words = graph.node("Add", [words, written])
    length = graph.node("Shape", ["input_ids"], start=1, end=2)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    positions = graph.constant("positions", bert.positions)
    places = graph.node("Slice", [positions, zero, length, zero])
    return graph.norm(graph.node("Add", [words, places]), bert.norm, bert.epsilon)


def _block(graph: "_Graph", bert: Bert, layer: Layer, state: str) -> str:
    projected = graph.linear(layer.query_key_value, state)
    parts = graph.nodes_of("Split", [projected], 3, axis=-1, num_outputs=3)
    context = graph.fused("MultiHeadAttention", parts, num_heads=bert.heads)
    attended = graph.linear(layer.attended, context)
    state = graph.norm(graph.node("Add", [state, attended]), layer.attended_norm, bert.epsilon)
    widened = graph.fused("Gelu", [graph.linear(layer.widened, state)])
    narrowed = graph.linear(layer.narrowed, widened)
    return graph.norm(graph.node("Add", [state, narrowed]), layer.narrowed_norm, bert.epsilon)


def _pool(graph: "_Graph", state: str, pooling: Pooling) -> str:
    one = graph.constant("one", np.array([1], dtype=np.int64))
    if pooling is Pooling.MEAN:
        return graph.node("ReduceMean", [state, one], keepdims=0)
    first = graph.constant("first", np.array(0, dtype=np.int64))
    return graph.node("Gather", [state, first], axis=1)


class _Graph:
    """Nodes and constants under construction."""

    def __init__(self, precision: Precision) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self._precision = precision
        self._constants: dict[str, onnx.TensorProto] = {}
        self._linear_inputs: list[str] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self._constants[name] = numpy_helper.from_array(np.asarray(values, order="C"), name)
        return name

    def node(self, kind: str, inputs: Sequence[str], **attributes: _Attribute) -> str:
        return self.nodes_of(kind, inputs, 1, **attributes)[0]

    def fused(self, kind: str, inputs: Sequence[str], **attributes: _Attribute) -> str:
        (output,) = self.nodes_of(kind, inputs, 1, **attributes)
        self.nodes[-1].domain = _MICROSOFT
        return output

    def nodes_of(
        self, kind: str, inputs: Sequence[str], count: int, **attributes: _Attribute
    ) -> list[str]:
        name = f"{kind}_{len(self.nodes)}"
        outputs = [f"{name}_{at}" for at in range(count)]
        node = helper.make_node(kind, list(inputs), outputs, name=name)
        node.attribute.extend(helper.make_attribute(*each) for each in attributes.items())
        self.nodes.append(node)
        return outputs

    def norm(self, state: str, norm: Norm, epsilon: float) -> str:
        name = f"norm_{len(self.nodes)}"
        gain = self.constant(f"{name}.gain", norm.gain)
        shift = self.constant(f"{name}.shift", norm.shift)
        return self.node("LayerNormalization", [state, gain, shift], axis=-1, epsilon=epsilon)

    def linear(self, linear: Linear, state: str) -> str:
        self._linear_inputs.append(state)
        name = f"linear_{len(self.nodes)}"
        if linear.divisor is not None:
            factor = self.constant(f"{name}.factor", 1 / linear.divisor)
            state = self.node("Mul", [state, factor])
        bias = self.constant(f"{name}.bias", linear.bias)
        match self._precision:
            case Precision.FLOAT:
                return self.linear_of_floats(name, linear.weight, bias, state)
            case Precision.BLOCKS:
                return self._linear_of_blocks(name, linear.weight, bias, state)
            case Precision.BYTES:
                return self._linear_of_bytes(name, linear.weight, bias, state)
            case _:
                assert_never(self._precision)

    def linear_of_floats(self, name: str, weight: Matrix, bias: str, state: str) -> str:
        transposed = self.constant(f"{name}.weight", weight.T)
        return self.node("Add", [self.node("MatMul", [state, transposed]), bias])

    def _linear_of_blocks(self, name: str, weight: Matrix, bias: str, state: str) -> str:
        blocks = quantise(weight)
        outputs, inputs = weight.shape
        packed = blocks.nibbles().reshape(outputs, inputs // BLOCK, -1)
        values = self.constant(f"{name}.values", packed)
        scales = self.constant(f"{name}.scales", blocks.scales)
        return self.fused(
            "MatMulNBits",
            [state, values, scales, "", "", bias],
            K=inputs,
            N=outputs,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_INTEGER_ACTIVATIONS,
        )

    def _linear_of_bytes(self, name: str, weight: Matrix, bias: str, state: str) -> str:
        scales = np.maximum(np.abs(weight).max(axis=1) / 127, np.finfo(np.float32).tiny)
        values = np.rint(weight / scales[:, None]).astype(np.int8)
        inputs = [
            state,
            self.constant(f"{name}.values", values.T),
            self.constant(f"{name}.scales", scales.astype(np.float32)),
            self.constant(f"{name}.neutral", np.zeros(len(weight), dtype=np.int8)),
            bias,
        ]
        return self.fused("DynamicQuantizeMatMul", inputs)

    def gather(self, table: Matrix, ids: str) -> str:
        if self._precision is Precision.FLOAT:
            return self.node("Gather", [self.constant("words", table), ids])
        blocks = quantise(table)
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

    def peaks(self) -> list[str]:
        axes = self.constant("rows and tokens", np.array([0, 1], dtype=np.int64))
        magnitudes = [self.node("Abs", [state]) for state in self._linear_inputs]
        return [self.node("ReduceMax", [state, axes], keepdims=0) for state in magnitudes]

    def finish(self, inputs: Sequence[str], outputs: Mapping[str, _Shape]) -> onnx.ModelProto:
        """Inputs are rows by tokens of whole numbers; outputs are floats of the shapes given."""
        info = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [info(name, TensorProto.INT64, ["rows", "tokens"]) for name in inputs],
            [info(name, TensorProto.FLOAT, list(shape)) for name, shape in outputs.items()],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
