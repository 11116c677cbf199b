"""Trained encoder: weights, tokenizer and habits, before they become a folder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import onnx
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from romarin.encoder import EncoderSettings, Kind, Matrix
from romarin.training.bert import Bert
from romarin.training.calibration import PHRASES, enough, measure_peaks
from romarin.training.graph import Pooling, Precision, build_graph
from romarin.training.smoothing import smooth
from romarin.training.tokenizer import trim, used_pieces


@dataclass(frozen=True, slots=True)
class Habits:
    """What an encoder was trained with besides its weights, and where it comes from."""

    name: str
    source: str
    licence: str
    prefixes: Mapping[Kind, str]
    max_tokens: int

    def settings(self, dimension: int) -> EncoderSettings:
        """As encoder.json says it."""
        return EncoderSettings(
            name=self.name,
            dimension=dimension,
            max_tokens=self.max_tokens,
            prefixes={kind.value: prefix for kind, prefix in self.prefixes.items()},
            source=self.source,
            licence=self.licence,
        )


@dataclass(frozen=True, slots=True)
class TrainedBert:
    """A BERT-like encoder with its tokenizer."""

    habits: Habits
    bert: Bert
    tokenizer: Tokenizer
    pooling: Pooling = Pooling.MEAN

    def trimmed(self, texts: Iterable[str]) -> "TrainedBert":
        """The same encoder with the pieces that these texts use, and every single character.

        Raises:
            TrimUnsupported: the tokenizer is not a unigram model.
        """
        prefixed = (prefix + text for text in texts for prefix in {*self.habits.prefixes.values()})
        tokenizer, kept = trim(self.tokenizer, used_pieces(self.tokenizer, prefixed))
        return replace(self, tokenizer=tokenizer, bert=self.bert.with_words(kept))

    def graph(self, *, precision: Precision, texts: Sequence[str]) -> onnx.ModelProto:
        """The ONNX graph; BYTES sees on some of the texts how large activations get."""
        bert = self.bert
        if precision is Precision.BYTES:
            told = texts if len(texts) >= len(PHRASES) else [*texts, *PHRASES]
            bert = smooth(bert, measure_peaks(bert, self._tokens(enough(told))))
        return build_graph(bert, precision=precision, pooling=self.pooling)

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """The texts' unit vectors in floats, one row each."""
        graph = build_graph(self.bert, precision=Precision.FLOAT, pooling=self.pooling)
        session = InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        inputs = (np.array([tokens], dtype=np.int64) for tokens in self._tokens(texts))
        return np.concatenate([session.run(None, {"input_ids": ids})[0] for ids in inputs])

    def _tokens(self, texts: Iterable[str]) -> Iterator[Sequence[int]]:
        prefix = self.habits.prefixes.get(Kind.QUERY, "")
        self.tokenizer.enable_truncation(self.habits.max_tokens)
        for text in texts:
            yield self.tokenizer.encode(prefix + text).ids
