"""Margins: columns of dates or labels, which are read line by line with what they stand beside."""

from collections.abc import Sequence
from statistics import median

from romarin.engines.documents.dates import leads
from romarin.engines.documents.glyphs import Box
from romarin.engines.documents.segments import Segment, beside

_ALIGNED = 3.0  # points: edges closer than this stand in one column
_DATED = 2  # dates or labels, at least, in a margin
_SHARE = 0.4  # of dates or labels that makes a margin; towns often stand under the dates


def is_margin(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether one side of a gutter holds, next to it, the dates or labels of the other."""
    return _belongs(left, right) or _belongs(_mirrored(right), _mirrored(left))


def _belongs(side: Sequence[Segment], across: Sequence[Segment]) -> bool:
    """Whether a margin stands at the right of `side` and belongs to what is across the gutter."""
    dated = [one for one in side if leads(one.text)]
    nearest = max(dated, key=lambda one: one.box.right, default=None)
    if nearest is None:
        return False
    edge = nearest.box.left - _ALIGNED
    margin = [one for one in side if one.box.left >= edge]
    dated = [one for one in margin if leads(one.text)]
    if len(dated) < max(_DATED, _SHARE * len(margin)):
        return False
    others = [one for one in side if one.box.left < edge]
    return _nearer(dated, across, others)


def _nearer(dated: Sequence[Segment], across: Sequence[Segment], others: Sequence[Segment]) -> bool:
    """Whether dates belong across the gutter rather than to the others on their own side.

    They have a line beside them there, always, and on the other side by chance. Where chance has
    it that all do, they are flush with what they do not belong to; else the nearer lines win.
    """
    beyond, behind = _gaps(dated, across), _gaps(dated, others)
    if len(beyond) != len(behind):
        return len(beyond) > len(behind)
    ragged = _spread([one.box.right for one in dated]) - _spread([one.box.left for one in dated])
    if not beyond or abs(ragged) > _ALIGNED:
        return ragged > 0
    return median(beyond) < median(behind)


def _gaps(dated: Sequence[Segment], others: Sequence[Segment]) -> list[float]:
    """How far the nearest line beside each date is, for those that have one."""
    gaps = (
        [_gap(one.box, other.box) for other in others if beside(one.box, other.box)]
        for one in dated
    )
    return [min(found) for found in gaps if found]


def _gap(one: Box, other: Box) -> float:
    return max(one.left, other.left) - min(one.right, other.right)


def _spread(edges: Sequence[float]) -> float:
    return max(edges) - min(edges)


def _mirrored(segments: Sequence[Segment]) -> list[Segment]:
    return [
        Segment(text, Box(-box.right, box.top, -box.left, box.bottom))
        for text, box in ((one.text, one.box) for one in segments)
    ]
