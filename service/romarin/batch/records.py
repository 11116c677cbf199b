"""Records: what a bulk run is asked, the rows that it reads, and what it makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from romarin.engines.extraction import DocumentKind

USUAL_METIERS, MOST_METIERS = 5, 25  # of a document, as over HTTP
ROW_NUMBERS = "@row"  # as an id column: the place of a row stands for the id that it lacks


class Task(StrEnum):
    """What is told of each document."""

    SKILLS = "skills"
    METIERS = "metiers"
    BOTH = "both"


class Format(StrEnum):
    """How rows are written; the value is the suffix of the file."""

    JSONL = "jsonl"
    JSONL_GZ = "jsonl.gz"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns that were named; None: one of the usual names."""

    id: str | None = None  # ROW_NUMBERS: "file:row" is the id
    title: str | None = None
    text: str | None = None
    naf: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """All that decides what a document's row holds, beside the engines."""

    task: Task = Task.SKILLS
    format: Format = Format.JSONL
    flat: bool = False  # a row for each competence, and for each métier where those are asked
    kind: DocumentKind | None = None
    min_score: float | None = None  # None: the engine's own cut
    limit: int = USUAL_METIERS


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, as it was found."""

    path: Path
    size: int
    sha256: str = ""  # "" until it was read through


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """How far the inputs were read."""

    file: int  # its place among the inputs
    row: int  # of the file, from 1: the line of JSON lines, the nth record of a table
    byte: int = 0  # about how far into the file, for the share that is done


START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A document to tag."""

    place: Place
    id: str
    title: str
    text: str
    naf: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be tagged, and why; nothing of its text."""

    place: Place
    id: str | None
    reason: str


Batch = tuple[Row | Rejected, ...]  # in the order of the input, never empty


@dataclass(frozen=True, slots=True)
class Tagged:
    """What became of a batch."""

    content: Any  # lines as bytes, or an Arrow table, by the format
    documents: int
    rejected: tuple[Rejected, ...]
    last: Place


Tag = Callable[[Batch], Tagged]
MakeTag = Callable[[], Tag]  # picklable: called in each worker


@dataclass(frozen=True, slots=True)
class Job:
    """What every engine of bulk runs is given: what to read, and what makes a worker."""

    inputs: tuple[Input, ...]
    columns: Asked
    task: Task
    make: MakeTag
