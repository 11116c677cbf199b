"""Progress: how far a run has come, how fast it goes, and how long it will take."""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from romarin.batch.ledger import Part, last_of
from romarin.batch.records import Input, Place, Tagged

BETWEEN = 1.0  # seconds between two marks of the clock
WINDOW = 60.0  # seconds over which the rate is taken, so that a slow start is soon forgotten


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands; documents and rejected rows of earlier attempts are counted in."""

    documents: int
    rejected: int
    share: float  # of the bytes to read, in [0, 1]
    rate: float  # documents a second of the last minute
    seconds_left: float | None  # None: nothing to judge by yet


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one call did of a run, the start of its workers included."""

    documents: int
    seconds: float


class Pace:
    """Counts what is done, by the clock."""

    def __init__(self, inputs: Sequence[Input], done: Sequence[Part]) -> None:
        self._before = [0, *accumulate(file.size for file in inputs)]
        self.documents = sum(part.documents for part in done)
        self.rejected = sum(len(part.rejected) for part in done)
        self._began, self._documents_then = time.monotonic(), self.documents
        self._marks = deque([(self._began, self.documents, self._share(last_of(done)))])

    def count(self, tagged: Tagged) -> Progress:
        """One more batch is done."""
        self.documents += tagged.documents
        self.rejected += len(tagged.rejected)
        now, share = time.monotonic(), self._share(tagged.last)
        if now - self._marks[-1][0] >= BETWEEN:
            self._marks.append((now, self.documents, share))
        while len(self._marks) > 1 and now - self._marks[0][0] > WINDOW:
            self._marks.popleft()
        then, documents, share_then = self._marks[0]
        seconds = max(now - then, 1e-9)
        left = seconds * (1 - share) / (share - share_then) if share > share_then else None
        rate = (self.documents - documents) / seconds
        return Progress(self.documents, self.rejected, share, rate, left)

    @property
    def attempt(self) -> Attempt:
        """What was counted since the start."""
        seconds = max(time.monotonic() - self._began, 1e-9)
        return Attempt(self.documents - self._documents_then, seconds)

    def _share(self, place: Place) -> float:
        whole = self._before[-1]
        return min((self._before[place.file] + place.byte) / whole, 1.0) if whole else 1.0
