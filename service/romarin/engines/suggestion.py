"""Suggestions: what a lookup answers, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from romarin.engines.confidence import Evidence


class Reason(StrEnum):
    """Why a suggestion is shown, by the names of the HTTP contract."""

    CODE = "code"
    PREFIX = "prefix"
    WORDS = "words"
    TYPO = "typo"
    ACRONYM = "acronym"
    SYNONYM = "synonym"
    MEANING = "meaning"


class GroupBy(StrEnum):
    """What a list of suggestions shows once."""

    APPELLATION = "appellation"
    METIER = "metier"


# Reasons whose words stand in the label itself.
LIT = frozenset({Reason.PREFIX, Reason.WORDS, Reason.TYPO, Reason.ACRONYM})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a strength: what it earned, of the most that it can earn."""

    reason: str
    value: float
    ceiling: float


def total(parts: Sequence[Part]) -> float:
    """The strength of the parts, in [0, 1]: all that was earned over all that could be."""
    return sum(part.value for part in parts) / sum(part.ceiling for part in parts)


@dataclass(frozen=True, slots=True)
class NearAppellation:
    """An appellation whose sense is near that of a title."""

    code: str  # OGR
    libelle: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Highlight:
    """A half-open span of a label, in code points."""

    start: int
    end: int


NO_FORM = -1  # found by meaning, or by a code


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the catalogue found for a query, before it is dressed as a suggestion."""

    owner: int  # row of the appellation or compétence
    strength: float  # what orders the list, in [0, 1]: the sum of the parts
    reason: Reason
    matched_form: str
    parts: tuple[Part, ...] = ()
    form: int = NO_FORM  # row of the form that earned it
    score: float = 1.0  # how likely it is right, never rising down a list
    evidence: Evidence | None = None  # what the score is made from; None for a code

    def judged(self, score: float, evidence: Evidence) -> "Found":
        """The same with its score."""
        form = self.form  # `replace` would take as long as all the rest
        found = self.owner, self.strength, self.reason, self.matched_form, self.parts
        return Found(*found, form, score, evidence)
