"""Partial results: rows kept as they come, so that an interrupted run goes on where it stopped."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

from romarin.evaluation.errors import OutUnwritable, RunGoesOn
from romarin.evaluation.results import Row

Rows = dict[tuple[str, str], Row]  # by system and case


class PartialRows:
    """Rows of each system, on disk as JSON lines under a first line that names the run."""

    def __init__(self, out: IO[bytes], rows: Rows) -> None:
        """See `open`."""
        self._out, self._rows = out, rows

    @classmethod
    @contextmanager
    def open(cls, path: Path, run: str) -> Iterator[Self]:
        """Goes on with the file at `path` when it is of the same run, else starts it anew.

        The file stays when the block fails, and goes when it ends well. Only one process has it
        open at a time. Raises OutUnwritable or RunGoesOn.
        """
        with _alone(path) as out:
            rows, whole = _kept(out.read(), run)
            out.seek(whole)
            out.truncate()  # the line that an interruption cut, or all of another run
            kept = cls(out, rows)
            if not whole:
                kept._write({"run": run})
            yield kept
            path.unlink(missing_ok=True)

    def find(self, system: str, case: str) -> Row | None:
        """The row of a case that was asked before; None when it was not."""
        return self._rows.get((system, case))

    def add(self, system: str, row: Row) -> None:
        """Keeps a row; this process may be killed once this returns."""
        self._rows[system, row.id] = row
        self._write({"system": system, **row.to_json()})

    def __len__(self) -> int:
        return len(self._rows)

    def _write(self, told: dict[str, Any]) -> None:
        self._out.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
        self._out.flush()


@contextmanager
def _alone(path: Path) -> Iterator[IO[bytes]]:
    """The file, to be read from its start and written to, that no other process has open here.

    Raises OutUnwritable or RunGoesOn.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        out = path.open("r+b")
    except OSError as error:
        raise OutUnwritable(path, error.strerror or str(error)) from error
    with out:
        if not _locked(out) or not _is_at(out, path):
            raise RunGoesOn(path)
        yield out


def _locked(out: IO[bytes]) -> bool:
    """Whether this process alone has the file; it has it until it closes it, or is killed."""
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(out: IO[bytes], path: Path) -> bool:
    """False when a run that ended in this moment has taken the file away."""
    try:
        return os.path.samestat(os.fstat(out.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _kept(content: bytes, run: str) -> tuple[Rows, int]:
    """The rows of the same run, and the bytes up to which the file holds such rows."""
    rows: Rows = {}
    whole = 0
    for at, line in enumerate(content.splitlines(keepends=True)):
        if not line.endswith(b"\n"):
            break
        try:
            told = json.loads(line)
            if at == 0 and told["run"] != run:
                return {}, 0
            if at:
                rows[told["system"], told["id"]] = Row.of_json(told)
        except (AttributeError, KeyError, TypeError, ValueError):
            break
        whole += len(line)
    return rows, whole
