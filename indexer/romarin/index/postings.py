"""Postings: which columns each word speaks for, and how much; a sparse matrix by word."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from romarin.index.forms import Floats, Ids


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows are words, columns are what they speak for."""

    starts: Ids  # of each row among the values, and the end of the last
    columns: Ids
    values: Floats
    width: int  # columns

    @classmethod
    def of(cls, rows: Ids, columns: Ids, values: Floats, *, height: int, width: int) -> Self:
        """From cells in any order."""
        order = np.argsort(rows, kind="stable")
        starts = np.zeros(height + 1, np.int32)
        np.cumsum(np.bincount(rows, minlength=height), out=starts[1:])
        return cls(
            starts,
            np.asarray(columns[order], np.int32),
            np.asarray(values[order], np.float32),
            width,
        )

    def sum(self, rows: Ids, weights: Floats) -> Floats:
        """The weighted sum of some rows, one value a column; rows beyond the last hold nothing."""
        known = rows < len(self.starts) - 1
        rows, weights = rows[known], weights[known]
        first = self.starts[rows]
        lengths = self.starts[rows + 1] - first
        ends = np.cumsum(lengths)
        if not len(ends) or not ends[-1]:
            return np.zeros(self.width, np.float32)
        cells = np.repeat(first - ends + lengths, lengths) + np.arange(ends[-1])
        summed = np.bincount(
            self.columns[cells],
            self.values[cells] * np.repeat(weights, lengths),
            minlength=self.width,
        )
        return np.asarray(summed, np.float32)
