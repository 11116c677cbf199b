"""Tables of a result, as every rendering shows them: figures by system, families by system."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from romarin.evaluation.comparison import SURE
from romarin.evaluation.measures.aggregates import Aggregate
from romarin.evaluation.report import numbers
from romarin.evaluation.report.meanings import (
    NEUTRAL,
    figures_in_order,
    group,
    headline,
    lower_is_better,
    meaning,
    unit,
)
from romarin.evaluation.report.numbers import Unit
from romarin.evaluation.results import Result, Row, Scores
from romarin.evaluation.statistics import Difference
from romarin.evaluation.tasks.figures import TASK_FIGURES

BY = "by_"  # before the names of what a task tells apart
PREFIXES = "by_prefix"  # drawn, not tabled: a curve says more
NOTHING = "–"
PERCENTILES = {"p50": 50, "p95": 95, "p99": 99, "slowest": 100}  # of times


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one system, printed."""

    text: str
    span: str = ""  # its 95 % interval, where there is one
    best: bool = False  # of its line, where there are several to choose from
    share: float | None = None  # in [0, 1], for a bar behind the figure

    def __str__(self) -> str:
        return f"{self.text} {self.span}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, what it means, and a cell a column."""

    name: str
    about: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under named columns."""

    title: str
    about: str
    corner: str  # what the lines are
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def headline_table(result: Result) -> Table:
    """The figures that stand first, with intervals."""
    return _figure_table(
        "Headline",
        "95 % bootstrap intervals in brackets.",
        result,
        [name for name in headline(result.task) if _measured(result, name)],
    )


def figure_tables(result: Result) -> list[Table]:
    """Every other figure, in groups."""
    measured: dict[str, float] = {}
    for scores in result.systems().values():
        measured |= scores.all
    others = [
        name
        for name in figures_in_order(result.task, measured)
        if name not in headline(result.task)
    ]
    groups = dict.fromkeys(map(group, others))
    return [
        _figure_table(one.title, one.about, result, [n for n in others if group(n) == one])
        for one in sorted(
            groups, key=lambda one: bool(one.figures or one.title == "Title and text")
        )
    ]


def family_tables(result: Result) -> list[Table]:
    """One for each headline figure that several families have."""
    tables = []
    for figure in headline(result.task):
        having = [name for name in _families(result) if _of_family(result, name, figure)]
        if len(having) > 1:
            tables.append(_family_table(result, figure, having))
    return tables


def further_tables(result: Result) -> list[Table]:
    """What the task tells apart beside families, such as type and level; one a figure."""
    kinds = dict.fromkeys(
        kind
        for scores in result.systems().values()
        for kind in scores.measures
        if kind.startswith(BY) and kind not in ("by_family", PREFIXES)
    )
    return [table for kind in kinds for table in _further(result, kind)]


def latency_table(result: Result) -> Table | None:
    """Percentiles of the time of a case; None when the run did not keep it."""
    times = [
        [row.milliseconds for row in scores.rows if row.milliseconds is not None]
        for scores in result.systems().values()
    ]
    if not any(times):
        return None
    return Table(
        "Time of a case",
        "All that one case asks, one question after the other, on the machine of the run.",
        "percentile",
        tuple(result.systems()),
        tuple(
            Line(name, "", tuple(_percentile(of, at) for of in times))
            for name, at in PERCENTILES.items()
        ),
    )


def lead_table(result: Result, leads: Mapping[str, Sequence[Difference]]) -> Table | None:
    """Romarin against each baseline on the same cases; None where there is nothing to pair."""
    lines = [
        Line(f"{name}, {one.name}", "", (*lead_cells(one), Cell(verdict(one, result.task))))
        for name, differences in leads.items()
        for one in differences
    ]
    if not lines:
        return None
    return Table(
        "Romarin’s lead",
        "Romarin less the baseline on the same cases; p of a paired randomisation test, "
        f"below {numbers.share(SURE)} called more than chance.",
        "baseline, figure",
        ("baseline", "Romarin", "lead", "p", "Romarin is"),
        tuple(lines),
    )


def lead_cells(one: Difference) -> tuple[Cell, ...]:
    """Before, after, the difference with its interval, and p."""
    of = unit(one.name)
    return (
        Cell(numbers.printed(one.before, of)),
        Cell(numbers.printed(one.after, of)),
        Cell(numbers.signed(one.gain, of), numbers.signed_span(one.low, one.high, of)),
        Cell(numbers.chance(one.chance)),
    )


def verdict(one: Difference, task: str) -> str:
    """Whether the difference is progress, and whether it is more than chance."""
    if abs(one.gain) < 1e-9:
        return "the same"
    better = (one.gain < 0) == lower_is_better(task, one.name)
    word = "better" if better else "worse"
    return word if one.chance < SURE else f"{word}, may be chance"


def counted(rows: Sequence[Row], figure: str, aggregates: Sequence[Aggregate]) -> int:
    """Rows that a figure is made of."""
    needs = next((one.needs for one in aggregates if one.name == figure), None)
    if needs is None:
        return sum(bool(row.scored) for row in rows)
    return sum(all(name in row.measures for name in needs) for row in rows)


def _percentile(times: Sequence[float], at: int) -> Cell:
    return Cell(numbers.milliseconds(float(np.percentile(times, at))) if times else NOTHING)


def _figure_table(title: str, about: str, result: Result, names: Sequence[str]) -> Table:
    systems = result.systems()
    return Table(
        title,
        about,
        "figure",
        tuple(systems),
        tuple(
            Line(
                name,
                _about(result, name),
                _cells(result.task, name, [_pair(scores, name) for scores in systems.values()]),
            )
            for name in names
        ),
    )


def _about(result: Result, name: str) -> str:
    """The meaning, the direction where it is down, and the cases where they are not all."""
    of_task = TASK_FIGURES.get(result.task)
    aggregates = of_task.aggregates if of_task else ()
    counts = [counted(one.rows, name, aggregates) for one in result.systems().values()]
    parts = [meaning(name)]
    if lower_is_better(result.task, name):
        parts.append("lower is better")
    if 0 < max(counts, default=0) < result.count:
        parts.append(numbers.cases(max(counts)))
    return "; ".join(filter(None, parts))


Pair = tuple[float | None, tuple[float, float] | None]  # a figure and its interval


def _pair(scores: Scores, name: str) -> Pair:
    return scores.all.get(name), scores.confidence.get(name)


def _cells(task: str, name: str, pairs: Sequence[Pair]) -> tuple[Cell, ...]:
    of = unit(name)
    values = [value for value, _ in pairs if value is not None]
    best = (min if lower_is_better(task, name) else max)(values, default=None)
    ranked = len(pairs) > 1 and name not in NEUTRAL
    return tuple(
        Cell(
            numbers.printed(value, of),
            numbers.span(*interval, of) if interval else "",
            best=ranked and value == best,
            share=min(max(value, 0.0), 1.0) if of is Unit.SHARE else None,
        )
        if value is not None
        else Cell(NOTHING)
        for value, interval in pairs
    )


def _family_table(result: Result, figure: str, families: Sequence[str]) -> Table:
    falling = "; lower is better" if lower_is_better(result.task, figure) else ""
    return Table(
        f"{figure} by family",
        f"{meaning(figure)}{falling}.".capitalize() if meaning(figure) else "",
        "family",
        tuple(result.systems()),
        tuple(
            Line(
                family,
                numbers.cases(_asked(result, family, figure)),
                _cells(result.task, figure, _of_each(result, family, figure)),
            )
            for family in families
        ),
    )


def _families(result: Result) -> list[str]:
    return list(
        dict.fromkeys(name for scores in result.systems().values() for name in scores.by_family)
    )


def _of_each(result: Result, family: str, figure: str) -> list[Pair]:
    return [
        (scores.by_family.get(family, {}).get(figure), None) for scores in result.systems().values()
    ]


def _of_family(result: Result, family: str, figure: str) -> bool:
    return any(value is not None for value, _ in _of_each(result, family, figure))


def _asked(result: Result, family: str, figure: str) -> int:
    aggregates = TASK_FIGURES[result.task].aggregates
    return max(
        counted([row for row in scores.rows if row.family == family], figure, aggregates)
        for scores in result.systems().values()
    )


def _further(result: Result, kind: str) -> Iterator[Table]:
    told = [scores.measures.get(kind, {}) for scores in result.systems().values()]
    values = dict.fromkeys(value for one in told for value in one)
    figures = dict.fromkeys(name for one in told for of in one.values() for name in of)
    plain = kind.removeprefix(BY).replace("_", " ")
    for figure in (name for name in figures if unit(name) is Unit.SHARE):
        pairs = {v: [(one.get(v, {}).get(figure), None) for one in told] for v in values}
        yield Table(
            f"{figure} by {plain}",
            f"{meaning(figure)}.".capitalize() if meaning(figure) else "",
            plain,
            tuple(result.systems()),
            tuple(
                Line(value, _mentions(told, value), _cells(result.task, figure, of_value))
                for value, of_value in pairs.items()
                if any(one is not None for one, _ in of_value)
            ),
        )


def _mentions(told: Sequence[Mapping[str, Mapping[str, float]]], value: str) -> str:
    counts = [one.get(value, {}).get("mentions", 0.0) for one in told]
    return f"{max(counts):,.0f} mentions" if max(counts, default=0) else ""


def _measured(result: Result, name: str) -> bool:
    return any(name in scores.all for scores in result.systems().values())
