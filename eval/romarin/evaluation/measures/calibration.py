"""Calibration: whether a score of 0.8 is right eight times in ten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_auc_score

Floats: TypeAlias = NDArray[np.float64]
Scored: TypeAlias = tuple[float, bool]  # a first answer's score in [0, 1], and whether it is right

BINS = 10  # of equal mass (contract)
PRECISIONS = (0.80, 0.90, 0.95)
SURE = 0.8
LOWER_IS_BETTER = frozenset({"ece"})


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like score."""

    score: float  # their mean
    right: float  # the share that is right
    count: int


def reliability(scored: Sequence[Scored]) -> list[Bin]:
    """Up to ten bins of equal mass, from low scores to high.

    Nothing tells apart answers of one score: wherever a bin ends among them, each counts as right
    as all of them together.
    """
    if not scored:
        return []
    scores, right = _columns(scored)
    ties, tie = np.unique(scores, return_inverse=True)
    shares = np.bincount(tie, right, len(ties)) / np.bincount(tie, minlength=len(ties))
    places = np.array_split(np.argsort(scores, kind="stable"), min(BINS, len(scores)))
    return [Bin(float(scores[at].mean()), float(shares[tie[at]].mean()), len(at)) for at in places]


def calibration_figures(scored: Sequence[Scored]) -> dict[str, float]:
    """The figures that can be had: AUROC needs right answers and wrong ones.

    `ece`: mean distance of score and share right over the bins (Naeini et al., 2015).
    `coverage@90%`: the largest share of answers that keeps a precision of 90 % above some cut.
    """
    if not scored:
        return {}
    scores, right = _columns(scored)
    sure = scores >= SURE
    figures = {"ece": _ece(scored), "share@.8": float(sure.mean())}
    if sure.any():
        figures["precision@.8"] = float(right[sure].mean())
    if 0 < right.sum() < len(right):
        figures["auroc"] = float(roc_auc_score(right, scores))
    return {**figures, **_coverages(scores, right)}


def coverage_curve(scored: Sequence[Scored]) -> list[tuple[float, float]]:
    """(coverage, precision) at each cut, from all answers to the surest."""
    if not scored:
        return []
    scores, right = _columns(scored)
    coverages, precisions = _cuts(scores, right)
    return [(float(c), float(p)) for c, p in zip(coverages, precisions, strict=True)]


def _columns(scored: Sequence[Scored]) -> tuple[Floats, Floats]:
    """Scores, and 1 or 0 for right or wrong."""
    scores, right = np.array(scored, dtype=np.float64).T
    return scores, right


def _ece(scored: Sequence[Scored]) -> float:
    bins = reliability(scored)
    return sum(abs(b.score - b.right) * b.count for b in bins) / len(scored)


def _coverages(scores: Floats, right: Floats) -> dict[str, float]:
    coverages, precisions = _cuts(scores, right)
    return {
        f"coverage@{least:.0%}": float(coverages[precisions >= least].max(initial=0.0))
        for least in PRECISIONS
    }


def _cuts(scores: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Coverage and precision of "score >= cut" for every cut that the scores know."""
    if not right.any():
        cuts = np.unique(scores)
        return np.array([(scores >= cut).mean() for cut in cuts]), np.zeros(len(cuts))
    precisions, _, cuts = precision_recall_curve(right, scores)
    return np.array([(scores >= cut).mean() for cut in cuts]), precisions[: len(cuts)]
