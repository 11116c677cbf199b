"""Judging of a fit: hits, calibration, and the margin above which an expert agrees."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

BINS = 10
COVERAGE = 0.8  # of postings that are to be answered surely
PRECISION = 0.93  # of the first métier of those


@dataclass(frozen=True, slots=True)
class Figures:
    """What a list of ranked candidates is worth."""

    count: int
    hit_1: float
    hit_5: float
    ece: float
    precision_at_coverage: float

    def __str__(self) -> str:
        return (
            f"{self.count} offers: first {self.hit_1:.3f}, five {self.hit_5:.3f}, "
            f"ECE {self.ece:.3f}, precision at {COVERAGE:.0%} {self.precision_at_coverage:.3f}"
        )


def judge(probabilities: Sequence[Floats], rights: Sequence[Set[int]]) -> Figures:
    """`rights`: the candidates of each offer that are right; none where no candidate is."""
    ranked = [np.argsort(-some, kind="stable").tolist() for some in probabilities]
    first, five = (
        np.array(
            [not right.isdisjoint(order[:n]) for order, right in zip(ranked, rights, strict=True)]
        )
        for n in (1, 5)
    )
    margins = np.array([margin(some) for some in probabilities])
    surest = np.argsort(-margins, kind="stable")[: round(COVERAGE * len(margins))]
    best = np.array([some.max(initial=0.0) for some in probabilities])
    return Figures(
        len(ranked),
        float(first.mean()),
        float(five.mean()),
        _ece(best, first),
        float(first[surest].mean()),
    )


def margin(probabilities: Floats) -> float:
    """The largest less the second."""
    if len(probabilities) < 2:
        return float(probabilities.sum())
    second, first = np.partition(probabilities, -2)[-2:]
    return float(first - second)


def least_margin(probabilities: Sequence[Floats], rights: Sequence[Set[int]]) -> float:
    """The margin of the sure: COVERAGE of the postings at most, PRECISION of them right.

    Where no cut is so precise, the surest tenth is sure.
    """
    margins = np.array([margin(some) for some in probabilities])
    right = np.array(
        [int(some.argmax()) in good for some, good in zip(probabilities, rights, strict=True)]
    )
    order = np.argsort(-margins, kind="stable")
    precisions = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    most, fewest = round(COVERAGE * len(order)), max(1, len(order) // 10)
    precise = [n for n in range(fewest, most + 1) if precisions[n - 1] >= PRECISION]
    return float(margins[order[(precise or [fewest])[-1] - 1]])


def _ece(scores: Floats, right: NDArray[np.bool_]) -> float:
    places = np.array_split(np.argsort(scores, kind="stable"), min(BINS, len(scores)))
    return float(
        sum(abs(scores[at].mean() - right[at].mean()) * len(at) for at in places) / len(scores)
    )
