"""Ranking: which candidate a phrase means most likely, and how likely it is right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from romarin.engines.extraction.grounds import GROUNDS, grounds_of
from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.engines.extraction.records import MOST_ITEMS
from romarin.index import Floats, Ids

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
        self, candidates: Candidates, about_it: Floats, allowed: Sequence[bool] | None = None
    ) -> Ranked:
        """The best MOST_ITEMS that are allowed, in order; `about_it` is known of the phrase."""
        strengths = self.strengths(candidates)
        order = np.argsort(-strengths, kind="stable").astype(np.int32)
        if allowed is not None:
            order = order[np.array(allowed, np.bool_)[order]]
        order = order[:MOST_ITEMS]
        grounds = grounds_of(candidates, strengths, about_it, order)
        logits = np.clip(grounds @ self.grounds + self.bias, -_FARTHEST, _FARTHEST)
        scores = np.minimum.accumulate(1 / (1 + np.exp(-logits)))
        return Ranked(candidates.items[order], scores, candidates.signs[order])

    def strengths(self, candidates: Candidates) -> Floats:
        """What orders the candidates, on the scale of a logit."""
        return self.strengths_of(candidates.signs)

    def strengths_of(self, signs: Floats) -> Floats:
        """Likewise, of rows of SIGNS."""
        return np.asarray(((signs - self.mean) / self.spread) @ self.weights, np.float32)
