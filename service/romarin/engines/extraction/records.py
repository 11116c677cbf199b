"""Records: what is given to an extraction, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from romarin.catalogue import TypeCompetence

MOST_ITEMS = 25  # of a mention, by the HTTP contract
USUAL_ITEMS = 5


class Level(StrEnum):
    """What a text says of a skill; the order is the strength of those that merge."""

    REQUIRED = "required"  # asked for; in a CV: claimed
    TASK = "task"  # done in the job
    DESIRED = "desired"  # a plus
    OFFERED = "offered"  # done, provided or taught by the employer
    NEGATED = "negated"  # denied, or said not to be needed


LEFT_OUT = frozenset({Level.OFFERED, Level.NEGATED})  # of a document's own skills


class DocumentKind(StrEnum):
    """Who wrote a text: somebody who hires, or somebody who applies."""

    OFFRE = "offre"
    CV = "cv"


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read; without a kind, the words tell it."""

    text: str
    title: str = ""
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What an answer is to hold."""

    min_score: float | None = None  # in [0, 1]; None: the cut with the best end-to-end F1 on dev
    types: frozenset[TypeCompetence] = frozenset()  # all when empty
    max_items: int = USUAL_ITEMS  # of a mention, 1 to MOST_ITEMS
    code_rome: str | None = None  # the métier that the documents are about, where it is known
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign that a phrase means an item."""

    feature: str
    value: float


@dataclass(frozen=True, slots=True)
class Item:
    """A skill of the ROME that a phrase means."""

    code: str  # OGR
    type: TypeCompetence
    libelle: str
    score: float  # how likely it is right, in [0, 1]
    evidence: tuple[Evidence, ...] = ()  # only where it was asked for


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill phrase, code points [start, end) of the text as received."""

    start: int
    end: int
    level: Level
    items: tuple[Item, ...]  # best first; never empty


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A skill phrase that no item is near enough to."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True, slots=True)
class DocumentSkill:
    """A skill of the document as a whole."""

    code: str  # OGR
    type: TypeCompetence
    libelle: str
    score: float  # of its best mention
    level: Level  # the strongest of required, task and desired
    core_for_metier: bool | None  # principal item of the métier; None where no métier is known
    mentions: tuple[int, ...]  # places among the document's mentions


@dataclass(frozen=True, slots=True)
class LikelyMetier:
    """A métier that the document fits."""

    code: str  # ROME
    libelle: str
    score: float  # how likely it is right, in [0, 1]


@dataclass(frozen=True, slots=True)
class LikelyMetiers:
    """The métiers that a document fits, best first, and whether the first is in doubt."""

    metiers: tuple[LikelyMetier, ...] = ()
    unsure: bool = True


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document says."""

    mentions: tuple[Mention, ...]  # by start, none overlapping another
    competences: tuple[DocumentSkill, ...]  # best first
    unresolved: tuple[Unresolved, ...]  # by start
    metiers: tuple[LikelyMetier, ...]  # () where nothing predicts them
    unsure: bool


class MetierPredictor(Protocol):
    """Tells the métiers that documents fit."""

    def __call__(self, documents: Sequence[Document]) -> Sequence[LikelyMetiers]:
        """One answer a document, in order."""
        ...
