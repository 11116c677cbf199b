"""Ranking: which candidate a phrase means most likely, and how likely it is right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.index import Floats, Ids

# Of one ranked item: what its score is made from.
GROUNDS = (
    "share",  # of the likelihood of all candidates, in logits
    "strength",  # the ranker's own sum
    "cosine",
    "label words",
    "beginnings of phrase",
    "detection",  # how sure it is that the phrase states a skill, in logits
    "lead",  # of the strength over that of the next item
)
_FILE = "ranker.json"
_FARTHEST = 12.0  # of a logit


@dataclass(frozen=True, slots=True)
class Ranked:
    """Items of one phrase, best first."""

    items: Ids
    scores: Floats  # how likely each is right, never rising
    signs: Floats  # (items, SIGNS)


@dataclass(frozen=True, slots=True)
class Ranker:
    """A conditional logit over the candidates of a phrase, and a logistic regression on it."""

    mean: Floats
    spread: Floats
    weights: Floats
    grounds: Floats  # weights of GROUNDS
    bias: float
    min_score: float  # the cut with the best end-to-end F1 on dev

    @classmethod
    @cache
    def packaged(cls, encoder: str) -> "Ranker":
        """That fitted for an encoder by its name; for another, that of the default encoder."""
        told = json.loads(files("romarin.engines.extraction").joinpath(_FILE).read_text("utf-8"))
        return cls.of(told["encoders"].get(encoder) or told["encoders"][told["default"]])

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Ranker":
        """From what the fitting wrote: signs and grounds by name."""
        rows = np.array([told["signs"][name] for name in SIGNS], np.float32)
        grounds = np.array([told["grounds"][name] for name in GROUNDS], np.float32)
        mean, spread, weights = rows.T
        return cls(mean, spread, weights, grounds, told["bias"], told["min_score"])

    def __call__(
        self, candidates: Candidates, confidence: float, allowed: Sequence[bool] | None = None
    ) -> Ranked:
        """All candidates that are allowed, best first; `confidence` is that of the phrase."""
        strengths = self.strengths(candidates)
        grounds = grounds_of(candidates, strengths, confidence)
        order = np.argsort(-strengths, kind="stable")
        if allowed is not None:
            order = order[np.array(allowed, np.bool_)[order]]
        logits = np.clip(grounds[order] @ self.grounds + self.bias, -_FARTHEST, _FARTHEST)
        scores = np.minimum.accumulate(1 / (1 + np.exp(-logits)))
        return Ranked(candidates.items[order], scores, candidates.signs[order])

    def strengths(self, candidates: Candidates) -> Floats:
        """What orders the candidates, on the scale of a logit."""
        return self.strengths_of(candidates.signs)

    def strengths_of(self, signs: Floats) -> Floats:
        """Likewise, of rows of SIGNS."""
        return np.asarray(((signs - self.mean) / self.spread) @ self.weights, np.float32)


def grounds_of(candidates: Candidates, strengths: Floats, confidence: float) -> Floats:
    """The GROUNDS of each candidate, shape (items, GROUNDS)."""
    best = strengths.max()
    shares = np.exp(strengths - best)
    shares /= shares.sum()
    order = np.argsort(-strengths, kind="stable")
    behind = np.empty_like(strengths)
    behind[order] = np.append(strengths[order][1:], strengths.min())
    count = len(strengths)
    columns = [
        _logits(shares),
        strengths,
        candidates.signs[:, SIGNS.index("cosine")],
        candidates.signs[:, SIGNS.index("label words")],
        candidates.signs[:, SIGNS.index("beginnings of phrase")],
        np.full(count, _logits(np.array([confidence]))[0]),
        strengths - behind,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _logits(shares: Floats) -> Floats:
    inside = np.clip(shares, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(inside / (1 - inside)), np.float32)
