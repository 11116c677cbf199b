"""Phrases: how offers and CVs say the ROME's skills, and titles as recruiters write them.

Both lists were written by hand for Romarin; README's section on licences holds for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from romarin.catalogue import tsv
from romarin.catalogue.catalogue import Catalogue
from romarin.catalogue.errors import RowInvalid

PHRASES = Path(__file__).parent / "phrases.tsv"  # code OGR, phrase
TITLES = Path(__file__).parent / "titles.tsv"  # code ROME, title


@dataclass(frozen=True, slots=True)
class Phrase:
    """A skill in other words than its label's."""

    text: str
    code: str  # OGR


@dataclass(frozen=True, slots=True)
class Title:
    """A title, its métier, and the appellation of the métier that is nearest to it in letters."""

    text: str
    code_rome: str
    code_ogr: str


def load_phrases(path: Path, catalogue: Catalogue) -> list[Phrase]:
    """The phrases of skills that the catalogue has; codes of other releases are let be.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    return [Phrase(text, code) for code, text in _rows(path) if code in catalogue.competences]


def load_titles(path: Path, catalogue: Catalogue) -> list[Title]:
    """The titles of métiers that the catalogue has; codes of other releases are let be.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    names: dict[str, dict[str, str]] = {}
    found = []
    for code, text in _rows(path):
        if code not in catalogue.metiers:
            continue
        if code not in names:
            names[code] = {one.code: one.libelle for one in catalogue.appellations_of(code)}
        nearest = process.extractOne(
            text, names[code], scorer=fuzz.token_set_ratio, processor=utils.default_process
        )
        if nearest is not None:
            found.append(Title(text, code, nearest[2]))
    return found


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Both fields of every line after the header."""
    for line, fields in list(tsv.lines(path))[1:]:
        if len(fields) != 2 or not all(fields):
            raise RowInvalid(
                str(path), line, "\t".join(fields), "a code, a tab and a text expected"
            )
        yield fields[0], fields[1]
