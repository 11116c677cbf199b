"""Competences: what is typed to find a skill, in the files and measures of lookup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.cases import QueryCase
from romarin.evaluation.measures.aggregates import Aggregate, Mean
from romarin.evaluation.measures.ranking import DEPTH, rank_of_first, ranking_figures
from romarin.evaluation.results import Row
from romarin.evaluation.tasks.lookup import SHOWN

RANKED = ("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@10", "rp@5")


@dataclass(frozen=True, slots=True)
class CompetencesTask:
    """A skill is right when its OGR is accepted; the part of a system that links is asked."""

    labels: Mapping[str, str]  # of every skill, for people to read

    name: ClassVar[str] = "competences"
    headline: ClassVar[tuple[str, ...]] = ("hit@1", "hit@5")
    aggregates: ClassVar[tuple[Aggregate, ...]] = (
        *map(Mean, RANKED),
        Mean("empty", higher_is_better=False),
        Mean("answered_out_of_scope", higher_is_better=False),
    )

    def judge(self, system: SkillSystem, case: QueryCase) -> Row:
        """Asks the whole query."""
        items = list(system.link(case.query, limit=DEPTH)) if system.link else []
        codes = [item.code for item in items]
        accepted = frozenset(case.accepted_ogr)
        rank = rank_of_first(codes, accepted)
        figures = (
            {**ranking_figures(codes, accepted), "empty": float(not items)}
            if case.in_scope
            else {"answered_out_of_scope": float(bool(items))}
        )
        return Row(
            case.id,
            case.family,
            rank,
            figures,
            scored=tuple((item.score, rank == 1) for item in items[:1]),
            expected=self._told(case.accepted_ogr) or ("nothing",),
            answers=self._told(codes[:SHOWN]),
        )

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:  # noqa: ARG002 - of the protocol
        """Nothing beside families."""
        return {}

    def _told(self, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{code} {self.labels[code]}" for code in codes)
