"""Confidence: how likely an answer is right, from how it was found and what stands beside it.

A logistic regression on a few named signs, fitted by `romarin eval calibrate`; its numbers are
data of the package. It never changes the order of the answers.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul
from typing import ClassVar, NamedTuple, Self

BY_MEANING = "meaning"  # the way of an answer that no form gave
_FILE = "confidence.json"
_LONG = 16  # letters; a longer question says no more by its length
_FARTHEST = 30.0  # of a logit: beyond, a probability is 0 or 1 to all digits


class Evidence(NamedTuple):
    """What is known of one answer before its confidence."""

    way: str  # the tier of its form by its name, or BY_MEANING
    within: float  # place within that tier, or the likelihood of its cosine, in [0, 1]
    covered: float  # share of the question that its form holds, in [0, 1]
    share: float  # share of its form that the question holds, in [0, 1]
    likelihood: float  # of its cosine; 0 where meaning was not asked
    rank: int  # from 1
    lead: float  # of the first answer: how far it stands before the best of another group
    behind: float  # of the others: how far they stand behind the first
    alias: bool  # found by an acronym or a synonym, not by its label
    words: int  # of the question
    letters: int  # of the question


SIGNS = (
    "within",
    "covered",
    "share",
    "likelihood",
    "rank",
    "lead",
    "behind",
    "alias",
    "words",
    "letters",
)


def signs(evidence: Evidence) -> tuple[float, ...]:
    """The numbers of SIGNS, each of the order of 1."""
    return (
        evidence.within,
        evidence.covered,
        evidence.share,
        evidence.likelihood,
        math.log(evidence.rank),
        10 * min(evidence.lead, 0.2),
        10 * min(evidence.behind, 0.2),
        float(evidence.alias),
        1 / max(evidence.words, 1),
        min(evidence.letters, _LONG) / _LONG,
    )


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted numbers: one a way, and for each way what its place within it adds."""

    WAYS: ClassVar[tuple[str, ...]] = (
        "partial",
        "loose",
        "words",
        "beginning",
        "exact",
        BY_MEANING,
    )

    ways: Mapping[str, float]
    within: Mapping[str, float]  # of `within`, by way
    weights: tuple[float, ...]  # of SIGNS after `within`

    @classmethod
    def packaged(cls, kind: str) -> Self:
        """Those of "appellations" or of "competences"."""
        told = _packaged()[kind]
        weights = tuple(told["weights"][sign] for sign in SIGNS[1:])
        return cls(told["ways"], told["within"], weights)

    def __call__(self, evidence: Evidence) -> float:
        """The probability that the answer is right, in [0, 1]."""
        within, *others = signs(evidence)
        logit = self.ways[evidence.way] + self.within[evidence.way] * within
        logit += sum(map(mul, self.weights, others))
        return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, logit))))


def never_rising(values: Iterable[float]) -> list[float]:
    """Each value, or the least before it where that is lower."""
    least, found = 1.0, []
    for value in values:
        least = min(least, value)
        found.append(least)
    return found


@lru_cache(maxsize=1)
def _packaged() -> dict[str, dict[str, dict[str, float]]]:
    text = files("romarin.engines").joinpath(_FILE).read_text(encoding="utf-8")
    told: dict[str, dict[str, dict[str, float]]] = json.loads(text)
    return told
