"""Detection: which phrases of a text state a skill, and at which level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from romarin.engines.extraction.records import Level
from romarin.tagger import LEVELS, TaggedPhrase
from romarin.text import STOP_WORDS, words

_BLANKS = " \t\u00a0\u202f"
_BEFORE = ",;:-–•\r\n" + _BLANKS  # hang before a phrase; ".NET" begins with a dot
_AFTER = _BEFORE + "."
_BRACKETS = {")": "(", "]": "[", "»": "«"}


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase, code points [start, end) of its text."""

    start: int
    end: int
    level: Level
    confidence: float  # that it states a skill, as its least sure word says it, in [0, 1]
    certainty: float  # of the level, in [0, 1]


def spans_of(text: str, phrases: Iterable[TaggedPhrase]) -> Iterator[Span]:
    """The phrases without signs that hang at their ends; one of signs alone is none.

    One that breaks off, as "accueillir et" does, goes on in that which follows at once.
    """
    for one in _joined(text, phrases):
        start, end = _bare(text, one.start, one.end)
        if any(map(str.isalnum, text[start:end])):
            best = int(one.levels.argmax())
            certainty = float(one.levels[best])
            yield Span(start, end, Level(LEVELS[best]), one.confidence, certainty)


def _joined(text: str, phrases: Iterable[TaggedPhrase]) -> Iterator[TaggedPhrase]:
    before: TaggedPhrase | None = None
    for one in phrases:
        if before is None:
            before = one
        elif not _goes_on(text, before, one):
            yield before
            before = one
        else:
            levels = np.float32(0.5) * (before.levels + one.levels)
            confidence = min(before.confidence, one.confidence)
            before = TaggedPhrase(before.start, one.end, confidence, levels)
    if before is not None:
        yield before


def _goes_on(text: str, one: TaggedPhrase, following: TaggedPhrase) -> bool:
    if text[one.end : following.start].strip(_BLANKS):
        return False
    spelt = words(text[one.start : one.end])
    if not spelt or spelt[-1] not in STOP_WORDS:
        return False
    return not text[one.end - 1].isupper()  # "Permis D" breaks off nowhere


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BEFORE:
        start += 1
    while start < end and (
        text[end - 1] in _AFTER
        or (text[end - 1] in _BRACKETS and _BRACKETS[text[end - 1]] not in text[start:end])
    ):
        end -= 1
    return start, end
