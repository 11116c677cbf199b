"""Fitting of the ranker: a weight for each sign, so that the right candidate is the likeliest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

Floats: TypeAlias = NDArray[np.float64]

_FLAT = 1e-6  # spread of a sign that is always the same
_PULL = 20.0  # towards weights of 0, of signs of variance 1
_MOST_OF_NAF = 5.0  # added to a logit


@dataclass(frozen=True, slots=True)
class Example:
    """One offer: the signs of its candidates, a column each, and which was chosen."""

    signs: NDArray[np.float32]
    right: int  # column of the chosen métier; -1 where it is no candidate
    listed: NDArray[np.float32]  # 1 for the candidates that the employer's NAF lists
    clean: bool = True  # the encoder has not learnt from its title
    coded: bool = False  # by an expert
    accepted: tuple[int, ...] = ()  # columns that the expert accepts

    @property
    def chosen(self) -> frozenset[int]:
        """The recruiter's column alone."""
        return frozenset({self.right} - {-1})

    @property
    def rights(self) -> frozenset[int]:
        """The expert's columns, or the recruiter's where no expert looked."""
        return frozenset(self.accepted) if self.coded else self.chosen


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights in the order of the signs."""

    weights: Floats

    def logits(self, example: Example) -> Floats:
        """One a candidate; the employer's NAF is not asked."""
        return np.asarray(self.weights @ example.signs)


def fit(examples: Sequence[Example]) -> Fitted:
    """The weights of the signs; offers whose métier is no candidate teach nothing."""
    told = [one for one in examples if one.right >= 0]
    signs = np.concatenate([one.signs for one in told], axis=1).T.astype(np.float64)
    spread = signs.std(axis=0)
    spread[spread < _FLAT] = np.inf  # such a sign tells nothing: its weight is 0
    lists = _Lists.of(told)
    found = minimize(
        _cost, np.zeros(signs.shape[1]), (signs / spread, lists), jac=True, method="L-BFGS-B"
    )
    return Fitted(found.x / spread)


def fit_naf(logits: Sequence[Floats], examples: Sequence[Example]) -> float:
    """What is added to the candidates that a NAF lists; 0 where no offer has one."""

    def cost(added: float) -> float:
        return -sum(
            _log_likelihood(some + added * one.listed, one.right)
            for some, one in zip(logits, examples, strict=True)
            if one.right >= 0 and one.listed.any()
        )

    if not any(one.listed.any() for one in examples):
        return 0.0
    return float(minimize_scalar(cost, bounds=(0.0, _MOST_OF_NAF), method="bounded").x)


@dataclass(frozen=True, slots=True)
class _Lists:
    """Where each offer's candidates stand among all candidates."""

    firsts: NDArray[np.int64]
    offer: NDArray[np.int64]  # of each candidate
    rights: NDArray[np.int64]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "_Lists":
        counts = np.array([one.signs.shape[1] for one in examples])
        firsts = np.cumsum(counts) - counts
        rights = firsts + np.array([one.right for one in examples])
        return cls(firsts, np.repeat(np.arange(len(counts)), counts), rights)


def _cost(weights: Floats, signs: Floats, lists: _Lists) -> tuple[float, Floats]:
    """Negative log likelihood of what was chosen, with its gradient."""
    logits = signs @ weights
    most = np.maximum.reduceat(logits, lists.firsts)
    odds = np.exp(logits - most[lists.offer])
    sums = np.add.reduceat(odds, lists.firsts)
    likely = (logits[lists.rights] - most - np.log(sums)).sum()
    gradient = signs.T @ (odds / sums[lists.offer]) - signs[lists.rights].sum(axis=0)
    return -likely + _PULL / 2 * float(weights @ weights), gradient + _PULL * weights


def softmax(logits: Floats) -> Floats:
    """Probabilities of the candidates of one offer."""
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum())


def _log_likelihood(logits: Floats, right: int) -> float:
    return float(logits[right] - np.logaddexp.reduce(logits))
