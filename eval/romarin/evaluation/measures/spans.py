"""Spans: which phrases found are the phrases marked, one to one or by looser and stricter rules."""

from collections.abc import Sequence
from typing import Protocol

from nervaluate import Evaluator

LEAST = 0.5  # IoU from which two spans are one phrase (contract)


class Span(Protocol):
    """Code points [start, end) of a text."""

    @property
    def start(self) -> int:
        """Of the first character."""
        ...

    @property
    def end(self) -> int:
        """After the last character."""
        ...


class LevelledSpan(Span, Protocol):
    """A span that says something of a skill."""

    @property
    def level(self) -> str:
        """One of the contract's five."""
        ...


def overlap(one: Span, other: Span) -> int:
    """Characters in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def iou(one: Span, other: Span) -> float:
    """Intersection over union of the characters, in [0, 1]."""
    common = overlap(one, other)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common else 0.0


def matched(
    found: Sequence[Span], marked: Sequence[Span], *, least: float = LEAST
) -> list[tuple[int, int]]:
    """Positions (in `found`, in `marked`), none twice: the best IoU first, ties by position."""
    near = [
        (value, at, of)
        for at, one in enumerate(found)
        for of, other in enumerate(marked)
        if (value := iou(one, other)) >= least
    ]
    near.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    given: set[int] = set()
    for _, at, of in near:
        if at not in taken and of not in given:
            taken.add(at)
            given.add(of)
            pairs.append((at, of))
    return pairs


def matched_exactly(found: Sequence[Span], marked: Sequence[Span]) -> int:
    """How many spans are the same to the character, one to one."""
    return len(matched(found, marked, least=1.0))


def touched(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """How many spans have a character in common with any of the others."""
    return sum(any(overlap(one, other) for other in others) for one in spans)


def nervaluate_credit(
    found: Sequence[LevelledSpan], marked: Sequence[LevelledSpan]
) -> dict[str, float]:
    """What nervaluate's strict and partial schemes credit, of as many as are found or marked.

    The level is the type of an entity: `strict` asks for both borders and the level, `partial`
    for neither, a part of the phrase being worth one half. nervaluate takes the spans in order,
    and one that covers less than 1 % of a phrase is none to it.
    """
    told = [_entities(marked)], [_entities(found)]
    levels = sorted({str(one.level) for one in (*found, *marked)})
    schemes = Evaluator(*told, tags=levels, loader="dict").evaluate()["overall"]
    strict, partial = schemes["strict"], schemes["partial"]
    return {
        "strict": float(strict.correct),
        "partial": partial.correct + partial.partial / 2,
    }


def _entities(spans: Sequence[LevelledSpan]) -> list[dict[str, object]]:
    """As nervaluate's dictionaries, whose ends are the last characters themselves."""
    return [
        {"label": str(one.level), "start": one.start, "end": one.end - 1}
        for one in sorted(spans, key=lambda one: (one.start, one.end))
    ]
