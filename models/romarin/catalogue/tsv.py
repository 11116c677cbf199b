"""Lists as tab-separated text: UTF-8, one header line, nothing quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from romarin.catalogue.decoding import UTF8_BOM
from romarin.catalogue.errors import EncodingInvalid, ListUnreadable


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank: its number from 1, and its fields without spaces around them.

    Raises ListUnreadable or EncodingInvalid.
    """
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            yield number, [field.strip() for field in line.split("\t")]


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes().removeprefix(UTF8_BOM)
    except OSError as error:
        raise ListUnreadable(path, error.strerror or str(error)) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        value = raw[max(0, error.start - 20) : error.start + 20].decode("iso-8859-15")
        raise EncodingInvalid(str(path), line, value, "not UTF-8") from error
