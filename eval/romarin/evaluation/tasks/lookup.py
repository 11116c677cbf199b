"""Lookup: whole queries, of each kind of difficulty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from romarin.evaluation.answers import Answer, LookupSystem
from romarin.evaluation.cases import QueryCase
from romarin.evaluation.measures.aggregates import Aggregate, Mean
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.measures.ranking import DEPTH, rank_of_first, ranking_figures
from romarin.evaluation.results import Row

SHOWN = 5  # answers kept with a row, for people to read
LEVELS = ("appellation", "metier", "parent", "domaine", "grand_domaine")


@dataclass(frozen=True, slots=True)
class LookupTask:
    """An answer is right when its OGR or its code ROME is accepted."""

    hierarchy: Hierarchy
    labels: Mapping[str, str]  # of every code, for people to read

    name: ClassVar[str] = "lookup"
    headline: ClassVar[tuple[str, ...]] = ("hit@1", "hit@5", "answered_out_of_scope")
    aggregates: ClassVar[tuple[Aggregate, ...]] = (
        Mean("hit@1"),
        Mean("hit@5"),
        Mean("hit@10"),
        Mean("mrr@10"),
        Mean("ndcg@10"),
        Mean("recall@10"),
        Mean("rp@5"),
        Mean("empty", higher_is_better=False),
        Mean("answered_out_of_scope", higher_is_better=False),
        *(Mean(f"{level}@{depth}") for level in LEVELS for depth in (1, 5)),
    )

    def judge(self, system: LookupSystem, case: QueryCase) -> Row:
        """Asks the whole query."""
        answers = list(system(case.query, limit=DEPTH))
        if not case.in_scope:
            return Row(
                case.id,
                case.family,
                None,
                {"answered_out_of_scope": float(bool(answers))},
                scored=scored(answers, right=False),
                expected=("nothing",),
                answers=told(answers),
            )
        accepted = self._accepted(case)
        names = unit_names(answers, case)
        rank = rank_of_first(names, accepted)
        return Row(
            case.id,
            case.family,
            rank,
            {
                **ranking_figures(names, accepted),
                "empty": float(not answers),
                **self._hierarchical(answers, case),
            },
            scored=scored(answers, right=rank == 1),
            expected=tuple(
                f"{code} {self.labels[code]}" for code in (*case.accepted_ogr, *case.accepted_rome)
            ),
            answers=told(answers),
        )

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:  # noqa: ARG002 - of the protocol
        """Nothing beside families."""
        return {}

    def _accepted(self, case: QueryCase) -> frozenset[str]:
        """Métiers, and the appellations that none of these métiers has."""
        apart = [
            code
            for code in case.accepted_ogr
            if self.hierarchy.metiers[code] not in case.accepted_rome
        ]
        return frozenset((*case.accepted_rome, *apart))

    def _hierarchical(self, answers: Sequence[Answer], case: QueryCase) -> dict[str, float]:
        metiers = [self.hierarchy.metiers[code] for code in case.accepted_ogr]
        figures = self.hierarchy.figures(
            [answer.code_rome for answer in answers], (*case.accepted_rome, *metiers)
        )
        if case.accepted_ogr:
            for depth in (1, 5):
                found = {answer.code for answer in answers[:depth]}
                figures[f"appellation@{depth}"] = float(not found.isdisjoint(case.accepted_ogr))
        return figures


def unit_names(answers: Sequence[Answer], case: QueryCase) -> list[str]:
    """What each answer is credited with: an accepted code, once, or a name of no worth.

    A second appellation of an accepted métier takes a place and finds nothing new.
    """
    names: list[str] = []
    for at, answer in enumerate(answers):
        name = (
            answer.code_rome
            if answer.code_rome in case.accepted_rome
            else answer.code
            if answer.code in case.accepted_ogr
            else ""
        )
        names.append(name if name and name not in names else f"#{at}")
    return names


def scored(answers: Sequence[Answer], *, right: bool) -> tuple[tuple[float, bool], ...]:
    """The score of the first answer, if there is one."""
    # A baseline of a user may give a number of numpy, which JSON does not know.
    return tuple((float(answer.score), right) for answer in answers[:1])


def told(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The first answers, for people to read."""
    return tuple(str(answer) for answer in answers[:SHOWN])
