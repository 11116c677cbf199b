"""Mentions: what became of each skill that a reader marked, and of each that a system found."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.evaluation.answers import LEFT_OUT, Item, Level, Mention
from romarin.evaluation.cases import GoldMention
from romarin.evaluation.measures.calibration import Scored
from romarin.evaluation.measures.spans import (
    matched,
    matched_exactly,
    nervaluate_credit,
    touched,
)

DEPTHS = (1, 5, 20)  # at which linking is judged
Counts = dict[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts that add up over texts, and the first items' scores."""

    of_text: Counts
    of_each: Sequence[Counts]  # of each marked mention, in order
    scored: tuple[Scored, ...] = ()


def extraction_verdict(found: Sequence[Mention], marked: Sequence[GoldMention]) -> Verdict:
    """Spans, levels, first items and the text as a whole, each as the contract judges it."""
    resolved = [one for one in found if one.items]
    named, scored = _named(resolved, marked)
    listed = {one.items[0].code for one in resolved if one.level not in LEFT_OUT}
    spans = _spanned(found, marked)
    each = [{**spans[at], **named[at], **_listed(one, listed)} for at, one in enumerate(marked)]
    own = {code for one in marked if one.level not in LEFT_OUT for code in one.codes}
    document = {"listed": float(len(listed)), "listed_right": float(len(listed & own))}
    of_text = {
        "predicted": float(len(found)),
        "resolved": float(len(resolved)),
        "negated_predicted": float(sum(one.level == Level.NEGATED for one in found)),
        "exact": float(matched_exactly(found, marked)),
        **nervaluate_credit(found, marked),
        "touching": float(touched(found, marked)),
        "touched": float(touched(marked, found)),
        **document,
        **_macro(document, each),
    }
    if not marked:
        of_text["false_positives"] = float(len(found))
    return Verdict(of_text, each, scored)


def linking_verdict(named: Sequence[Sequence[Item]], marked: Sequence[GoldMention]) -> Verdict:
    """Whether an accepted item stands among the first 1, 5 and 20 that each phrase was given."""
    each: list[Counts] = []
    for items, one in zip(named, marked, strict=True):
        ranked = [item.code for item in items]
        hits = {
            f"linked@{depth}": float(not set(one.codes).isdisjoint(ranked[:depth]))
            for depth in DEPTHS
        }
        each.append({"linked": 1.0, **hits} if one.codes else {})
    return Verdict({}, each)


def _spanned(found: Sequence[Mention], marked: Sequence[GoldMention]) -> list[Counts]:
    """Of each marked mention: was it found, and at its level?"""
    by_mark = {of: found[at] for at, of in matched(found, marked)}
    each = []
    for of, one in enumerate(marked):
        level_right = of in by_mark and by_mark[of].level == one.level
        counts = {"gold": 1.0, "matched": float(of in by_mark), "level_right": float(level_right)}
        if one.level == Level.NEGATED:
            counts |= {"negated": 1.0, "negated_right": float(level_right)}
        each.append(counts)
    return each


def _named(
    resolved: Sequence[Mention], marked: Sequence[GoldMention]
) -> tuple[list[Counts], tuple[Scored, ...]]:
    """Of each marked mention that has codes: was it found with an accepted item first?

    Those found with items are matched with those marked with codes, the others being out of play.
    """
    coded = [(of, one) for of, one in enumerate(marked) if one.codes]
    pairs = matched(resolved, [one for _, one in coded])
    right = {
        at: coded[nth][0] for at, nth in pairs if resolved[at].items[0].code in coded[nth][1].codes
    }
    each = [
        {"coded": 1.0, "right": float(of in right.values())} if one.codes else {}
        for of, one in enumerate(marked)
    ]
    return each, tuple((one.items[0].score, at in right) for at, one in enumerate(resolved))


def _listed(one: GoldMention, listed: set[str]) -> Counts:
    """Whether a skill of the text's own is in the list of those found in it."""
    if not one.codes or one.level in LEFT_OUT:
        return {}
    return {"own": 1.0, "own_listed": float(not listed.isdisjoint(one.codes))}


def _macro(document: Counts, each: Sequence[Counts]) -> Counts:
    """Of one text; without what it has nothing to divide by."""
    own = sum(counts.get("own", 0.0) for counts in each)
    figures: Counts = {}
    if document["listed"]:
        figures["document_macro_precision"] = document["listed_right"] / document["listed"]
    if own:
        figures["document_macro_recall"] = sum(c.get("own_listed", 0.0) for c in each) / own
    if figures:
        precision, recall = (
            figures.get(f"document_macro_{part}", 0.0) for part in ("precision", "recall")
        )
        both = precision + recall
        figures["document_macro_f1"] = 2 * precision * recall / both if both else 0.0
    return figures
