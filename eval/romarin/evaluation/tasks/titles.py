"""Titles: the métier of an offer, from its title alone and from title and text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from romarin.evaluation.answers import Answer, TitleSystem
from romarin.evaluation.cases import OfferCase
from romarin.evaluation.measures.aggregates import Aggregate, Mean
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.measures.ranking import DEPTH, rank_of_first, ranking_figures
from romarin.evaluation.results import Row
from romarin.evaluation.tasks.lookup import scored, told

WITH_TEXT = "text_"  # before the name of a figure: title and text were given
JUDGED = ("hit@1", "hit@5", "hit@10", "mrr@10")
LEVELS = ("parent", "domaine", "grand_domaine")
EXPERT = ("accepted@1", "accepted@5")


@dataclass(frozen=True, slots=True)
class TitlesTask:
    """hit@k: the recruiter's own code; accepted@k: one of those that an expert accepts."""

    hierarchy: Hierarchy
    labels: Mapping[str, str]

    name: ClassVar[str] = "titles"
    headline: ClassVar[tuple[str, ...]] = ("hit@1", "hit@5", "accepted@1", "accepted@5")
    aggregates: ClassVar[tuple[Aggregate, ...]] = tuple(
        Mean(prefix + figure)
        for prefix in ("", WITH_TEXT)
        for figure in (*JUDGED, *EXPERT, *(f"{level}@{at}" for level in LEVELS for at in (1, 5)))
    )

    def judge(self, system: TitleSystem, case: OfferCase) -> Row:
        """Asks the title, then, where the system reads texts, title and text."""
        answers = list(system(case.title, "", limit=DEPTH))
        figures = self._figures(answers, case)
        if system.reads_text:
            both = self._figures(list(system(case.title, case.text, limit=DEPTH)), case)
            figures |= {WITH_TEXT + name: value for name, value in both.items()}
        rank = rank_of_first([answer.code_rome for answer in answers], {case.code_rome})
        accepted = [code for code in case.accepted if code != case.code_rome]
        return Row(
            case.id,
            case.family,
            rank,
            figures,
            scored=scored(answers, right=rank == 1),
            expected=tuple(f"{code} {self.labels[code]}" for code in (case.code_rome, *accepted)),
            answers=told(answers),
        )

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:  # noqa: ARG002 - of the protocol
        """Nothing beside families."""
        return {}

    def _figures(self, answers: Sequence[Answer], case: OfferCase) -> dict[str, float]:
        found = [answer.code_rome for answer in answers]
        judged = ranking_figures(found, {case.code_rome})
        figures = {name: judged[name] for name in JUDGED}
        figures |= {
            name: value
            for name, value in self.hierarchy.figures(found, [case.code_rome]).items()
            if not name.startswith("metier@")  # which is hit@k here
        }
        if case.accepted:
            figures["accepted@1"] = float(not set(found[:1]).isdisjoint(case.accepted))
            figures["accepted@5"] = float(not set(found[:5]).isdisjoint(case.accepted))
        return figures
