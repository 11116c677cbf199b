"""Parts: stretches of the output that are closed, and counted as done, one after the other."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from romarin.batch.ledger import Ledger, Part, writing
from romarin.batch.records import Options, Tagged
from romarin.batch.writing import OpenFile, create

# A part ends with the first of these: what a kill costs, against files to join at the end.
PART_ROWS = 4096
PART_SECONDS = 5.0


class Parts:
    """Writes what comes, in order, to the parts of a ledger."""

    def __init__(
        self, ledger: Ledger, options: Options, about: Mapping[str, str], *, rows: int = PART_ROWS
    ) -> None:
        """`rows` that a part has at most, but for those of its last batch."""
        self._ledger, self._options, self._about, self._rows = ledger, options, about, rows

    def write(self, stream: Iterable[Tagged], number: int) -> Iterator[Tagged]:
        """Gives each batch back once it is written; `number` is that of the first new part.

        Raises OutUnwritable.
        """
        waiting = iter(stream)
        while (first := next(waiting, None)) is not None:
            with closing(self._begin(number)) as part:
                yield part.add(first)
                while not part.is_full(self._rows) and (more := next(waiting, None)) is not None:
                    yield part.add(more)
            self._ledger.commit(part.done())
            number += 1

    def _begin(self, number: int) -> "_Open":
        out = self._ledger.out
        with writing(out):
            file = create(self._ledger.aside(number), self._options, self._about)
        return _Open(number, file, out)


class _Open:
    """A part in the making."""

    def __init__(self, number: int, file: OpenFile, out: Path) -> None:
        self._number, self._file, self._out = number, file, out
        self._began = time.monotonic()
        self._batches: list[Tagged] = []

    def add(self, tagged: Tagged) -> Tagged:
        with writing(self._out):
            self._file.add(tagged.content, documents=tagged.documents)
        self._batches.append(replace(tagged, content=None))  # its rows are written
        return tagged

    def is_full(self, rows: int) -> bool:
        read = sum(one.documents + len(one.rejected) for one in self._batches)
        return read >= rows or time.monotonic() - self._began >= PART_SECONDS

    def close(self) -> None:
        with writing(self._out):
            self._file.close()

    def done(self) -> Part:
        rejected = tuple(row for one in self._batches for row in one.rejected)
        documents = sum(one.documents for one in self._batches)
        return Part(self._number, self._batches[-1].last, documents, rejected)
