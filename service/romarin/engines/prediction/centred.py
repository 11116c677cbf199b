"""Centred vectors: cosines after removing what all rows share."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from romarin.index import Floats

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Centred:
    """Unit rows less their mean: encoders like e5 put any two texts near each other."""

    mean: Floats
    rows: Floats

    @classmethod
    def of(cls, matrix: Floats) -> Self:
        """From unit rows."""
        mean = matrix.mean(axis=0)
        rows = matrix - mean
        return cls(mean, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY))

    def cosines(self, vector: Floats) -> Floats:
        """To each row; a zero vector is near nothing."""
        if not vector.any():
            return np.zeros(len(self.rows), np.float32)
        away = vector - self.mean
        return np.asarray(self.rows @ (away / max(float(np.linalg.norm(away)), _TINY)), np.float32)
