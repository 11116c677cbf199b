"""Detection: which phrases of a text state a skill, and at which level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from romarin.engines.extraction.records import Level
from romarin.tagger import LEVELS, TaggedPhrase

_HANGING = ".,;: \t\r\n-–•"
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
    """The phrases without signs that hang at their ends; one of signs alone is none."""
    for one in phrases:
        start, end = _bare(text, one.start, one.end)
        if start < end:
            best = int(one.levels.argmax())
            certainty = float(one.levels[best])
            yield Span(start, end, Level(LEVELS[best]), one.confidence, certainty)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _HANGING:
        start += 1
    while start < end and (
        text[end - 1] in _HANGING
        or (text[end - 1] in _BRACKETS and _BRACKETS[text[end - 1]] not in text[start:end])
    ):
        end -= 1
    return start, end
