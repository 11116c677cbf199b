"""Changes: a comparison as tables, for a terminal and for a pull request."""

from collections.abc import Sequence

from romarin.evaluation.comparison import Change, Comparison
from romarin.evaluation.report import numbers
from romarin.evaluation.report.markdown import bullets, folded, table, text
from romarin.evaluation.report.tables import (
    NOTHING,
    Cell,
    Line,
    Table,
    lead_cells,
    verdict,
)
from romarin.evaluation.results import Row
from romarin.evaluation.statistics import Difference

SHOWN = 10  # cases of a terminal
SUMMED_UP = 25  # of a summary


def sentence(comparison: Comparison) -> str:
    """How many cases changed, and what became of the headline."""
    worse, better = len(comparison.worse), len(comparison.better)
    told = f"{worse:,} of {numbers.cases(comparison.paired)} got worse, {better:,} better"
    figures = ", ".join(
        f"{one.name} {verdict(one, comparison.task)}" for one in comparison.headline
    )
    return f"{told}; {figures}." if figures else f"{told}."


def difference_table(comparison: Comparison, differences: Sequence[Difference]) -> Table:
    """Before, after, difference with its interval, p, and whether it is more than chance."""
    return Table(
        f"{comparison.task}: {comparison.before} → {comparison.after}",
        "",
        "figure",
        ("before", "after", "difference", "p", "now"),
        tuple(
            Line(one.name, "", (*lead_cells(one), Cell(verdict(one, comparison.task))))
            for one in differences
        ),
    )


def change_tables(comparison: Comparison, *, most: int) -> list[Table]:
    """The cases that got worse, then those that got better; none for no case."""
    return [
        _change_table(name, changes, most)
        for name, changes in (("Worse", comparison.worse), ("Better", comparison.better))
        if changes
    ]


def further(comparison: Comparison) -> list[Difference]:
    """The differences beside the headline."""
    return [one for one in comparison.differences if one not in comparison.headline]


def markdown(comparison: Comparison) -> str:
    """Headline first; other figures and cases open when they are asked for."""
    others = difference_table(comparison, further(comparison))
    return "\n\n".join(
        [
            f"## {text(comparison.task)}: {text(str(comparison.before))} → "
            f"{text(str(comparison.after))}",
            f"**{text(sentence(comparison))}**",
            table(difference_table(comparison, comparison.headline)),
            *([folded("Other figures", table(others))] if others.lines else []),
            *(
                folded(one.title, table(one, right=False))
                for one in change_tables(comparison, most=SUMMED_UP)
            ),
            *([bullets(comparison.notes)] if comparison.notes else []),
        ]
    )


def _change_table(name: str, changes: Sequence[Change], most: int) -> Table:
    shown = changes[:most]
    of = "" if len(shown) == len(changes) else f", the {len(shown)} that changed most"
    return Table(
        f"{name}: {numbers.cases(len(changes))}{of}",
        "",
        "case",
        ("expected", "before", "after"),
        tuple(
            Line(
                one.id,
                "",
                (
                    Cell("; ".join(one.after.expected[:2]) or NOTHING),
                    Cell(_seen(one.before)),
                    Cell(_seen(one.after)),
                ),
            )
            for one in shown
        ),
    )


def _seen(row: Row) -> str:
    """Where the right answer stood, and what stood first."""
    if row.ranks:
        kept = int(row.measures.get("keys", 0))
        return f"{kept} keys of {len(row.ranks)}, lost for {row.measures.get('lost_keys', 0):.0f}"
    first = next(iter(row.answers), "nothing")
    return f"{row.rank}: {first}" if row.rank else first
