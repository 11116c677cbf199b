"""Tables: CSV read one record at a time, whichever of the usual separators it has."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from romarin.batch.streams import Broken, Stream

SEPARATORS = ",;\t|"  # the first wins a tie
MOST_CHARACTERS = 2**20  # of a field; a quote that is never closed swallows no more


def columns(stream: Stream) -> list[str]:
    """The names of the header."""
    with stream.text() as (content, _at):
        return next(_reader(content), [])


def records(stream: Stream) -> Iterator[tuple[int, int, Mapping[str, Any] | Broken]]:
    """Each record below the header: its number, how far into the file, and what it holds."""
    with stream.text() as (content, at):
        reader = _reader(content)
        header = next(reader, [])
        number = 0
        while True:
            try:
                values = next(reader, None)
            except csv.Error as error:
                number += 1
                yield number, at(), Broken(f"not CSV: {error}")
                continue
            if values is None:
                return
            if values:  # an empty line is no record
                number += 1
                yield number, at(), _record(header, values)


def _reader(content: IO[str]) -> "Iterator[list[str]]":
    csv.field_size_limit(MOST_CHARACTERS)
    first = content.readline(MOST_CHARACTERS)
    separator = max(SEPARATORS, key=first.count)
    return csv.reader(_again(first, content), delimiter=separator)


def _again(first: str, content: IO[str]) -> Iterator[str]:
    yield first
    yield from content


def _record(header: Sequence[str], values: Sequence[str]) -> Mapping[str, Any] | Broken:
    if len(values) != len(header):
        return Broken(f"{len(values)} values for {len(header)} columns")
    return dict(zip(header, values, strict=True))
