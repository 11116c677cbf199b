"""Batches: the documents of one request in pieces of work, each short enough to wait for."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

D = TypeVar("D")

MOST_DOCUMENTS = 8
MOST_CHARACTERS = 16_000  # about a dozen offers: some tenths of a second


def batches(documents: Sequence[D], size: Callable[[D], int]) -> Iterator[Sequence[D]]:
    """Documents in order; one that is longer than a piece may be stands alone."""
    first = characters = 0
    for at, document in enumerate(documents):
        further = characters + size(document)
        if at > first and (at - first == MOST_DOCUMENTS or further > MOST_CHARACTERS):
            yield documents[first:at]
            first, further = at, size(document)
        characters = further
    yield documents[first:]
