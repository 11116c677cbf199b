"""Columns: which of a file's columns hold the id, the title and the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from romarin.batch.errors import ColumnsMissing
from romarin.batch.records import ROW_NUMBERS, Asked, Task

# Ours first, then those of France Travail's offers.
USUAL_ID = ("id",)
USUAL_TITLE = ("title", "intitule")
USUAL_TEXT = ("text", "description")
USUAL_NAF = ("naf", "codeNAF")


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each part of a document; None where a file has none."""

    id: str | None  # None: rows go by their number
    title: str | None
    text: str | None
    naf: str | None

    def names(self) -> list[str]:
        """Those to read, in no order that matters."""
        return [name for name in (self.id, self.title, self.text, self.naf) if name is not None]


def choose(path: Path, found: Sequence[str], asked: Asked, task: Task) -> Columns:
    """The columns of one file for a task. Raises ColumnsMissing, which lists those found."""
    chosen = Columns(
        id=_id(path, found, asked),
        title=_one(path, found, asked.title, USUAL_TITLE, "title"),
        text=_one(path, found, asked.text, USUAL_TEXT, "text"),
        naf=_one(path, found, asked.naf, USUAL_NAF, "naf"),
    )
    if chosen.text is None and task is not Task.METIERS:
        raise ColumnsMissing(path, "text", USUAL_TEXT, found, "name one with --text-column")
    if chosen.text is None and chosen.title is None:
        wanted = (*USUAL_TITLE, *USUAL_TEXT)
        way_out = "name one with --title-column or --text-column"
        raise ColumnsMissing(path, "title or text", wanted, found, way_out)
    return chosen


def _id(path: Path, found: Sequence[str], asked: Asked) -> str | None:
    if asked.id == ROW_NUMBERS:
        return None
    name = _one(path, found, asked.id, USUAL_ID, "id")
    if name is None:
        way_out = f"name one with --id-column, or {ROW_NUMBERS} to go by file and row"
        raise ColumnsMissing(path, "id", USUAL_ID, found, way_out)
    return name


def _one(
    path: Path, found: Sequence[str], asked: str | None, usual: Sequence[str], what: str
) -> str | None:
    if asked is None:
        return next((name for name in usual if name in found), None)
    if asked not in found:
        raise ColumnsMissing(path, what, (asked,), found, f"name one with --{what}-column")
    return asked
