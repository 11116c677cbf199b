"""Tokenizer of XLM-R: rebuilt from pieces and scores, and trimmed to the pieces that are used."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from romarin.training.errors import TrimUnsupported

_START, _END = "<s>", "</s>"
_TEXTS_A_CALL = 20_000


def xlmr_tokenizer(pieces: Sequence[tuple[str, float]], *, unknown: int) -> Tokenizer:
    """The tokenizer of XLM-R with these pieces (text, log-probability) by id."""
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=unknown, byte_fallback=False))
    # SentencePiece's `nmt_nfkc`, which XLM-R was trained with.
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    ids = {text: at for at, (text, _) in enumerate(pieces) if text in (_START, _END)}
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_START} $A {_END}", special_tokens=list(ids.items())
    )
    return tokenizer


def used_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> set[int]:
    """Ids of the pieces that occur in the texts, special tokens left out."""
    used: set[int] = set()
    remaining = iter(texts)
    while batch := list(islice(remaining, _TEXTS_A_CALL)):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            used.update(encoding.ids)
    return used


def trim(tokenizer: Tokenizer, used: Collection[int]) -> tuple[Tokenizer, npt.NDArray[np.int64]]:
    """The tokenizer with the used pieces only, and the old id of each new one.

    Special pieces and every piece of one character stay, so any text can still be read.

    Raises:
        TrimUnsupported: the tokenizer is not a unigram model.
    """
    layout: dict[str, Any] = json.loads(tokenizer.to_str())
    model = layout["model"]
    if model["type"] != "Unigram":
        raise TrimUnsupported(model["type"])
    vocabulary: list[tuple[str, float]] = model["vocab"]
    kept = sorted({*used, *_needed(layout, vocabulary)})
    renumbered = {old: new for new, old in enumerate(kept)}
    model["vocab"] = [vocabulary[old] for old in kept]
    model["unk_id"] = renumbered[model["unk_id"]]
    for token in layout["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    for token in _special_tokens(layout):
        token["ids"] = [renumbered[old] for old in token["ids"]]
    return Tokenizer.from_str(json.dumps(layout)), np.array(kept, dtype=np.int64)


def _needed(layout: dict[str, Any], vocabulary: Sequence[tuple[str, float]]) -> Iterator[int]:
    yield layout["model"]["unk_id"]
    yield from (token["id"] for token in layout["added_tokens"])
    for token in _special_tokens(layout):
        yield from token["ids"]
    yield from (at for at, (text, _) in enumerate(vocabulary) if len(text) == 1)


def _special_tokens(layout: dict[str, Any]) -> list[Any]:
    processor = layout["post_processor"] or {}
    return list(processor.get("special_tokens", {}).values())
