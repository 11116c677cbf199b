"""Reporting: figures on the terminal, and the files of a report or of a comparison."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.text import Text

from romarin.cli.workshop import say
from romarin.evaluation.comparison import Comparison, Side, compare
from romarin.evaluation.report import Part, TaskPart, changes, page, read_part, tables
from romarin.evaluation.report.terminal import console, laid_out
from romarin.evaluation.results import OWN, Result, check_writable, write_whole

FAMILY_TABLES = 2  # of a terminal
FALLEN = 1  # exit code of a gate that does not hold


def show(part: TaskPart) -> None:
    """Prints the verdict, the headline and the first families on standard output."""
    result, out = part.result, console()
    out.print(Text(part.verdict))
    for table in (
        tables.headline_table(result),
        *tables.family_tables(result)[:FAMILY_TABLES],
    ):
        if table.lines:
            out.print()
            out.print(laid_out(table))
    for note in result.notes:
        say(note)


def write_report(parts: Sequence[Part], report: Path | None, markdown: Path | None) -> None:
    """Writes the files that were asked for, and says where. Raises OutUnwritable."""
    if report is not None:
        _write(report, page(parts))
    if markdown is not None:
        _write(markdown, "\n\n".join(part.markdown() for part in parts) + "\n")


def report_saved(saved: Sequence[Path], report: Path | None, markdown: Path | None) -> None:
    """From results on disk. Raises ResultUnreadable or OutUnwritable."""
    _check(report, markdown)
    write_report([read_part(path) for path in saved], report, markdown)


def compare_saved(
    saved: Sequence[Path],
    systems: Sequence[str],
    *,
    out: Path | None,
    markdown: Path | None,
    limit: float | None,
) -> None:
    """Compares a system of the first result with one of the last, the same where there is one.

    Exits with 1 when a headline figure fell by more than `limit`. Raises what `compare` raises,
    ResultUnreadable or OutUnwritable.
    """
    _check(out, markdown)
    results = [Result.load(path) for path in saved]
    before, after = systems or (OWN, OWN)
    found = compare(Side(results[0], before), Side(results[-1], after))
    _show_changes(found)
    if out is not None:
        _write(out, json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n")
    if markdown is not None:
        _write(markdown, changes.markdown(found) + "\n")
    if limit is not None:
        _hold(found, limit)


def _show_changes(found: Comparison) -> None:
    out = console()
    out.print(Text(changes.sentence(found)))
    out.print()
    out.print(laid_out(changes.difference_table(found, found.differences)))
    for table in changes.change_tables(found, most=changes.SHOWN):
        out.print()
        out.print(laid_out(table, right=False))
    for note in found.notes:
        say(note)


def _hold(found: Comparison, limit: float) -> None:
    """Names the headline figures that fell, and ends."""
    fallen = [
        f"{one.name}: {one.before:.6g} before, {one.after:.6g} after, worse by "
        f"{-found.progress(one):.6g}, more than {limit:g}"
        for one in found.fallen(limit)
    ]
    gone = [f"{name}: not measured any more" for name in found.gone]
    for line in (*fallen, *gone):
        say(f"regression: {line}", style="red")
    if fallen or gone:
        raise typer.Exit(FALLEN)


def _check(*paths: Path | None) -> None:
    for path in paths:
        if path is not None:
            check_writable(path)


def _write(path: Path, text: str) -> None:
    write_whole(path, text)
    say(f"Written: {path}")
