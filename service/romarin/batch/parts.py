"""Parts: stretches of the output that are closed, and counted as done, one after the other."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from romarin.batch.ledger import Ledger, Part
from romarin.batch.records import Options, Rejected, Tagged
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
        """Gives each batch back once it is written; `number` is that of the first new part."""
        waiting = iter(stream)
        while (first := next(waiting, None)) is not None:
            with closing(create(self._ledger.aside(number), self._options, self._about)) as file:
                part = _Open(number, file)
                yield part.add(first)
                while not part.is_full(self._rows) and (more := next(waiting, None)) is not None:
                    yield part.add(more)
            self._ledger.commit(part.done())
            number += 1


class _Open:
    """A part in the making."""

    def __init__(self, number: int, file: OpenFile) -> None:
        self._number, self._file = number, file
        self._began = time.monotonic()
        self._batches: list[Tagged] = []

    def add(self, tagged: Tagged) -> Tagged:
        self._file.add(tagged.content, documents=tagged.documents)
        self._batches.append(replace(tagged, content=None))  # its rows are written
        return tagged

    def is_full(self, rows: int) -> bool:
        read = sum(one.documents + len(one.rejected) for one in self._batches)
        return read >= rows or time.monotonic() - self._began >= PART_SECONDS

    def done(self) -> Part:
        rejected: tuple[Rejected, ...] = sum((one.rejected for one in self._batches), ())
        documents = sum(one.documents for one in self._batches)
        return Part(self._number, self._batches[-1].last, documents, rejected)
