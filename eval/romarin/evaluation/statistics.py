"""Statistics: how sure a figure is, and whether two systems differ by more than chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from romarin.evaluation.measures.aggregates import Aggregate, Columns, Floats, Sums

Bits: TypeAlias = NDArray[np.uint8]

RESAMPLES = 1000
PERMUTATIONS = 9999
SURENESS = (2.5, 97.5)  # percentiles of a 95 % interval
_AT_ONCE = 200  # samples weighed by one product


@dataclass(frozen=True, slots=True)
class Difference:
    """What a system has more of than another on the same cases."""

    name: str
    before: float
    after: float
    low: float  # 95 % interval of after - before
    high: float
    chance: float  # p: how often chance alone makes a difference as large

    @property
    def gain(self) -> float:
        """After less before, in the unit of the figure."""
        return self.after - self.before


def figures(
    rows: Sequence[Mapping[str, float]], aggregates: Sequence[Aggregate]
) -> dict[str, float]:
    """Each aggregate that the rows have something to say of."""
    sums = Columns.of(rows, aggregates).sums()
    values = {one.name: float(one(sums)) for one in aggregates}
    return {name: value for name, value in values.items() if not np.isnan(value)}


def intervals(
    rows: Sequence[Mapping[str, float]], aggregates: Sequence[Aggregate], *, seed: int
) -> dict[str, tuple[float, float]]:
    """95 % intervals by the percentile bootstrap over rows (Efron, 1979)."""
    columns = Columns.of(rows, aggregates)
    samples = list(_sampled(len(rows), seed))
    found = {}
    for one in aggregates:
        values = np.concatenate([one(columns.sums(weights)) for weights in samples])
        if not np.isnan(values).all():
            low, high = np.nanpercentile(values, SURENESS)
            found[one.name] = (float(low), float(high))
    return found


def differences(
    before: Sequence[Mapping[str, float]],
    after: Sequence[Mapping[str, float]],
    aggregates: Sequence[Aggregate],
    *,
    seed: int,
) -> list[Difference]:
    """Paired: row n of both is the same case. Intervals by bootstrap, p by randomisation.

    Approximate randomisation swaps the two systems' rows at random (Noreen, 1989); it serves
    ratios of sums, such as F1, as well as means.
    """
    columns = tuple(Columns.of(rows, aggregates) for rows in (before, after))
    samples = list(_sampled(len(before), seed))
    swaps = list(_swapped(len(before), seed))
    return [
        found
        for one in aggregates
        if (found := _difference(one, columns, samples, swaps)) is not None
    ]


def _difference(
    one: Aggregate,
    columns: tuple[Columns, ...],
    samples: Sequence[Floats],
    swaps: Sequence[Bits],
) -> Difference | None:
    before, after = columns
    values = [float(one(table.sums())) for table in columns]
    if np.isnan(values).any():
        return None
    gains = np.concatenate([one(after.sums(w)) - one(before.sums(w)) for w in samples])
    low, high = np.nanpercentile(gains, SURENESS)
    observed = abs(values[1] - values[0])
    by_chance = np.concatenate([_exchanged(one, before, after, swap) for swap in swaps])
    # Ties count, whatever the order of summing made of their last digits; so does nan, where an
    # exchange left a system without anything to be counted.
    as_large = len(by_chance) - np.count_nonzero(np.abs(by_chance) < observed - 1e-12)
    chance = (1 + as_large) / (1 + len(by_chance))
    return Difference(one.name, values[0], values[1], float(low), float(high), float(chance))


def _exchanged(one: Aggregate, before: Columns, after: Columns, swap: Bits) -> Floats:
    """The difference when the rows that `swap` marks with 1 change sides."""
    go, stay = swap.astype(np.float64), (1 - swap).astype(np.float64)
    return one(_sum(after.sums(stay), before.sums(go))) - one(
        _sum(before.sums(stay), after.sums(go))
    )


def _sum(a: Sums, b: Sums) -> Sums:
    return {name: a[name] + b[name] for name in a}


def _sampled(rows: int, seed: int) -> Iterator[Floats]:
    """Weights of RESAMPLES samples with replacement, (samples, rows) at a time."""
    generator = np.random.default_rng([seed, 1])
    for count in _portions(RESAMPLES):
        yield generator.multinomial(rows, np.full(rows, 1 / rows), size=count).astype(float)


def _swapped(rows: int, seed: int) -> Iterator[Bits]:
    """1 for the rows that change sides, (samples, rows) at a time; bytes, to be many."""
    generator = np.random.default_rng([seed, 2])
    for count in _portions(PERMUTATIONS):
        yield generator.integers(0, 2, size=(count, rows), dtype=np.uint8)


def _portions(total: int) -> Iterator[int]:
    for start in range(0, total, _AT_ONCE):
        yield min(_AT_ONCE, total - start)
