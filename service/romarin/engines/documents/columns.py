"""Columns: segments of a page put in the order in which a reader takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median

from romarin.engines.documents.margins import is_margin
from romarin.engines.documents.segments import Segment, lines_of

_LINES = 3  # on each side: what stands beside fewer is read line by line
_GUTTER = 0.75  # of the letters' height: narrower gaps are spaces
_STEP = 2.0  # points between the places tried for a gutter
_PARAGRAPH = 0.7  # of the letters' height: a wider gap under a line ends the paragraph
_TABULATED = 1.5  # of the letters' height: a wider gap within a line is told as a tabulation


@dataclass(frozen=True, slots=True)
class _Split:
    """A gutter with the lines on both sides of it, above and below."""

    above: list[Segment]
    left: list[Segment]
    right: list[Segment]
    below: list[Segment]

    @property
    def worth(self) -> tuple[int, int]:
        """The gutter that the fewest lines cross comes first: it is the page's, not a column's."""
        return len(self.left) + len(self.right), min(len(self.left), len(self.right))


def text_of(segments: Sequence[Segment]) -> str:
    """The text in reading order: column after column, an empty line between blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in _blocks(list(segments)))


def _blocks(segments: list[Segment]) -> Iterator[list[Segment]]:
    """The parts of a page that are read on their own, in order."""
    split = _best(segments)
    if split is None:
        if segments:
            yield segments
        return
    for part in (split.above, split.left, split.right, split.below):
        yield from _blocks(part)


def _best(segments: list[Segment]) -> _Split | None:
    """The split whose gutter most of the lines leave free."""
    if len(segments) < 2 * _LINES:
        return None
    segments = sorted(segments, key=lambda one: one.box.top)
    width = _GUTTER * median(one.box.height for one in segments)
    edges = {ceil(one.box.right / _STEP) * _STEP for one in segments}
    splits = (_split(segments, edge, edge + width) for edge in sorted(edges))
    return max(filter(None, splits), key=lambda split: split.worth, default=None)


def _split(segments: Sequence[Segment], start: float, end: float) -> _Split | None:
    """The longest run of lines that leave the gutter free, with what is above and below it."""
    runs: list[tuple[int, int, int]] = []  # worth, first, behind the last
    first, left, right = 0, 0, 0
    for at, segment in enumerate([*segments, None]):
        if segment is None or (segment.box.left < end and segment.box.right > start):
            runs.append((min(left, right), first, at))
            first, left, right = at + 1, 0, 0
        elif segment.box.right <= start:
            left += 1
        else:
            right += 1
    worth, first, last = max(runs)
    if worth < _LINES:
        return None
    left_of = [one for one in segments[first:last] if one.box.right <= start]
    right_of = [one for one in segments[first:last] if one.box.right > start]
    if is_margin(left_of, right_of):
        return None
    return _Split(list(segments[:first]), left_of, right_of, list(segments[last:]))


def _lines(block: Sequence[Segment]) -> Iterator[str]:
    bottom = None
    for line in lines_of(block):
        top, height = min(one.box.top for one in line), max(one.box.height for one in line)
        if bottom is not None and top - bottom > _PARAGRAPH * height:
            yield ""
        yield _line(line)
        bottom = max(one.box.bottom for one in line)


def _line(line: Sequence[Segment]) -> str:
    text = line[0].text
    for last, segment in pairwise(line):
        wide = segment.box.left - last.box.right > _TABULATED * segment.box.height
        text += ("\t" if wide else " ") + segment.text
    return text
