"""Reading of case files: lines with their numbers, and what to do with those that are wrong."""

import gzip
import json
import re
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from romarin.evaluation.errors import (
    CaseInvalid,
    CasesEmpty,
    CasesMissing,
    CasesUnreadable,
    HeaderInvalid,
)

_NAME = re.compile(r"\w{1,40}")  # of a column
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


class Case(Protocol):
    """What every task asks: something with a name and a kind of difficulty."""

    @property
    def id(self) -> str:
        """Unique in its set, and the same from one run to the next."""
        ...

    @property
    def family(self) -> str:
        """The kind of difficulty."""
        ...


CaseT = TypeVar("CaseT", bound=Case)


@dataclass(frozen=True, slots=True)
class CaseSet(Generic[CaseT]):
    """The cases of one file or folder, in file order."""

    path: Path
    cases: Sequence[CaseT]
    skipped: Sequence[CaseInvalid] = ()
    notes: Sequence[str] = ()  # what was left out on purpose, for the report


@dataclass(slots=True)
class Checker:
    """Decides what becomes of a wrong line: the end, or a place in the list of those skipped."""

    skip: bool
    skipped: list[CaseInvalid] = field(default_factory=list)

    @contextmanager
    def line(self) -> Iterator[None]:
        """Around the reading of one line. Raises CaseInvalid unless such lines are skipped."""
        try:
            yield
        except CaseInvalid as error:
            if not self.skip:
                raise
            self.skipped.append(error)


def case_files(path: Path, suffixes: Sequence[str]) -> list[Path]:
    """The file itself, or the files of a folder in the order of their names.

    Raises CasesMissing.
    """
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.name.endswith(tuple(suffixes)))
    else:
        found = [path] if path.is_file() else []
    if not found:
        raise CasesMissing(path, " or ".join(f"*{suffix}" for suffix in suffixes))
    return found


def numbered_lines(path: Path, checker: Checker) -> Iterator[tuple[int, str]]:
    r"""Lines that are not blank, from 1, split on "\n" only: texts hold U+2028 and the like.

    Raises CasesUnreadable; CaseInvalid for a line that is not UTF-8, unless such are skipped.
    """
    for number, line in enumerate(_content(path).removeprefix(BOM_UTF8).split(b"\n"), 1):
        text = ""
        with checker.line():
            text = _decoded(path, number, line)
        if text.strip():
            yield number, text


def table_lines(
    path: Path, checker: Checker, columns: Sequence[str], *, exactly: bool
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The names in the header of a TSV without quotes, and the values of each line, numbered.

    Raises CasesUnreadable, CasesEmpty, CaseInvalid, or HeaderInvalid when the columns are not
    there, or not they alone.
    """
    lines = numbered_lines(path, checker)
    number, header = next(lines, (0, ""))
    if not number:
        raise CasesEmpty(path, "the file is empty")
    names = header.split("\t")
    if names != list(columns) if exactly else not set(columns) <= set(names):
        # Of another file than was meant, the line may be somebody's text: only names are told.
        told = header if all(map(_NAME.fullmatch, names)) else "no names of columns"
        wanted = "header" if exactly else "columns"
        raise HeaderInvalid(path, told, f"the tab-separated {wanted} {' '.join(columns)}")
    return names, ((at, line.split("\t")) for at, line in lines)


def json_objects(path: Path, checker: Checker) -> Iterator[tuple[int, dict[str, Any]]]:
    """The object of each line; a line that holds none is an error, or skipped."""
    for number, line in numbered_lines(path, checker):
        fields: dict[str, Any] | None = None
        with checker.line():
            fields = _object(path, number, line)
        if fields is not None:
            yield number, fields


def case_set(
    path: Path, cases: Sequence[CaseT], checker: Checker, notes: Sequence[str] = ()
) -> CaseSet[CaseT]:
    """The set of the cases that were read, none at all being an error. Raises CasesEmpty."""
    if not cases:
        skipped = f"{len(checker.skipped)} lines were skipped" if checker.skipped else "it is empty"
        raise CasesEmpty(path, skipped)
    return CaseSet(path, cases, checker.skipped, notes)


def text_of(path: Path, line: int, fields: dict[str, Any], name: str) -> str:
    """A field that must be a text. Raises CaseInvalid, which never shows the text."""
    value = fields.get(name)
    if not isinstance(value, str):
        kind = "is missing" if value is None else f"is {type(value).__name__}, not text"
        raise CaseInvalid(path, line, name, f"the field {kind}")
    return checked_text(path, line, name, value)


def checked_text(path: Path, line: int, name: str, value: str) -> str:
    """The text, when it can be sent to a server. Raises CaseInvalid, which never shows it."""
    if _UNSENDABLE.search(value):
        raise CaseInvalid(path, line, name, "it holds a NUL or half of a surrogate pair")
    return value


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        # The line itself may be somebody's text: only the place is told.
        raise CaseInvalid(path, number, f"column {error.colno}", f"no JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise CaseInvalid(path, number, "", "JSON too deep, or with too long a number") from None
    if not isinstance(fields, dict):
        raise CaseInvalid(path, number, type(fields).__name__, "a line holds one JSON object")
    return fields


def _content(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise CasesUnreadable(path, str(error)) from error


def _decoded(path: Path, number: int, line: bytes) -> str:
    try:
        return line.removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseInvalid(path, number, f"byte {error.start + 1}", "not UTF-8") from None
