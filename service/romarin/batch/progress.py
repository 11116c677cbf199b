"""Progress: how far a run has come, how fast it goes, and how long it will take."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from romarin.batch.ledger import Part, last_of
from romarin.batch.records import Input, Place, Tagged


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands; documents and rejected rows of earlier attempts are counted in."""

    documents: int
    rejected: int
    share: float  # of the bytes to read, in [0, 1]
    rate: float  # documents a second of this attempt, the start of the workers left out
    seconds_left: float | None  # None: nothing to judge by yet


class Pace:
    """Counts what is done, by the clock."""

    def __init__(self, inputs: Sequence[Input], done: Sequence[Part]) -> None:
        self._before = [0]
        for file in inputs:
            self._before.append(self._before[-1] + file.size)
        self.documents = sum(part.documents for part in done)
        self.rejected = sum(len(part.rejected) for part in done)
        self._share_then = self._share(last_of(done))
        self._documents_then = self.documents
        self._began = time.monotonic()
        self._first = True

    def count(self, tagged: Tagged) -> Progress:
        """One more batch is done."""
        self.documents += tagged.documents
        self.rejected += len(tagged.rejected)
        progress = self._now(self._share(tagged.last))
        if self._first:  # it waited for the workers to load: the rate is that of those after it
            self._first = False
            self._began = time.monotonic()
            self._documents_then, self._share_then = self.documents, progress.share
        return progress

    def _now(self, share: float) -> Progress:
        seconds = max(time.monotonic() - self._began, 1e-9)
        done = share - self._share_then
        left = seconds * (1 - share) / done if done > 0 and not self._first else None
        rate = (self.documents - self._documents_then) / seconds
        return Progress(self.documents, self.rejected, share, rate, left)

    def _share(self, place: Place) -> float:
        whole = self._before[-1]
        return min((self._before[place.file] + place.byte) / whole, 1.0) if whole else 1.0
