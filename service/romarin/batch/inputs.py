"""Inputs: the files that were named, in the order of reading, with their checksums."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from glob import glob, has_magic
from hashlib import file_digest
from pathlib import Path

from romarin.batch.errors import InputMissing, InputUnreadable
from romarin.batch.records import Input

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
PARQUET = (".parquet",)
SUFFIXES = (*LINES, *TABLES, *PARQUET)


def find_inputs(named: Sequence[str], *, leave_out: Iterable[Path] = ()) -> tuple[Input, ...]:
    """The files of these files, folders and globs: as named, sorted by name within each.

    A file is read once, however often it is named; what is left out is what we write ourselves.
    Raises InputMissing.
    """
    ours = {path.resolve() for path in leave_out}
    found: dict[Path, Input] = {}
    for name in named:
        paths = [
            path for path in _paths(name) if not ours & {path.resolve(), *path.resolve().parents}
        ]
        if not paths:
            raise InputMissing(name, SUFFIXES)
        for path in paths:
            found.setdefault(path.resolve(), Input(path, path.stat().st_size))
    return tuple(found.values())


def _paths(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        # A name that begins with a dot or an underline is bookkeeping: ours, Spark's, macOS's.
        inside = (p.relative_to(path) for p in sorted(path.rglob("*")))
        shown = (p for p in inside if not any(part.startswith((".", "_")) for part in p.parts))
        yield from (path / p for p in shown if _readable(path / p))
    elif path.is_file():
        if _readable(path):
            yield path
    elif has_magic(name):
        for match in sorted(glob(name, recursive=True)):  # noqa: PTH207 - absolute patterns too
            yield from _paths(match)


def _readable(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(SUFFIXES)


def checked(file: Input) -> Input:
    """The same with its checksum, which costs one reading. Raises InputUnreadable."""
    try:
        with file.path.open("rb") as content:
            return replace(file, sha256=file_digest(content, "sha256").hexdigest())
    except OSError as error:
        raise InputUnreadable(file.path, error.strerror or str(error)) from error
