"""Table: the rows of one file of the archive, each as long as its schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from romarin.catalogue.decoding import decode
from romarin.catalogue.errors import ColumnMissing, RowInvalid
from romarin.catalogue.schema import Schema

Row = Sequence[str]
SPACED = ('," ', ' ",', '\n" ', ' "\n', ' "\r')  # a space inside a quote


@dataclass(slots=True)
class Table:
    """Rows in file order, columns in schema order, blank lines left out."""

    schema: Schema
    file: str  # as messages name it
    raw: bytes
    parsed: Sequence[Row]  # every row, for the lines of bad ones, which rows do not carry
    rows: Sequence[Row]  # those that were not dropped
    _lines: dict[int, int] = field(default_factory=dict)  # id of a row -> its line

    @classmethod
    def parse(cls, schema: Schema, file: str, raw: bytes) -> Table:
        """Raises ColumnMissing, RowInvalid or EncodingInvalid."""
        records = _records(file, decode(file, raw))
        header = [name.strip() for name in records[0]] if records else []
        missing = [column for column in schema.columns if column not in header]
        if missing:
            raise ColumnMissing(file, missing, header)
        rows: Sequence[Row] = records[1:]
        cls(schema, file, raw, rows, rows)._check_lengths(header)
        rows = _bound(rows, [header.index(column) for column in schema.columns])
        table = cls(schema, file, raw, rows, rows)
        table._check_values()
        return table

    def pick(self, *columns: str) -> Iterable[Any]:
        """These columns (two or more) of every row, as tuples, in the order asked for."""
        return map(itemgetter(*map(self.schema.index, columns)), self.rows)

    def column(self, name: str) -> Iterator[str]:
        """The values of one column, in row order."""
        return map(itemgetter(self.schema.index(name)), self.rows)

    def invalid(self, row: Row, value: str, reason: str) -> RowInvalid:
        """The error for a row of this table."""
        return RowInvalid(self.file, self.line_of(row), value, reason)

    def line_of(self, row: Row) -> int:
        """Line of the file on which a row of this table begins, counted from 1."""
        if not self._lines:
            begins = list(_begins(decode(self.file, self.raw)))[1:]
            self._lines.update(zip(map(id, self.parsed), begins, strict=True))
        return self._lines[id(row)]

    def _check_lengths(self, header: Sequence[str]) -> None:
        wrong = set(map(len, self.rows)) - {len(header)}
        if wrong:
            row = next(row for row in self.rows if len(row) in wrong)
            reason = f"{len(row)} values under {len(header)} columns"
            raise self.invalid(row, ",".join(row), reason)

    def _check_values(self) -> None:
        for name in self.schema.filled:
            self._refuse(name, {""} & self._values(name), "may not be empty")
        for name, allowed in self.schema.closed.items():
            expected = f"one of {', '.join(map(repr, sorted(allowed)))} expected"
            self._refuse(name, self._values(name) - allowed, expected)
        for name in self.schema.numbers:
            wrong = {value for value in self._values(name) if not _is_number(value)}
            self._refuse(name, wrong, "a whole number expected")

    def _values(self, name: str) -> set[str]:
        return set(self.column(name))

    def _refuse(self, name: str, wrong: Set[str], reason: str) -> None:
        if wrong:
            place = self.schema.index(name)
            row = next(row for row in self.rows if row[place] in wrong)
            raise self.invalid(row, row[place], f"{name}: {reason}")


def _records(file: str, text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records = list(filter(None, reader))
    except csv.Error as error:
        line = _broken(text)
        value = text.split("\n", line)[line - 1]
        raise RowInvalid(file, line, value, f"not readable as CSV ({error})") from error
    if any(mark in text for mark in SPACED):  # two fields of v460; looking at each takes 0.1 s
        return [[value.strip() for value in record] for record in records]
    return records


def _broken(text: str) -> int:
    """The line on which the record begins that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        return line
    raise AssertionError("asked only of a text that cannot be read")


def _begins(text: str) -> Iterator[int]:
    """The line on which each record begins, the header's first."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        if record:
            yield line
        line = reader.line_num + 1


def _bound(rows: Sequence[Row], places: Sequence[int]) -> Sequence[Row]:
    if rows and list(places) == list(range(len(rows[0]))):
        return rows
    return [tuple(row[place] for place in places) for row in rows]


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 9
