"""Statistics: how sure a figure is, and whether two systems differ by more than chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from romarin.evaluation.measures.aggregates import Aggregate, Columns, Floats, Sums

Bits: TypeAlias = NDArray[np.uint8]

RESAMPLES = 1000
PERMUTATIONS = 9999
SURENESS = (2.5, 97.5)  # percentiles of a 95 % interval
_TIE = 1e-10  # differences of figures that are less apart are one
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
    sums = _sums_of(Columns.of(rows, aggregates), _sampled(len(rows), seed))
    found = {}
    for one in aggregates:
        values = one(sums)
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
    pair = _Pair.of(
        Columns.of(before, aggregates), Columns.of(after, aggregates), len(before), seed
    )
    found = (pair.difference(one) for one in aggregates)
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Sums of two systems' rows: as they are, under resampling, and with rows exchanged."""

    whole: tuple[Sums, Sums]
    sampled: tuple[Sums, Sums]
    exchanged: tuple[Sums, Sums]

    @classmethod
    def of(cls, before: Columns, after: Columns, rows: int, seed: int) -> "_Pair":
        samples, swaps = list(_sampled(rows, seed)), list(_swapped(rows, seed))
        whole = (before.sums(), after.sums())
        gone = [_sums_of(columns, swaps) for columns in (before, after)]
        crossed = {name: gone[1][name] - gone[0][name] for name in gone[0]}
        return cls(
            whole,
            (_sums_of(before, samples), _sums_of(after, samples)),
            (
                {name: total + crossed[name] for name, total in whole[0].items()},
                {name: total - crossed[name] for name, total in whole[1].items()},
            ),
        )

    def difference(self, one: Aggregate) -> Difference | None:
        """None when a system has nothing to be counted."""
        before, after = (float(one(sums)) for sums in self.whole)
        if np.isnan([before, after]).any():
            return None
        low, high = np.nanpercentile(_gain(one, self.sampled), SURENESS)
        by_chance = np.abs(_gain(one, self.exchanged))
        # Ties count, whatever the order of summing made of their last digits; so does nan, where
        # an exchange left a system without anything to be counted.
        as_large = len(by_chance) - np.count_nonzero(by_chance < abs(after - before) - _TIE)
        chance = (1 + as_large) / (1 + len(by_chance))
        return Difference(one.name, before, after, float(low), float(high), float(chance))


def _gain(one: Aggregate, sums: tuple[Sums, Sums]) -> Floats:
    return one(sums[1]) - one(sums[0])


def _sums_of(columns: Columns, weights: Iterable[Floats | Bits]) -> Sums:
    """One sum for each sample; the weights come a portion at a time, to be held in memory."""
    portions = [columns.sums(portion.astype(np.float64)) for portion in weights]
    return {name: np.concatenate([sums[name] for sums in portions]) for name in columns.names}


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
