"""Choices: how the words of an offer say which métier a recruiter chose, by ridge regression."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Document: TypeAlias = tuple[NDArray[np.int32], Floats]  # numbers of words, and their weights

_RIDGE = 1.0  # 0.3 and 1 are alike on dev, .3 a point lower for texts (docs/decisions/0010)


@dataclass(frozen=True, slots=True)
class Choices:
    """The cells that are kept of a matrix of words and métiers, by word."""

    starts: NDArray[np.int32]
    columns: NDArray[np.int16]
    values: NDArray[np.float16]


def learn_choices(
    documents: Sequence[Document],
    chosen: Sequence[int],
    trust: Sequence[float],
    *,
    words: int,
    codes: int,
    kept: int,
) -> Choices:
    """`chosen`: the métier of each document, below `codes`; `kept`: cells, largest first.

    `trust`: what each document counts; 1 for one that a person coded.
    """
    rows = np.zeros((len(documents), words), np.float32)
    for row, (numbers, weights) in zip(rows, documents, strict=True):
        known = numbers < words
        row[numbers[known]] = weights[known]
    right = np.zeros((len(documents), codes), np.float32)
    right[np.arange(len(documents)), chosen] = 1.0
    kernel = rows @ rows.T + np.diag(_RIDGE / np.asarray(trust, np.float32))
    return _largest(rows.T @ np.linalg.solve(kernel, right), kept)


def _largest(matrix: Floats, kept: int) -> Choices:
    sizes = np.abs(matrix).ravel()
    least = np.partition(sizes, -kept)[-kept] if kept < len(sizes) else 0.0
    rows, columns = np.nonzero((np.abs(matrix) >= least) & (matrix != 0))
    starts = np.zeros(len(matrix) + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=len(matrix)), out=starts[1:])
    values = matrix[rows, columns]
    return Choices(starts, columns.astype(np.int16), values.astype(np.float16))
