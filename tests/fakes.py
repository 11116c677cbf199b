"""Fakes that stand for slow or heavy parts in tests."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from zlib import crc32

import numpy as np

from romarin.encoder import FALLBACK, Kind, Matrix


class HashingEncoder:
    """Vectors of a few dimensions from hashed letter trigrams: like spellings lie near."""

    def __init__(self, dimension: int = 6) -> None:
        self.name = "hashing"
        self.dimension = dimension
        self.scale = FALLBACK
        self.sha256 = sha256(f"hashing-{dimension}".encode()).hexdigest()

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:  # noqa: ARG002
        """One unit row per text, in the order given; an empty text gives a zero row."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for trigram in _trigrams(text.strip().casefold()):
                row[crc32(trigram.encode()) % self.dimension] += 1
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return rows


def _trigrams(text: str) -> Iterator[str]:
    padded = f" {text} " if text else ""
    yield from (padded[at : at + 3] for at in range(len(padded) - 2))
