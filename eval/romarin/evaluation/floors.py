"""Floors: what each set of cases has reached once, and may not fall under again."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from romarin.evaluation.errors import FloorsUnreadable, RomeMismatch
from romarin.evaluation.results import ALL, Figures, Result, write_whole
from romarin.evaluation.tasks import Task

STEP = 0.01  # floors stand at whole hundredths: one hard case more does not break them
_SLACK = 1e-9  # of the division by STEP

FloorsOfSet = Mapping[str, Figures]  # family, or "all" -> figure -> floor


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure under its floor; above it, where lower is better."""

    cases: str
    family: str
    figure: str
    floor: float
    measured: float | None  # None: not measured any more

    def __str__(self) -> str:
        found = "not measured" if self.measured is None else f"{self.measured:.4f}"
        return f"{self.cases}, {self.family}, {self.figure}: {found}, floor {self.floor:.2f}"


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of every set of cases, recorded in one file that only rises."""

    rome: str  # version that they were measured on; "" before the first
    sets: Mapping[str, FloorsOfSet] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Floors without a set when there is no such file yet. Raises FloorsUnreadable."""
        if not path.exists():
            return cls("")
        try:
            told = json.loads(path.read_text("utf-8"))
            return cls(told["rome"], told["floors"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise FloorsUnreadable(path, repr(error)) from error

    def save(self, path: Path) -> None:
        """Writes the file, whole or not at all. Raises OutUnwritable."""
        told = {"rome": self.rome, "floors": dict(sorted(self.sets.items()))}
        write_whole(path, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def falls(self, result: Result, task: Task[Any, Any]) -> list[Fall]:
        """Every figure of the result that is worse than its floor. Raises RomeMismatch."""
        self._check(result)
        lower = _lower_is_better(task)
        found = _gated(result, task)
        return [
            Fall(name_of(result), family, figure, floor, measured)
            for family, floors in self.sets.get(name_of(result), {}).items()
            for figure, floor in floors.items()
            if (measured := found.get(family, {}).get(figure)) is None
            or (measured > floor if figure in lower else measured < floor)
        ]

    def raised(self, result: Result, task: Task[Any, Any]) -> Self:
        """With the floors of the result's set lifted to what it reached; none is lowered.

        Raises RomeMismatch.
        """
        self._check(result)
        lower = _lower_is_better(task)
        lifted = {
            family: {figure: _step(value, up=figure in lower) for figure, value in figures.items()}
            for family, figures in _gated(result, task).items()
        }
        for family, figures in self.sets.get(name_of(result), {}).items():
            known = lifted.setdefault(family, {})
            for figure, floor in figures.items():
                best = min if figure in lower else max
                known[figure] = best(known.get(figure, floor), floor)
        sets = {**self.sets, name_of(result): lifted}
        return replace(self, rome=result.rome["version"], sets=sets)

    def _check(self, result: Result) -> None:
        if self.rome and self.rome != result.rome["version"]:
            raise RomeMismatch("floors", self.rome, result.rome["version"])


def name_of(result: Result) -> str:
    """The task and the file or folder of its cases, wherever the checkout stands."""
    return f"{result.task} {Path(result.cases).name}"


def worsened(before: Floors, after: Floors, lower: Sequence[str]) -> Iterator[str]:
    """Floors of `before` that `after` lacks or has made easier; `lower` are better when lower."""
    for name, families in before.sets.items():
        for family, figures in families.items():
            for figure, floor in figures.items():
                now = after.sets.get(name, {}).get(family, {}).get(figure)
                if now is None or (now > floor if figure in lower else now < floor):
                    yield f"{name}, {family}, {figure}: {floor} -> {now}"


def _gated(result: Result, task: Task[Any, Any]) -> dict[str, dict[str, float]]:
    """The headline figures of Romarin over all and in each family."""
    if result.own is None:
        return {}
    tables = {ALL: result.own.all, **result.own.by_family}
    gated = {
        family: {name: figures[name] for name in task.headline if name in figures}
        for family, figures in tables.items()
    }
    return {family: figures for family, figures in gated.items() if figures}


def _lower_is_better(task: Task[Any, Any]) -> frozenset[str]:
    return frozenset(one.name for one in task.aggregates if not one.higher_is_better)


def _step(value: float, *, up: bool) -> float:
    steps = math.ceil(value / STEP - _SLACK) if up else math.floor(value / STEP + _SLACK)
    return round(steps * STEP, 2)
