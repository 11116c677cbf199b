"""Ranker: from the signs of candidate métiers to probabilities, by numbers that were fitted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Self

import numpy as np

from romarin.index import Floats

_FILE = "ranker.json"
WORDS_ONLY = "none"  # the weights that ask no vector


class Given(StrEnum):
    """What of a posting there is to read."""

    TITLE = "title"
    TEXT = "text"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers for one thing given: a weight for each sign, how sharp, and when unsure."""

    signs: Mapping[str, float]  # name -> weight of the sign as it is
    temperature: float
    naf: float  # added to the logit of métiers that the NAF division lists
    least_margin: float  # under which a prediction is unsure


@dataclass(frozen=True, slots=True)
class Ranker:
    """The weights of one thing given, in the order of the signs of a matrix."""

    weights: Floats
    temperature: float
    naf: float
    least_margin: float

    @classmethod
    def of(cls, weights: Weights, signs: tuple[str, ...]) -> Self:
        """A sign that was not fitted weighs nothing."""
        ordered = np.array([weights.signs.get(name, 0.0) for name in signs], np.float32)
        return cls(ordered, weights.temperature, weights.naf, weights.least_margin)

    def probabilities(self, signs: Floats, listed: Floats) -> Floats:
        """One a candidate, from its column of signs; `listed`: 1 where the NAF lists it."""
        logits = (self.weights @ signs + self.naf * listed) / self.temperature
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), np.float32)


@dataclass(frozen=True, slots=True)
class Rankers:
    """The packaged weights, by encoder and by what is given."""

    weights: Mapping[str, Mapping[Given, Weights]]

    @classmethod
    def packaged(cls) -> Self:
        """Those of the package."""
        return cls(
            {
                encoder: {Given(given): Weights(**told) for given, told in some.items()}
                for encoder, some in _packaged().items()
            }
        )

    def of(self, encoder: str | None) -> Mapping[Given, Weights]:
        """Those fitted with this encoder; for another, those that ask no vector."""
        return self.weights.get(encoder or WORDS_ONLY) or self.weights[WORDS_ONLY]

    def reads_vectors(self, encoder: str | None) -> bool:
        """Whether weights were fitted with this encoder."""
        return encoder is not None and encoder != WORDS_ONLY and encoder in self.weights


@lru_cache(maxsize=1)
def _packaged() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = json.loads(text)
    return told
