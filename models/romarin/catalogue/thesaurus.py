"""Thesaurus: everyday words, slang, acronyms and English names that the ROME does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from romarin.catalogue import tsv
from romarin.catalogue.catalogue import Catalogue
from romarin.catalogue.decoding import APOSTROPHES
from romarin.catalogue.errors import RowInvalid

PACKAGED = Path(__file__).parent / "thesaurus.tsv"
HEADER = ("term", "kind", "codes_rome", "codes_ogr", "note")
SEPARATOR = "|"
CODE_ROME = re.compile(r"[A-Z]\d{4}", re.ASCII)
CODE_OGR = re.compile(r"S?\d+", re.ASCII)  # S: ids of the starter catalogue's own


class Kind(StrEnum):
    """What sort of word an entry is."""

    EVERYDAY = "everyday"
    SLANG = "slang"
    ACRONYM = "acronym"
    ENGLISH = "english"
    FORMER = "former"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and the métiers (and perhaps appellations) that it means, best first."""

    term: str
    kind: Kind
    codes_rome: tuple[str, ...]
    codes_ogr: tuple[str, ...]  # of appellations; () when any of the métier is meant
    note: str
    place: str = field(default="", compare=False)  # "thesaurus.tsv, line 12"

    @property
    def key(self) -> str:
        """The term as it is compared with others: case, apostrophes and spaces do not count."""
        return " ".join(_one_apostrophe(self.term).casefold().split())


@dataclass(frozen=True, slots=True)
class Problem:
    """What an entry says that the catalogue knows otherwise."""

    entry: Entry
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.entry.place}: {self.entry.term!r}: {self.value}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Entries in file order, each term once."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Thesaurus:
        """Reads a TSV; raises ListUnreadable, EncodingInvalid or RowInvalid."""
        entries: dict[str, Entry] = {}
        for entry, line in _entries(path):
            if first := entries.get(entry.key):
                reason = f"stands already in {first.place}: put all its codes in one line"
                raise RowInvalid(str(path), line, entry.term, reason)
            entries[entry.key] = entry
        return cls(tuple(entries.values()))

    def merge(self, other: Thesaurus) -> Thesaurus:
        """Both; where both have a term, the other's entry stands in this one's place."""
        entries = {entry.key: entry for entry in self.entries}
        entries.update((entry.key, entry) for entry in other.entries)
        return Thesaurus(tuple(entries.values()))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


def check_thesaurus(thesaurus: Thesaurus, catalogue: Catalogue) -> list[Problem]:
    """Codes that the catalogue lacks, and appellations of a métier that the entry does not name."""
    return [problem for entry in thesaurus.entries for problem in _problems(entry, catalogue)]


def _entries(path: Path) -> Iterator[tuple[Entry, int]]:
    header: tuple[str, ...] | None = None
    for line, fields in tsv.lines(path):
        if header is None:
            header = tuple(fields)
            if header != HEADER:
                reason = f"header {' '.join(HEADER)!r}, with tabs, expected"
                raise RowInvalid(str(path), line, "\t".join(fields), reason)
            continue
        yield _entry(path, line, fields), line
    if header is None:
        raise RowInvalid(str(path), 1, "", f"header {' '.join(HEADER)!r}, with tabs, expected")


def _entry(path: Path, line: int, fields: list[str]) -> Entry:
    if len(fields) != len(HEADER):
        reason = f"{len(fields)} fields, {len(HEADER)} expected ({', '.join(HEADER)})"
        raise RowInvalid(str(path), line, "\t".join(fields), reason)
    term, kind, codes_rome, codes_ogr, note = fields
    if not term:
        raise RowInvalid(str(path), line, "\t".join(fields), "the term is empty")
    if kind not in set(Kind):
        raise RowInvalid(str(path), line, kind, f"kind: one of {', '.join(Kind)} expected")
    entry = Entry(
        term=_one_apostrophe(term),
        kind=Kind(kind),
        codes_rome=_codes(path, line, codes_rome, CODE_ROME),
        codes_ogr=_codes(path, line, codes_ogr, CODE_OGR),
        note=note,
        place=f"{path.name}, line {line}",
    )
    if not entry.codes_rome and not entry.codes_ogr:
        raise RowInvalid(str(path), line, term, "neither a ROME code nor an OGR")
    return entry


def _codes(path: Path, line: int, value: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    codes = [code.strip() for code in value.split(SEPARATOR)] if value else []
    for code in codes:
        if not shape.fullmatch(code):
            reason = f"codes such as {'M1855' if shape is CODE_ROME else '14156'}, '|' between them"
            raise RowInvalid(str(path), line, code, reason)
    return tuple(dict.fromkeys(codes))


def _problems(entry: Entry, catalogue: Catalogue) -> Iterator[Problem]:
    for code in entry.codes_rome:
        if code not in catalogue.metiers:
            yield Problem(entry, code, f"no métier of ROME {catalogue.release.version}")
    for ogr in entry.codes_ogr:
        appellation = catalogue.appellations.get(ogr)
        if appellation is None:
            yield Problem(entry, ogr, f"no appellation of ROME {catalogue.release.version}")
        elif entry.codes_rome and appellation.code_rome not in entry.codes_rome:
            reason = f"{appellation.libelle!r} is of {appellation.code_rome}"
            yield Problem(entry, ogr, f"{reason}, not of {SEPARATOR.join(entry.codes_rome)}")


def _one_apostrophe(text: str) -> str:
    for apostrophe in APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text
