"""Tables of others, plain or gzipped: JSON lines and CSV, with the place of what is wrong."""

import csv
import gzip
import json
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from romarin.catalogue import EncodingInvalid, ListUnreadable, RowInvalid


def json_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The object of each line, numbered from 1; a message never repeats a text.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            raise RowInvalid(str(path), number, f"column {error.colno}", error.msg) from None
        if not isinstance(fields, dict):
            raise RowInvalid(str(path), number, type(fields).__name__, "a JSON object expected")
        yield number, fields


def csv_rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows by the names of the header; fields may hold line ends.

    Raises ListUnreadable, EncodingInvalid, or RowInvalid where a column is missing.
    """
    rows = csv.DictReader(_text(path).splitlines(keepends=True))
    missing = [name for name in columns if name not in (rows.fieldnames or ())]
    if missing:
        raise RowInvalid(str(path), 1, ",".join(missing), "column missing")
    for row in rows:
        yield {name: row[name] or "" for name in columns}


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except (OSError, EOFError, zlib.error) as error:
        raise ListUnreadable(path, str(error)) from error
    try:
        return raw.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise EncodingInvalid(str(path), line, f"byte {error.start + 1}", "not UTF-8") from None
