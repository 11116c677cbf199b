"""Extraction: whether the skills of annotated texts are found, named, and their levels right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from romarin.catalogue import Competence
from romarin.evaluation.answers import Item, Linker, SkillSystem
from romarin.evaluation.cases import GoldMention, TextCase
from romarin.evaluation.measures.aggregates import F1, Aggregate, Mean, Share
from romarin.evaluation.measures.mentions import (
    DEPTHS,
    Counts,
    Verdict,
    extraction_verdict,
    linking_verdict,
)
from romarin.evaluation.results import Row
from romarin.evaluation.statistics import figures

BY_TYPE, BY_LEVEL = "by_type", "by_level"
WITHOUT_ITEM = "none"  # in place of a type, where the ROME has no item


def _scores(name: str, found: tuple[str, str], gold: tuple[str, str]) -> tuple[Aggregate, ...]:
    """F1, precision and recall of (right, all) among those found and those marked."""
    precision = Share(f"{name}_precision", *found)
    recall = Share(f"{name}_recall", *gold)
    return F1(f"{name}_f1", precision, recall), precision, recall


def _linking(prefix: str = "") -> tuple[Aggregate, ...]:
    return tuple(
        Share(f"linking_hit@{depth}", f"{prefix}linked@{depth}", f"{prefix}linked")
        for depth in DEPTHS
    )


@dataclass(frozen=True, slots=True)
class ExtractionTask:
    """As the contract defines it; a part that a system lacks leaves its figures out.

    - `mention`: one to one, best IoU first, IoU >= 0.5.
    - `end_to_end`: of mentions with items and marked ones with codes, matched among themselves,
      those whose first item is accepted. The first items' scores make ECE, AUROC and coverage.
    - `document`: the set of first items against the marked mentions, without those offered and
      negated; `document_macro`: means over the texts that have something to divide by.
    - `linking`: the system is given the marked phrases that have codes.
    - `exact`, nervaluate's `strict` (borders and level) and `partial`, `any_overlap`: F1 of
      the same mentions by other rules, to be read beside `mention` and never alone.
    - `false_positives`: mentions found in a text that has none, on average.

    ECE has ten bins of as equal mass as can be, and answers of one score share what is right among
    them. A reference that cuts bins of n // 10, leaves the rest to an eleventh and sorts equal
    scores by what is right differs by some thousandths, by more where scores are few. Where
    nothing was found a precision is left out, not 0.
    """

    competences: Mapping[str, Competence]

    name: ClassVar[str] = "extraction"
    headline: ClassVar[tuple[str, ...]] = (
        "mention_f1",
        "end_to_end_f1",
        "document_f1",
        "linking_hit@1",
    )
    aggregates: ClassVar[tuple[Aggregate, ...]] = (
        *_scores("mention", ("matched", "predicted"), ("matched", "gold")),
        *_scores("end_to_end", ("right", "resolved"), ("right", "coded")),
        *_scores("document", ("listed_right", "listed"), ("own_listed", "own")),
        *(Mean(f"document_macro_{figure}") for figure in ("f1", "precision", "recall")),
        Share("level_accuracy", "level_right", "matched"),
        Share("negation_precision", "negated_right", "negated_predicted"),
        Share("negation_recall", "negated_right", "negated"),
        *_linking(),
        _scores("exact", ("exact", "predicted"), ("exact", "gold"))[0],
        _scores("strict", ("strict", "predicted"), ("strict", "gold"))[0],
        _scores("partial", ("partial", "predicted"), ("partial", "gold"))[0],
        _scores("any_overlap", ("touching", "predicted"), ("touched", "gold"))[0],
        Mean("false_positives", higher_is_better=False),
    )

    def judge(self, system: SkillSystem, case: TextCase) -> Row:
        """Has the text read, and the marked phrases that have codes named."""
        verdicts: list[Verdict] = []
        first: list[str] = []  # of what was named, in the order of the text
        if system.link is not None:
            named = _named(system.link, case)
            verdicts.append(linking_verdict(named, case.mentions))
            first = [items[0].code for items in named if items]
        if system.extract is not None:
            found = system.extract(case.document)
            verdicts.append(extraction_verdict(found, case.mentions))
            first = [one.items[0].code for one in found if one.items]
        return Row(
            case.id,
            case.family,
            rank=None,
            measures=self._measures(verdicts, case.mentions),
            scored=tuple(pair for verdict in verdicts for pair in verdict.scored),
            expected=self._told(one.codes[0] for one in case.mentions if one.codes),
            answers=self._told(first),
        )

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:
        """By type of the first accepted item and by level: recall, linking, levels."""
        return {group: _grouped(group, rows) for group in (BY_TYPE, BY_LEVEL)}

    def _measures(self, verdicts: Sequence[Verdict], marked: Sequence[GoldMention]) -> Counts:
        """Counts over the text, and over the mentions of each type and each level in it."""
        sums: defaultdict[str, float] = defaultdict(float)
        for at, one in enumerate(marked):
            counts = {"mentions": 1.0}
            for verdict in verdicts:
                counts |= verdict.of_each[at]
            for group in ("", f"{BY_TYPE}/{self._type(one)}/", f"{BY_LEVEL}/{one.level}/"):
                for name, value in counts.items():
                    sums[group + name] += value
        measures: Counts = dict(sums)
        for verdict in verdicts:
            measures |= verdict.of_text
        return measures

    def _type(self, mention: GoldMention) -> str:
        return str(self.competences[mention.codes[0]].type) if mention.codes else WITHOUT_ITEM

    def _told(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Each item once, in order; never the words of the text."""
        return tuple(
            f"{code} {self.competences[code].libelle}" if code in self.competences else code
            for code in dict.fromkeys(codes)
        )


def _named(link: Linker, case: TextCase) -> list[Sequence[Item]]:
    """The items of each marked phrase; none are asked for where none is right."""
    return [link(case.phrase(one), limit=max(DEPTHS)) if one.codes else () for one in case.mentions]


def _grouped(group: str, rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """The figures of each value of the group, the values in alphabetical order."""
    measures = [row.measures for row in rows]
    names = {name for one in measures for name in one if name.startswith(f"{group}/")}
    told = {}
    for value in sorted({name.split("/")[1] for name in names}):
        prefix = f"{group}/{value}/"
        told[value] = {
            "mentions": sum(one.get(f"{prefix}mentions", 0.0) for one in measures),
            **figures(measures, _group_aggregates(prefix)),
        }
    return told


def _group_aggregates(prefix: str) -> tuple[Aggregate, ...]:
    return (
        Share("mention_recall", f"{prefix}matched", f"{prefix}gold"),
        Share("end_to_end_recall", f"{prefix}right", f"{prefix}coded"),
        Share("level_accuracy", f"{prefix}level_right", f"{prefix}matched"),
        *_linking(prefix),
    )
