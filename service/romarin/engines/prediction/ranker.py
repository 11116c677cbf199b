"""Ranker: from the signs of candidate métiers to probabilities, by numbers that were fitted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from romarin.index import Floats

_FILE = "ranker.json"
_LEAST = 1e-9  # share of the odds; training clips at the same
WORDS_ONLY = "none"  # the weights that ask no vector


class Given(StrEnum):
    """What of a posting there is to read."""

    TITLE = "title"
    TEXT = "text"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers for one thing given, as training writes them."""

    signs: Mapping[str, float]  # name -> weight of the sign as it is
    slope: float  # with the next two: from a share of the odds to a probability
    shift: float
    ceiling: float  # of a probability: recruiters disagree where nothing is in doubt
    naf: float  # added to the logit of métiers that the NAF division lists
    least_margin: float  # under which a prediction is unsure


class Ranker:
    """Turns signs into probabilities, for one thing given."""

    def __init__(self, weights: Weights, signs: Sequence[str]) -> None:
        """`signs`: the rows of every matrix; a sign that was not fitted weighs nothing."""
        self.numbers = weights
        self._weights = np.array([weights.signs.get(name, 0.0) for name in signs], np.float64)

    def probabilities(self, signs: Floats, listed: Floats) -> npt.NDArray[np.float64]:
        """One a candidate, from its column of signs; `listed`: 1 where the NAF lists it.

        Each is how often a candidate of such a share of the odds is chosen; they need not sum
        to 1.
        """
        numbers = self.numbers
        logits = self._weights @ signs + numbers.naf * listed
        odds = np.exp(logits - logits.max())
        shares = np.clip(odds / odds.sum(), _LEAST, 1 - _LEAST)
        logit = np.log(shares) - np.log1p(-shares)
        chances = numbers.ceiling / (1 + np.exp(-(numbers.slope * logit + numbers.shift)))
        return np.asarray(chances, np.float64)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights that were fitted with one encoder, or with none."""

    encoder: str | None
    given: Mapping[Given, Weights]


@dataclass(frozen=True, slots=True)
class Rankers:
    """Weights by encoder and by what is given."""

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

    def of(self, encoder: str | None) -> Fitted:
        """Those fitted with this encoder; for another, those that ask no vector."""
        known = encoder if encoder in self.weights and encoder != WORDS_ONLY else None
        return Fitted(known, self.weights[known or WORDS_ONLY])


@lru_cache(maxsize=1)
def _packaged() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = json.loads(text)
    return told
