"""Tracing of a sentence-transformers model by torch: for what our own graph does not know."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import onnx

from romarin.training.graph import Precision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import nn

_OPSET = 18
_EXAMPLE = [[0, 1, 2]]  # token ids; only their shape matters


def trace(model: "SentenceTransformer", *, precision: Precision) -> onnx.ModelProto:
    """The model as a graph from `input_ids` to `embedding` (unit rows).

    BYTES rounds weights by column and activations by call, without the smoothing that our own
    graph has: a median cosine to floats of 0.998 instead of 0.9996 on multilingual-e5-small.
    """
    import torch

    example = torch.tensor(_EXAMPLE)
    module = _unit_rows(model)
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "traced.onnx"
        torch.onnx.export(
            module,
            (example,),
            path,
            input_names=["input_ids"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": {0: "rows", 1: "tokens"}, "embedding": {0: "rows"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        if precision is Precision.BYTES:
            path = _quantised(path)
        return onnx.load(path)


def _unit_rows(model: "SentenceTransformer") -> "nn.Module":
    import torch

    class UnitRows(torch.nn.Module):
        """Token ids to unit rows; no row is ever padded."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            rows: torch.Tensor = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(rows, dim=-1)

    return UnitRows().eval()


def _quantised(path: Path) -> Path:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    result = path.with_name("quantised.onnx")
    quantize_dynamic(path, result, per_channel=True, weight_type=QuantType.QInt8)
    return result
