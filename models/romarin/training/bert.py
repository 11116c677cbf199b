"""Bert: the weights of a BERT-like encoder as plain matrices, wherever they came from."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from romarin.encoder import Matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor
    from transformers import PreTrainedModel

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """y = (x / divisor) · weightᵀ + bias."""

    weight: Matrix  # one row per output
    bias: Vector
    divisor: Vector | None = None  # one number per input


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation's gain and shift."""

    gain: Vector
    shift: Vector


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer block, normalised after each half."""

    query_key_value: Linear  # the three projections, one under the other
    attended: Linear
    attended_norm: Norm
    widened: Linear
    narrowed: Linear
    narrowed_norm: Norm


@dataclass(frozen=True, slots=True)
class Bert:
    """A BERT-like encoder; positions start at 0 and hold the (constant) token type."""

    words: Matrix  # one row per token id
    positions: Matrix  # one row per place in the text
    norm: Norm
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float

    @property
    def width(self) -> int:
        """Numbers per token between the layers."""
        return int(self.words.shape[1])

    def with_words(self, kept: npt.NDArray[np.int64]) -> "Bert":
        """The same encoder with only these token ids, renumbered in the order given."""
        return replace(self, words=self.words[kept])


# Architectures that share BERT's names and block; RoBERTa's positions start after the padding id.
BERT_LIKE = frozenset({"bert", "roberta", "xlm-roberta", "camembert"})


def from_transformers(model: "PreTrainedModel") -> Bert:
    """The weights of a model of transformers whose type is among BERT_LIKE."""
    config = model.config
    tensors = _Tensors(model.state_dict())
    first = 0 if config.model_type == "bert" else config.pad_token_id + 1
    positions = tensors("embeddings.position_embeddings.weight")[first:]
    return Bert(
        words=tensors("embeddings.word_embeddings.weight"),
        positions=positions + tensors("embeddings.token_type_embeddings.weight")[0],
        norm=tensors.norm("embeddings.LayerNorm"),
        layers=tuple(_layer(tensors, at) for at in range(config.num_hidden_layers)),
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
    )


class _Tensors:
    """A model's state by name, as float matrices."""

    def __init__(self, state: "Mapping[str, Tensor]") -> None:
        self._state = state

    def __call__(self, name: str) -> Matrix:
        return np.asarray(self._state[name].float().cpu().numpy(), dtype=np.float32)

    def linear(self, *names: str) -> Linear:
        weight = np.concatenate([self(f"{name}.weight") for name in names])
        return Linear(weight, np.concatenate([self(f"{name}.bias") for name in names]))

    def norm(self, name: str) -> Norm:
        return Norm(self(f"{name}.weight"), self(f"{name}.bias"))


def _layer(tensors: _Tensors, at: int) -> Layer:
    start = f"encoder.layer.{at}"
    projections = (f"{start}.attention.self.{part}" for part in ("query", "key", "value"))
    return Layer(
        query_key_value=tensors.linear(*projections),
        attended=tensors.linear(f"{start}.attention.output.dense"),
        attended_norm=tensors.norm(f"{start}.attention.output.LayerNorm"),
        widened=tensors.linear(f"{start}.intermediate.dense"),
        narrowed=tensors.linear(f"{start}.output.dense"),
        narrowed_norm=tensors.norm(f"{start}.output.LayerNorm"),
    )
