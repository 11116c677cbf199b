"""Partial results: rows kept as they come, so that an interrupted run goes on where it stopped."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self

from romarin.evaluation.errors import OutUnwritable
from romarin.evaluation.results import Row


class PartialRows:
    """Rows of each system, on disk as JSON lines under a first line that names the run."""

    def __init__(
        self, path: Path, run: str, out: IO[str], rows: dict[tuple[str, str], Row]
    ) -> None:
        """See `open`."""
        self.path, self._run, self._out, self._rows = path, run, out, rows

    @classmethod
    @contextmanager
    def open(cls, path: Path, run: str) -> Iterator[Self]:
        """Goes on with the file at `path` when it is of the same run, else starts it anew.

        The file stays when the block fails, and goes when it ends well. Raises OutUnwritable.
        """
        rows = _kept(path, run)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            out = path.open("w", encoding="utf-8")
        except OSError as error:
            raise OutUnwritable(path, error.strerror or str(error)) from error
        with out:
            kept = cls(path, run, out, {})
            kept._write({"run": run})
            for (system, _), row in rows.items():
                kept.add(system, row)
            yield kept
        path.unlink(missing_ok=True)

    def find(self, system: str, case: str) -> Row | None:
        """The row of a case that was asked before; None when it was not."""
        return self._rows.get((system, case))

    def add(self, system: str, row: Row) -> None:
        """Keeps a row; on disk before this returns."""
        self._rows[system, row.id] = row
        self._write({"system": system, **row.to_json()})

    def __len__(self) -> int:
        return len(self._rows)

    def _write(self, told: dict[str, object]) -> None:
        self._out.write(json.dumps(told, ensure_ascii=False) + "\n")
        self._out.flush()


def _kept(path: Path, run: str) -> dict[tuple[str, str], Row]:
    """The rows of the same run; none when there is no such file, or of another run."""
    if not path.is_file():
        return {}
    lines = path.read_text("utf-8").split("\n")
    rows: dict[tuple[str, str], Row] = {}
    for at, line in enumerate(lines):
        try:
            told = json.loads(line)
            if at == 0 and told["run"] != run:
                return {}
            if at:
                rows[told["system"], told["id"]] = Row.of_json(told)
        except (json.JSONDecodeError, KeyError, TypeError):
            break  # the line that the interruption cut
    return rows
