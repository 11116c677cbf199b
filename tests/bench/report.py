"""Report: the figures as tables to read, and as JSON to keep."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text
from tests.bench.figures import Chapter, Figure, Target

TEN, HUNDRED = 10, 100
BUSY = 0.3  # load a core, of others, from which times say little

WIDTH = 130  # columns, where no terminal tells

console = Console(width=None if sys.stdout.isatty() else WIDTH)


@dataclass(frozen=True, slots=True)
class Subject:
    """What was measured, and where."""

    machine: Mapping[str, str]
    romarin: Mapping[str, str]
    settings: Mapping[str, str]


def show_subject(subject: Subject) -> None:
    """The lines before the first table."""
    for facts in (subject.machine, subject.romarin, subject.settings):
        line = " · ".join(f"{name} {value}" for name, value in facts.items())
        console.print(line, highlight=False, markup=False)
    loads = [float(load) for load in subject.machine["load"].split()]
    if loads[0] > BUSY * int(subject.machine["cores"]):
        console.print(
            f"The machine was busy before this began (load {loads[0]}): do not quote these times.",
            style="bold yellow",
        )


def show(chapter: Chapter) -> None:
    """One table: a line for each figure, and one under it for its baseline."""
    names = _value_names(chapter)
    table = Table(title=chapter.title, title_justify="left", title_style="bold", box=None)
    table.add_column("", min_width=36, no_wrap=True)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("target")
    for figure in chapter.figures:
        unit = f" {figure.unit}" if figure.unit else ""
        values = [_cell(figure.values.get(name), unit) for name in names]
        table.add_row(figure.name, *values, _targets(figure))
        if figure.baseline:
            table.add_row(
                "  baseline", *(_beside(chapter, figure, name) for name in names), style="dim"
            )
    console.print()
    console.print(table)
    for note in _notes(chapter):
        console.print(f"  {note}", style="dim", highlight=False)


def show_missed(chapters: Iterable[Chapter]) -> None:
    """The targets that were not reached, once more."""
    missed = [
        f"{chapter.title} – {figure.name}: {name} {_number(figure.values[name])}, target {target}"
        for chapter in chapters
        for figure in chapter.figures
        for name, target in figure.targets.items()
        if not _reached(figure, name, target)
    ]
    console.print()
    console.print(f"{len(missed)} targets missed" if missed else "Every target reached.")
    for line in missed:
        console.print(f"  {line}", highlight=False)


def write(path: Path, subject: Subject, chapters: Sequence[Chapter]) -> None:
    """The same as JSON."""
    content = {
        **asdict(subject),
        "chapters": [
            {
                "title": chapter.title,
                "baseline": chapter.baseline,
                "notes": list(chapter.notes),
                "figures": [_plain(figure) for figure in chapter.figures],
            }
            for chapter in chapters
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _plain(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "values": dict(figure.values),
        "baseline": dict(figure.baseline),
        "targets": {
            name: {"target": str(target), "reached": _reached(figure, name, target)}
            for name, target in figure.targets.items()
        },
    }


def _value_names(chapter: Chapter) -> list[str]:
    """What the figures of a chapter tell, in the order in which it first comes up."""
    return list(dict.fromkeys(name for figure in chapter.figures for name in figure.values))


def _cell(value: float | None, unit: str) -> str:
    return "" if value is None else _number(value) + unit


def _notes(chapter: Chapter) -> list[str]:
    times = "; ×: times the value" if chapter.in_times else ""
    return [
        *([f"Baseline: {chapter.baseline}{times}."] if chapter.baseline else []),
        *chapter.notes,
    ]


def _beside(chapter: Chapter, figure: Figure, name: str) -> str:
    """The baseline's value, and how many times ours it is."""
    if name not in figure.baseline:
        return ""
    baseline, value = figure.baseline[name], figure.values.get(name)
    if not (chapter.in_times and value and baseline):
        return _number(baseline)
    return f"{_number(baseline)} ×{_number(baseline / value)}"


def _number(value: float) -> str:
    """Three digits that matter, and never an exponent."""
    size = abs(value)
    if size >= HUNDRED or (value == int(value) and size >= 1):
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= TEN else f"{value:.3g}"


def _targets(figure: Figure) -> Text:
    shown = Text()
    for name, target in figure.targets.items():
        reached = _reached(figure, name, target)
        shown.append(f"{name} {target} ".lstrip())
        shown.append("reached  " if reached else "missed  ", "green" if reached else "bold red")
    return shown


def _reached(figure: Figure, name: str, target: Target) -> bool:
    return name in figure.values and target.reached(figure.values[name])
