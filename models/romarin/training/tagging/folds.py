"""Folds: which cases each tagger of a training learnt nothing from, kept beside the taggers."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from romarin.training.begun import keep_begun
from romarin.training.errors import RecipeChanged
from romarin.training.extraction.marked import MarkedText

_FILE = "begun.json"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a folder of taggers was begun with."""

    texts: str  # sha256 of all that is learnt from
    folds: list[list[str]]  # ids of the cases of each fold

    @classmethod
    def of(cls, marked: Sequence[MarkedText], folds: Sequence[Sequence[MarkedText]]) -> "Begun":
        """Of texts marked for training and of cases by fold."""
        cases = [one for fold in folds for one in fold]
        told = repr([(one.title, one.kind, one.text, one.marks) for one in [*marked, *cases]])
        return cls(sha256(told.encode()).hexdigest(), ids_of(folds))

    def keep(self, folder: Path) -> None:
        """In the folder. Raises RecipeChanged where another training began it."""
        keep_begun(folder / _FILE, asdict(self))


def check_folds(folder: Path, folds: Sequence[Sequence[MarkedText]]) -> None:
    """Raises RecipeChanged unless the taggers of a folder held these cases out, fold by fold."""
    path = folder / _FILE
    held_out = json.loads(path.read_text("utf-8"))["folds"] if path.is_file() else []
    if held_out != ids_of(folds):
        raise RecipeChanged(folder, "folds of", _told(held_out), _told(ids_of(folds)))


def ids_of(folds: Sequence[Sequence[MarkedText]]) -> list[list[str]]:
    """The ids of the cases of each fold."""
    return [[one.id for one in fold] for fold in folds]


def fold_folder(out: Path, fold: int) -> Path:
    """Where a training leaves the tagger that learnt nothing from a fold of the cases."""
    return out / f"fold-{fold}"


def _told(ids: Sequence[Sequence[str]]) -> str:
    digest = sha256(repr(ids).encode()).hexdigest()[:12]
    return f"{sum(map(len, ids))} cases ({digest})"
