"""Comparison: what got better and what got worse, and whether it is more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from romarin.evaluation.errors import ResultsDiffer, SystemUnknown
from romarin.evaluation.measures.aggregates import Aggregate, Columns
from romarin.evaluation.results import DIGITS, Result, Row
from romarin.evaluation.statistics import Difference, differences, figures
from romarin.evaluation.tasks.figures import TASK_FIGURES, TaskFigures

SURE = 0.05  # p under which a difference is called more than chance
LEAST_CHANGE = 1e-9  # of a case: less is the order of summing


@dataclass(frozen=True, slots=True)
class Side:
    """One system of one result."""

    result: Result
    system: str

    @property
    def rows(self) -> Sequence[Row]:
        """In the order of the result. Raises SystemUnknown."""
        known = self.result.systems()
        if self.system not in known:
            raise SystemUnknown(self.system, tuple(known))
        return known[self.system].rows

    def __str__(self) -> str:
        return f"{self.system} at {self.result.commit}"


@dataclass(frozen=True, slots=True)
class Change:
    """One case that two systems answer otherwise, one of them better."""

    before: Row
    after: Row
    gain: float  # headline figures of this case won, and reciprocal rank; below 0: worse

    @property
    def id(self) -> str:
        """Of the case."""
        return self.after.id

    def to_json(self) -> dict[str, Any]:
        """Both answers to the case."""
        return {
            "id": self.id,
            "family": self.after.family,
            "gain": round(self.gain, DIGITS),
            "expected": list(self.after.expected),
            "before": {"rank": self.before.rank, "answers": list(self.before.answers)},
            "after": {"rank": self.after.rank, "answers": list(self.after.answers)},
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems on the cases that both were asked."""

    task: str
    before: Side
    after: Side
    paired: int
    only_before: int  # cases that only one side was asked
    only_after: int
    differences: Sequence[Difference]  # the most important first
    gone: Sequence[str]  # headline figures that only `before` has
    better: Sequence[Change]  # the greatest gain first
    worse: Sequence[Change]  # the greatest loss first

    @property
    def figures(self) -> TaskFigures:
        """Of the task."""
        return TASK_FIGURES[self.task]

    @property
    def headline(self) -> list[Difference]:
        """The differences that a gate looks at."""
        return [one for one in self.differences if one.name in self.figures.headline]

    @property
    def notes(self) -> list[str]:
        """What a reader must know: cases left out, and what else differs beside the system."""
        before, after = self.before.result, self.after.result
        notes = [
            f"cases only in the {which} result, left out: {count:,}"
            for count, which in ((self.only_before, "first"), (self.only_after, "second"))
            if count
        ]
        for what, one, other in (
            ("ROME", before.rome.get("version"), after.rome.get("version")),
            ("cases", before.sha256[:12], after.sha256[:12]),
            ("encoder", before.encoder, after.encoder),
        ):
            if one != other:
                notes.append(f"{what}: {one} before, {other} after")
        return notes

    def progress(self, one: Difference) -> float:
        """The gain of a figure, turned round where lower is better."""
        direction = {a.name: a.higher_is_better for a in self.figures.aggregates}
        return one.gain if direction[one.name] else -one.gain

    def fallen(self, limit: float) -> list[Difference]:
        """The headline figures that got worse by more than `limit`, whatever p."""
        return [one for one in self.headline if round(-self.progress(one), DIGITS) > limit]

    def to_json(self) -> dict[str, Any]:
        """All that was found; the rows that did not change are left out."""
        return {
            "task": self.task,
            "before": _side(self.before),
            "after": _side(self.after),
            "paired": self.paired,
            "only_before": self.only_before,
            "only_after": self.only_after,
            "notes": self.notes,
            "differences": [_difference(one) for one in self.differences],
            "gone": list(self.gone),
            "worse": [one.to_json() for one in self.worse],
            "better": [one.to_json() for one in self.better],
        }


def compare(before: Side, after: Side) -> Comparison:
    """Pairs the rows of both by id.

    Raises SystemUnknown; ResultsDiffer for two tasks, an unknown one, or no case in common.
    """
    task = _common_task(before.result, after.result)
    known = {row.id: row for row in before.rows}
    pairs = [(known[row.id], row) for row in after.rows if row.id in known]
    if not pairs:
        raise ResultsDiffer("cases in common", before.result.cases, after.result.cases)
    of_task = TASK_FIGURES[task]
    old, new = ([pair[at].measures for pair in pairs] for at in (0, 1))
    told, telling = (figures(rows, of_task.headline_aggregates) for rows in (old, new))
    changes = changed(pairs, of_task.headline_aggregates)
    return Comparison(
        task=task,
        before=before,
        after=after,
        paired=len(pairs),
        only_before=len(known) - len(pairs),
        only_after=len(after.rows) - len(pairs),
        differences=differences(old, new, of_task.aggregates, seed=before.result.seed),
        gone=[name for name in told if name not in telling],
        better=sorted(
            (one for one in changes if one.gain > 0), key=lambda one: (-one.gain, one.id)
        ),
        worse=sorted((one for one in changes if one.gain < 0), key=lambda one: (one.gain, one.id)),
    )


def leads(result: Result) -> Mapping[str, Sequence[Difference]]:
    """What Romarin has more of than each baseline in the headline figures; {} without Romarin."""
    if result.own is None or result.task not in TASK_FIGURES:
        return {}
    own = {row.id: row.measures for row in result.own.rows}
    aggregates = TASK_FIGURES[result.task].headline_aggregates
    found = {}
    for name, scores in result.baselines.items():
        theirs = [row for row in scores.rows if row.id in own]
        if theirs:
            ours = [own[row.id] for row in theirs]
            measured = [row.measures for row in theirs]
            found[name] = differences(measured, ours, aggregates, seed=result.seed)
    return found


def changed(pairs: Sequence[tuple[Row, Row]], aggregates: Sequence[Aggregate]) -> Sequence[Change]:
    """The cases that changed, in the order given."""
    changes = [Change(b, a, _worth(a, aggregates) - _worth(b, aggregates)) for b, a in pairs]
    return [one for one in changes if abs(one.gain) > LEAST_CHANGE]


def _worth(row: Row, aggregates: Sequence[Aggregate]) -> float:
    """What one case earns alone: its headline figures, and the reciprocal rank to part ties."""
    sums = Columns.of([row.measures], aggregates).sums()
    values = [float(one(sums)) * (1 if one.higher_is_better else -1) for one in aggregates]
    return float(np.nansum(values)) + (1 / row.rank if row.rank else 0.0)


def _common_task(before: Result, after: Result) -> str:
    if before.task != after.task:
        raise ResultsDiffer("task", before.task, after.task)
    if before.task not in TASK_FIGURES:
        raise ResultsDiffer("task", before.task, " or ".join(TASK_FIGURES))
    return before.task


def _side(side: Side) -> dict[str, Any]:
    return {
        "system": side.system,
        "commit": side.result.commit,
        "rome": dict(side.result.rome),
        "encoder": side.result.encoder,
        "cases": side.result.cases,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "figure": one.name,
        "before": round(one.before, DIGITS),
        "after": round(one.after, DIGITS),
        "difference": round(one.gain, DIGITS),
        "confidence": [round(one.low, DIGITS), round(one.high, DIGITS)],
        "p": round(one.chance, DIGITS),
    }
