"""Answers: what the systems under evaluation return, and how they are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Level(StrEnum):
    """What a text says of a skill; see the contract of /v1/extractions."""

    TASK = "task"
    REQUIRED = "required"
    DESIRED = "desired"
    OFFERED = "offered"
    NEGATED = "negated"


LEFT_OUT = frozenset({Level.OFFERED, Level.NEGATED})  # of a document's own skills


class DocumentKind(StrEnum):
    """Who wrote a text: somebody who hires, or somebody who applies."""

    OFFRE = "offre"
    CV = "cv"


@dataclass(frozen=True, slots=True)
class Answer:
    """One suggested appellation or métier."""

    code: str  # OGR of the appellation; "" when only the métier is meant
    code_rome: str
    score: float
    libelle: str = ""
    reason: str = ""  # why it was found, in the words of the system

    def __str__(self) -> str:
        return " ".join(filter(None, (self.code, self.code_rome, self.libelle)))


@dataclass(frozen=True, slots=True)
class Item:
    """One skill of the ROME that a phrase may mean."""

    code: str  # OGR
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read, as /v1/extractions takes it."""

    id: str
    kind: DocumentKind
    title: str  # may be empty
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase found in a document, code points [start, end) of its text."""

    start: int
    end: int
    level: Level
    items: tuple[Item, ...]  # best first; () for a skill without an item


class LookupSystem(Protocol):
    """Answers what is typed."""

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, best first; none for a blank query."""
        ...


class TitleSystem(Protocol):
    """Answers the title, and perhaps the text, of an offer."""

    @property
    def reads_text(self) -> bool:
        """False for a system that title and text together cannot help."""
        ...

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` métiers, best first, no code ROME twice; `text` may be empty."""
        ...


class ExtractionSystem(Protocol):
    """Reads a document."""

    def __call__(self, document: Document) -> Sequence[Mention]:
        """Skill phrases in the order of the text, none overlapping another."""
        ...


class Linker(Protocol):
    """Names the skills that a phrase may mean."""

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """Up to `limit` skills, best first."""
        ...


@dataclass(frozen=True, slots=True)
class SkillSystem:
    """What reads skills; a part that a system lacks is None, and its figures are left out."""

    extract: ExtractionSystem | None
    link: Linker | None
