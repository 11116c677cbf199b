"""Priors: how often each appellation or skill was met somewhere, from a user's list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from romarin.catalogue import tsv
from romarin.catalogue.catalogue import Catalogue
from romarin.catalogue.errors import RowInvalid

EXPECTED = "two columns, OGR code and count, under a header line"


class Priors(Mapping[str, int]):
    """Counts by OGR code, of codes that the catalogue has; `unknown` holds the others."""

    __slots__ = ("_counts", "unknown")

    def __init__(self, counts: Mapping[str, int], unknown: tuple[str, ...] = ()) -> None:
        self._counts = dict(counts)
        self.unknown = unknown

    def __getitem__(self, code: str) -> int:
        return self._counts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)


def load_priors(path: Path, catalogue: Catalogue) -> Priors:
    """Reads a TSV whose first columns are OGR code and count; further columns are let be.

    Raises ListUnreadable, EncodingInvalid or RowInvalid. Codes of another release are no error.
    """
    counts = _counts(path)
    known = {
        code: count
        for code, count in counts.items()
        if code in catalogue.appellations or code in catalogue.competences
    }
    return Priors(known, tuple(code for code in counts if code not in known))


def _counts(path: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    rows = tsv.lines(path)
    _check_header(path, *next(rows, (1, [""])))
    for line, fields in rows:
        code, count = _pair(path, line, fields)
        if code in counts:
            raise RowInvalid(str(path), line, code, "this OGR code stands already further up")
        counts[code] = count
    return counts


def _check_header(path: Path, line: int, fields: list[str]) -> None:
    if len(fields) < 2 or _is_count(fields[1]):
        raise RowInvalid(str(path), line, "\t".join(fields), f"{EXPECTED} expected")


def _pair(path: Path, line: int, fields: list[str]) -> tuple[str, int]:
    if len(fields) < 2 or not fields[0]:
        raise RowInvalid(str(path), line, "\t".join(fields), f"{EXPECTED} expected")
    if not _is_count(fields[1]):
        raise RowInvalid(str(path), line, fields[1], "count: a whole number, 0 or more, expected")
    return fields[0], int(fields[1])


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18
