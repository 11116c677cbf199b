"""Table: the rows of one file of the archive, each as long as its schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from romarin.catalogue.decoding import decode
from romarin.catalogue.errors import ColumnMissing, RowInvalid
from romarin.catalogue.schema import Schema

Row = Sequence[str]


@dataclass(slots=True)
class Table:
    """Rows in file order, columns in schema order, blank lines left out."""

    schema: Schema
    file: str  # as messages name it
    rows: Sequence[Row]
    raw: bytes  # kept to find the line of a bad row, which rows do not carry

    @classmethod
    def parse(cls, schema: Schema, file: str, raw: bytes) -> Table:
        """Raises ColumnMissing, RowInvalid or EncodingInvalid."""
        records = list(_records(file, decode(file, raw)))
        header = [name.strip() for name in records[0]] if records else []
        missing = [column for column in schema.columns if column not in header]
        if missing:
            raise ColumnMissing(file, missing, header)
        table = cls(schema, file, records[1:], raw)
        table._check_lengths(header)
        table.rows = _bound(table.rows, [header.index(column) for column in schema.columns])
        table._check_values()
        return table

    def pick(self, *columns: str) -> Iterable[Any]:
        """These columns (two or more) of every row, as tuples, in the order asked for."""
        return map(itemgetter(*map(self.schema.index, columns)), self.rows)

    def column(self, name: str) -> list[str]:
        """The values of one column, in row order."""
        return list(map(itemgetter(self.schema.index(name)), self.rows))

    def invalid(self, row: Row, value: str, reason: str, *, last: bool = False) -> RowInvalid:
        """The error for a row of this table."""
        return RowInvalid(self.file, self.line_of(row, last=last), value, reason)

    def line_of(self, row: Row, *, last: bool = False) -> int:
        """Line on which the row begins, counted from 1; of equal rows the first, or the last."""
        found = 0
        text = decode(self.file, self.raw)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip() for name in next(reader)]
        places = [header.index(column) for column in self.schema.columns]
        begins = reader.line_num + 1
        for record in reader:
            if record and _same(record, row, places):
                found = begins
                if not last:
                    break
            begins = reader.line_num + 1
        return found

    def _check_lengths(self, header: Sequence[str]) -> None:
        for row in self.rows:
            if len(row) != len(header):
                reason = f"{len(row)} values under {len(header)} columns"
                raise self.invalid(row, ",".join(row), reason)

    def _check_values(self) -> None:
        for name in self.schema.filled:
            self._refuse(name, {""} & set(self.column(name)), "may not be empty")
        for name, allowed in self.schema.closed.items():
            expected = f"one of {', '.join(map(repr, sorted(allowed)))} expected"
            self._refuse(name, set(self.column(name)) - allowed, expected)
        for name in self.schema.numbers:
            wrong = {value for value in set(self.column(name)) if not _is_number(value)}
            self._refuse(name, wrong, "a whole number expected")

    def _refuse(self, name: str, wrong: Set[str], reason: str) -> None:
        if wrong:
            place = self.schema.index(name)
            row = next(row for row in self.rows if row[place] in wrong)
            raise self.invalid(row, row[place], f"{name}: {reason}")


def _records(file: str, text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from filter(None, reader)
    except csv.Error as error:
        raise RowInvalid(file, reader.line_num, str(error), "not readable as CSV") from error


def _bound(rows: Sequence[Row], places: Sequence[int]) -> Sequence[Row]:
    if rows and list(places) == list(range(len(rows[0]))):
        return rows
    return [tuple(row[place] for place in places) for row in rows]


def _same(record: Row, row: Row, places: Sequence[int]) -> bool:
    if len(record) == len(row) and list(record) == list(row):
        return True
    return max(places) < len(record) and [record[place] for place in places] == list(row)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 9
