"""Calibrating: how likely a candidate is what a recruiter chose, from its share of the odds."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats: TypeAlias = NDArray[np.float64]

DEEPEST = 5  # candidates of an offer that are learnt from: those that are shown
_LEAST = 1e-9
_FARTHEST = 6.0  # of the numbers that are tried


@dataclass(frozen=True, slots=True)
class Calibration:
    """score = ceiling * sigmoid(slope * logit(share) + shift); keeps every order.

    The ceiling is under 1 because recruiters choose otherwise where nothing is in doubt.
    """

    slope: float
    shift: float
    ceiling: float

    def __call__(self, shares: Floats) -> Floats:
        """The scores, in [0, ceiling]."""
        shares = np.clip(shares, _LEAST, 1 - _LEAST)
        logits = np.log(shares) - np.log1p(-shares)
        return np.asarray(self.ceiling / (1 + np.exp(-(self.slope * logits + self.shift))))


def fit_calibration(shares: Sequence[Floats], rights: Sequence[Set[int]]) -> Calibration:
    """The likeliest three numbers, on the first candidates of offers that no fit had seen."""
    firsts = [np.argsort(-some, kind="stable")[:DEEPEST] for some in shares]
    values = np.concatenate([some[at] for some, at in zip(shares, firsts, strict=True)])
    right = np.array(
        [int(c) in good for at, good in zip(firsts, rights, strict=True) for c in at], float
    )

    def cost(numbers: Floats) -> float:
        scores = np.clip(_calibration(numbers)(values), _LEAST, 1 - _LEAST)
        return -float((right * np.log(scores) + (1 - right) * np.log1p(-scores)).sum())

    return _calibration(minimize(cost, np.array([0.0, 0.0, 3.0]), method="Nelder-Mead").x)


def _calibration(numbers: Floats) -> Calibration:
    """From any three numbers: the slope stays within 1/8 and 8, the ceiling under 1."""
    slope, shift, ceiling = np.clip(numbers, -_FARTHEST, _FARTHEST).tolist()
    return Calibration(float(8 ** (slope / _FARTHEST)), shift, float(1 / (1 + np.exp(-ceiling))))
