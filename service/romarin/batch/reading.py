"""Reading: the rows of the inputs, one at a time, each a document or a reason why it is none."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from romarin.batch import lines, parquet, tables
from romarin.batch.columns import Columns, choose
from romarin.batch.inputs import PARQUET, TABLES
from romarin.batch.records import START, Asked, Batch, Input, Place, Rejected, Row, Task
from romarin.batch.streams import Broken, Stream

BATCH = 32  # documents that a worker is handed at once: enough for the encoder to pack them well
# The limits of the HTTP contract; an id may be longer here, such as an address.
MOST_TEXT, MOST_TITLE, MOST_ID = 50_000, 500, 256


class Unfit(ValueError):  # noqa: N818 - named after what is wrong, as the errors are
    """A value that makes a row no document; its words are the reason told."""


def columns_of(file: Input, asked: Asked, task: Task) -> Columns:
    """The columns of a file. Raises ColumnsMissing, InputUnreadable or ExtraMissing."""
    name = file.path.name.lower()
    if name.endswith(PARQUET):
        found = parquet.columns(file.path)
    elif name.endswith(TABLES):
        found = tables.columns(Stream(file.path))
    else:
        found = lines.columns(Stream(file.path))
    return choose(file.path, found, asked, task)


def batches(
    inputs: Iterable[tuple[int, Input]], asked: Asked, task: Task, after: Place = START
) -> Iterator[Batch]:
    """What follows a place, numbered inputs one after the other, in batches of BATCH rows."""
    rows = _rows(inputs, asked, task, after)
    while batch := tuple(islice(rows, BATCH)):
        yield batch


def _rows(
    inputs: Iterable[tuple[int, Input]], asked: Asked, task: Task, after: Place
) -> Iterator[Row | Rejected]:
    for at, file in inputs:
        if at < after.file:
            continue
        columns = columns_of(file, asked, task)
        for number, byte, record in _records(file, columns):
            if (at, number) > (after.file, after.row):
                yield _row(Place(at, number, byte), file, record, columns, task)


def _records(
    file: Input, columns: Columns
) -> Iterator[tuple[int, int, Mapping[str, Any] | Broken]]:
    name = file.path.name.lower()
    if name.endswith(PARQUET):
        return iter(parquet.records(file.path, columns.names()))
    if name.endswith(TABLES):
        return tables.records(Stream(file.path))
    return lines.records(Stream(file.path))


def _row(
    place: Place, file: Input, record: Mapping[str, Any] | Broken, columns: Columns, task: Task
) -> Row | Rejected:
    if isinstance(record, Broken):
        return Rejected(place, None, record.reason)
    told: str | None = None
    try:
        told = _id(record, columns, f"{file.path.name}:{place.row}")
        title = _text(record, columns.title, "title", MOST_TITLE)
        text = _text(record, columns.text, "text", MOST_TEXT)
        naf = _text(record, columns.naf, "naf", MOST_TITLE)
        _check_enough(title, text, task)
    except Unfit as unfit:
        return Rejected(place, told, str(unfit))
    return Row(place, told, title, text, naf)


def _check_enough(title: str, text: str, task: Task) -> None:
    if text.strip():
        return
    if task is not Task.METIERS:
        raise Unfit("no text")
    if not title.strip():
        raise Unfit("neither title nor text")


def _id(record: Mapping[str, Any], columns: Columns, number: str) -> str:
    if columns.id is None:
        return number
    value = record.get(columns.id)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # what pandas makes of whole numbers beside a missing one
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    told = _checked(value, "id", MOST_ID).strip()
    if not told:
        raise Unfit("no id")
    return told


def _text(record: Mapping[str, Any], column: str | None, what: str, most: int) -> str:
    return _checked(record.get(column), what, most) if column is not None else ""


def _checked(value: object, what: str, most: int) -> str:
    if value is None or value != value:  # NaN, what pandas writes for a missing value
        return ""
    if not isinstance(value, str):
        raise Unfit(f"the {what} is no string")
    if len(value) > most:
        raise Unfit(f"the {what} has {len(value):,} characters, more than {most:,}")
    if "\0" in value:
        raise Unfit(f"the {what} holds the character NUL")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unfit(f"the {what} is no valid UTF-8") from None
    return value
