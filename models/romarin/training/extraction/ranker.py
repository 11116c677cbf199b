"""Fitting of the ranker: a conditional logit with several right answers, and its calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

PULL = 3e-3  # towards weights of 0; 1e-3 and 1e-2 ranked as well
_ROUNDS = 200
_FLAT = 1e-6  # spread of a sign that is always the same


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one phrase, and which a reader accepts."""

    signs: NDArray[np.float32]  # (candidates, signs)
    right: Flags


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of signs brought to mean 0 and spread 1."""

    mean: Floats
    spread: Floats
    weights: Floats


def fit_ranking(choices: Sequence[Choice]) -> Ranking:
    """The weights under which the accepted items of each phrase are likeliest together.

    Phrases of which no accepted item is a candidate teach nothing.
    """
    told = [one for one in choices if one.right.any()]
    signs = np.concatenate([one.signs for one in told]).astype(np.float64)
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    spread[spread < _FLAT] = np.inf
    problem = _Problem.of(told, (signs - mean) / spread)
    found = minimize(
        problem.cost,
        np.zeros(signs.shape[1]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ROUNDS},
    )
    spread[np.isinf(spread)] = 1e9
    return Ranking(mean, spread, found.x)


@dataclass(frozen=True, slots=True)
class _Problem:
    signs: Floats
    right: Flags
    firsts: NDArray[np.int64]  # of each phrase among the candidates
    phrase: NDArray[np.int64]  # of each candidate

    @classmethod
    def of(cls, choices: Sequence[Choice], signs: Floats) -> "_Problem":
        counts = np.array([len(one.right) for one in choices])
        return cls(
            signs,
            np.concatenate([one.right for one in choices]),
            np.cumsum(counts) - counts,
            np.repeat(np.arange(len(counts)), counts),
        )

    def cost(self, weights: Floats) -> tuple[float, Floats]:
        """Mean negative log likelihood of all that is accepted, with its gradient."""
        strengths = self.signs @ weights
        odds = np.exp(strengths - np.maximum.reduceat(strengths, self.firsts)[self.phrase])
        all_sums = np.add.reduceat(odds, self.firsts)
        right_odds = odds * self.right
        right_sums = np.add.reduceat(right_odds, self.firsts)
        count = len(self.firsts)
        loss = -(np.log(right_sums) - np.log(all_sums)).sum() / count
        pushed = odds / all_sums[self.phrase] - right_odds / right_sums[self.phrase]
        gradient = self.signs.T @ pushed / count
        return loss + PULL * float(weights @ weights), gradient + 2 * PULL * weights


def fit_confidence(grounds: NDArray[np.float32], right: Flags) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression: how often items with such grounds are right."""
    mean, spread = grounds.mean(axis=0), np.maximum(grounds.std(axis=0), _FLAT)
    fitted = LogisticRegression(C=1.0, max_iter=500).fit((grounds - mean) / spread, right)
    weights = fitted.coef_[0] / spread
    return weights, float(fitted.intercept_[0] - weights @ mean)
