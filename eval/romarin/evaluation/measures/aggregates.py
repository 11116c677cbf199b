"""Aggregates: figures of many cases, each a function of sums over their rows.

That every figure is one lets the bootstrap and the paired tests weigh rows by one matrix product.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Sums: TypeAlias = Mapping[str, Floats]  # of each figure over rows, any shape; 0 where none has it


class Aggregate(Protocol):
    """A figure of many rows; it is a value, compared and printed by its name."""

    @property
    def name(self) -> str:
        """As in the JSON result."""
        ...

    @property
    def higher_is_better(self) -> bool:
        """The direction of progress."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures of a row that it is made of."""
        ...

    def __call__(self, sums: Sums) -> Floats:
        """One value for each entry of the sums, nan where nothing was counted."""
        ...


def count_of(figure: str) -> str:
    """The name under which the number of rows that have a figure is summed."""
    return f"#{figure}"


@dataclass(frozen=True, slots=True)
class Mean:
    """The average over the rows that have the figure."""

    name: str
    higher_is_better: bool = True

    @property
    def needs(self) -> tuple[str, ...]:
        """The figure itself."""
        return (self.name,)

    def __call__(self, sums: Sums) -> Floats:
        """In the unit of the figure."""
        return _ratio(sums[self.name], sums[count_of(self.name)])


@dataclass(frozen=True, slots=True)
class Share:
    """The sum of one figure over that of another, such as a precision."""

    name: str
    part: str
    whole: str
    higher_is_better: bool = True

    @property
    def needs(self) -> tuple[str, ...]:
        """Both figures."""
        return (self.part, self.whole)

    def __call__(self, sums: Sums) -> Floats:
        """In [0, 1]."""
        return _ratio(sums[self.part], sums[self.whole])


@dataclass(frozen=True, slots=True)
class F1:
    """The harmonic mean of a precision and a recall."""

    name: str
    precision: Share
    recall: Share
    higher_is_better: bool = True

    @property
    def needs(self) -> tuple[str, ...]:
        """Those of both."""
        return self.precision.needs + self.recall.needs

    def __call__(self, sums: Sums) -> Floats:
        """In [0, 1]; 0 when nothing is right, nan when there was nothing to find or found."""
        precision, recall = (np.nan_to_num(share(sums)) for share in (self.precision, self.recall))
        value = np.nan_to_num(_ratio(2 * precision * recall, precision + recall))
        counted = sums[self.precision.whole] + sums[self.recall.whole]
        return np.where(counted > 0, value, np.nan)


@dataclass(frozen=True, slots=True)
class Columns:
    """The figures of rows as a matrix, ready to be summed under any weights."""

    names: tuple[str, ...]
    values: Floats  # (rows, names), 0 where a row lacks the figure

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, float]], aggregates: Sequence[Aggregate]) -> "Columns":
        """Only the figures that the aggregates need, and how many rows have each."""
        figures = list(dict.fromkeys(name for one in aggregates for name in one.needs))
        values = np.array(
            [
                [row.get(name, 0.0) for name in figures] + [float(name in row) for name in figures]
                for row in rows
            ],
            dtype=np.float64,
        ).reshape(len(rows), 2 * len(figures))
        return cls((*figures, *map(count_of, figures)), values)

    def sums(self, weights: Floats | None = None) -> Sums:
        """Sums over rows: scalars, or one for each row of `weights` (samples, rows)."""
        summed = self.values.sum(axis=0) if weights is None else weights @ self.values
        return {name: summed[..., at] for at, name in enumerate(self.names)}


def _ratio(part: Floats, whole: Floats) -> Floats:
    empty: Floats = np.full(np.broadcast(part, whole).shape, np.nan)
    return np.divide(part, whole, out=empty, where=np.asarray(whole) > 0)
