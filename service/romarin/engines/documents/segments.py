"""Segments: words that stand together on one line, with what belongs to them at a distance."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median
from typing import Protocol, TypeVar

from romarin.engines.documents.glyphs import Box, Word

_SPACE = 0.75  # of the letters' height: a wider gap parts two columns, or a line from its date
_OVERLAP = 0.6  # of the lower box: two boxes that share less of their height are on two lines
_BULLET_REACH = 4.0  # of the letters' height, from a bullet to its text
_STRAY = 2.0  # letters a word, at most, of a title whose letters stand apart
_LETTERSPACED = 2.0  # times the common gap: a wider one parts two words of such a title
_BULLET = re.compile(r"[^\w\s(«\"“'+@#/]{1,2}|o|(\d{1,2}|[a-zA-Z])[.)°]")


class _Placed(Protocol):
    """What stands somewhere on a page."""

    @property
    def box(self) -> Box:
        """Where."""
        ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that are read without a break."""

    text: str
    box: Box

    def join(self, other: "Segment") -> "Segment":
        """Both as one, this one first."""
        return Segment(f"{self.text} {other.text}", self.box | other.box)


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """The segments of a page, from top to bottom."""
    joined = [_segment(run) for line in lines_of(list(words)) for run in _runs(line)]
    return _with_bullets(joined)


def lines_of(placed: Sequence[P]) -> list[list[P]]:
    """What stands beside one another, left to right; lines from top to bottom."""
    lines: list[list[P]] = []
    for one in sorted(placed, key=lambda one: (one.box.bottom, one.box.left)):
        if lines and beside(lines[-1][-1].box, one.box):
            lines[-1].append(one)
        else:
            lines.append([one])
    return [sorted(line, key=lambda one: one.box.left) for line in lines]


def beside(one: Box, other: Box) -> bool:
    """Whether two boxes are on the same line."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _OVERLAP * min(one.height, other.height)


def _runs(line: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a line, parted where a wide gap is."""
    run = [line[0]]
    for word in line[1:]:
        last = run[-1].box
        if word.box.left - last.right > _SPACE * max(last.height, word.box.height):
            yield run
            run = []
        run.append(word)
    yield run


def _segment(words: Sequence[Word]) -> Segment:
    gaps = [after.box.left - word.box.right for word, after in pairwise(words) if not after.parted]
    closest = _LETTERSPACED * median(gaps) if _is_letterspaced(words) else -inf
    text, box = words[0].text, words[0].box
    for last, word in pairwise(words):
        together = not word.parted and word.box.left - last.box.right < closest
        text += word.text if together else " " + word.text
        box |= word.box
    return Segment(text, box)


def _is_letterspaced(words: Sequence[Word]) -> bool:
    """Whether it is a title whose letters stand apart."""
    apart = [word.text for word in words if not word.parted]
    letters = sum(map(len, apart))
    return len(apart) > 1 and letters <= _STRAY * len(apart) and "".join(apart).isupper()


def _with_bullets(segments: Sequence[Segment]) -> list[Segment]:
    """Each bullet joined to the text behind it, however far it is indented."""
    found: list[Segment] = []
    for line in lines_of(segments):
        kept: list[Segment] = []
        for segment in line:
            if kept and _BULLET.fullmatch(kept[-1].text) and _near(kept[-1], segment):
                kept[-1] = kept[-1].join(segment)
            else:
                kept.append(segment)
        found += kept
    return found


def _near(bullet: Segment, text: Segment) -> bool:
    return text.box.left - bullet.box.right <= _BULLET_REACH * text.box.height
