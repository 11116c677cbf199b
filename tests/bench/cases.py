"""Cases: queries with the codes that are right for them, and the share answered right."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

OUT_OF_SCOPE = "out_of_scope"
DEPTHS = (1, 5)

Codes: TypeAlias = frozenset[str]  # of one answer: its OGR, and its code ROME if it has one
Ask: TypeAlias = Callable[[str], Sequence[Codes]]


@dataclass(frozen=True, slots=True)
class Case:
    """One query; an answer with any of the accepted codes is right."""

    query: str
    family: str
    accepted: Codes  # empty: the right answer is nothing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one case."""

    family: str
    rank: int | None  # of the first right answer, from 1
    answered: bool


def read_cases(path: Path) -> list[Case]:
    """The cases of an unquoted TSV: query, family, accepted_ogr, accepted_rome, note."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Case(
                row["query"],
                row["family"],
                _codes(row["accepted_ogr"]) | _codes(row["accepted_rome"]),
            )
            for row in rows
        ]


def judge(cases: Iterable[Case], ask: Ask) -> list[Verdict]:
    """Asks every query in turn."""
    return [_verdict(case, ask(case.query)) for case in cases]


def hits(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """hit@1 and hit@5 over the cases that have a right answer; {} when there are none."""
    ranks = [one.rank for one in verdicts if one.family != OUT_OF_SCOPE]
    if not ranks:
        return {}
    return {
        f"hit@{depth}": sum(rank is not None and rank <= depth for rank in ranks) / len(ranks)
        for depth in DEPTHS
    }


def misses(verdicts: Iterable[Verdict]) -> int:
    """Cases without a right answer among the first five."""
    return sum(one.rank is None or one.rank > max(DEPTHS) for one in verdicts)


def _codes(column: str | None) -> Codes:
    return frozenset(filter(None, (column or "").split("|")))


def _verdict(case: Case, answers: Sequence[Codes]) -> Verdict:
    right = (rank for rank, codes in enumerate(answers, 1) if codes & case.accepted)
    return Verdict(case.family, next(right, None), bool(answers))
