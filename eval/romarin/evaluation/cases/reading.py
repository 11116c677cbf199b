"""Reading of case files: lines with their numbers, and what to do with those that are wrong."""

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from romarin.evaluation.errors import CaseInvalid, CasesEmpty, CasesMissing

UTF8_BOM = "\ufeff"


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


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    r"""Lines that are not blank, from 1, split on "\n" only: texts hold U+2028 and the like.

    Raises CasesMissing or CaseInvalid.
    """
    for number, line in enumerate(_content(path).split("\n"), 1):
        text = line.removesuffix("\r")
        if text.strip():
            yield number, text


def json_objects(path: Path, checker: Checker) -> Iterator[tuple[int, dict[str, Any]]]:
    """The object of each line; a line that holds none is an error, or skipped."""
    for number, line in numbered_lines(path):
        with checker.line():
            yield number, _object(path, number, line)


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
    return value


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        # The line itself may be somebody's text: only the place is told.
        raise CaseInvalid(path, number, f"column {error.colno}", f"no JSON: {error.msg}") from None
    if not isinstance(fields, dict):
        raise CaseInvalid(path, number, type(fields).__name__, "a line holds one JSON object")
    return fields


def _content(path: Path) -> str:
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise CasesMissing(path, f"readable file ({error})") from error
    try:
        return raw.decode("utf-8").removeprefix(UTF8_BOM)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CaseInvalid(path, line, f"byte {error.start}", "not UTF-8") from error
