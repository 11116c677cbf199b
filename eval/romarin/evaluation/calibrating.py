"""Calibrating: fits of what turns cosines and evidence into probabilities, on annotated cases."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from romarin.encoder import CosineScale
from romarin.engines import (
    Confidence,
    Evidence,
    Neighbourhood,
    SkillSuggestion,
    Suggestion,
    never_rising,
)
from romarin.engines.confidence import SIGNS, signs
from romarin.evaluation.cases import QueryCase
from romarin.evaluation.errors import CasesTooFew
from romarin.evaluation.measures.calibration import calibration_figures

DEPTH = 10  # answers of a query that are learnt from
BEGINNINGS = 3  # of each query, beside the whole of it: what is asked while it is typed
SHORTEST = 2  # letters of a beginning
FOLDS = 5
_STRENGTH = 1.0  # inverse of the regularisation

Found: TypeAlias = Suggestion | SkillSuggestion
Engine: TypeAlias = Callable[..., Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer: what the engine knew of it, and whether it is right."""

    query: int  # its number
    evidence: Evidence
    right: bool


def typed(cases: Iterable[QueryCase], *, seed: int) -> list[QueryCase]:
    """The cases, and some beginnings of each whose right answer is known."""
    random = Random(seed)
    found = []
    for case in cases:
        found.append(case)
        ends = range(SHORTEST, len(case.query))
        if case.in_scope and ends:
            for end in random.sample(ends, min(BEGINNINGS, len(ends))):
                beginning = case.query[:end]
                found.append(
                    QueryCase(beginning, case.family, case.accepted_ogr, case.accepted_rome)
                )
    return found


def judged(engine: Engine, cases: Iterable[QueryCase]) -> Iterator[Judged]:
    """The first answers to every case; a code answers for sure and teaches nothing."""
    for number, case in enumerate(cases):
        accepted = {*case.accepted_ogr, *case.accepted_rome}
        for one in engine(case.query, limit=DEPTH):
            if one.evidence is not None:
                right = one.code in accepted or getattr(one, "code_rome", None) in accepted
                yield Judged(number, one.evidence, right)


def fit_confidence(answers: Sequence[Judged]) -> tuple[dict[str, Any], Mapping[str, float]]:
    """The numbers of a Confidence as confidence.json holds them, and figures of the fit.

    The figures are cross-validated by query: ece and auroc of first answers, ece of all.
    Raises CasesTooFew.
    """
    if len({one.query for one in answers}) < FOLDS or len({one.right for one in answers}) < 2:
        reason = f"answers to {FOLDS} queries, right and wrong ones, are needed"
        raise CasesTooFew("the confidence", reason)
    rows = np.array([_row(one.evidence) for one in answers])
    right = np.array([one.right for one in answers])
    # The first answer is the one that a reader of scores looks at.
    weights = np.array([1 / one.evidence.rank for one in answers])
    queries = np.array([one.query for one in answers])
    scores = np.zeros(len(answers))
    for train, test in GroupKFold(FOLDS).split(rows, right, queries):
        model = _regression(rows[train], right[train], weights[train])
        scores[test] = model.predict_proba(rows[test])[:, 1]
    return _numbers(_regression(rows, right, weights)), _figures(answers, scores)


def _row(evidence: Evidence) -> list[float]:
    """A column a way, of which one is 1; `within` in the column of its way; the other signs."""
    within, *others = signs(evidence)
    own = [float(evidence.way == way) for way in Confidence.WAYS]
    return [*own, *(one * within for one in own), *others]


def _regression(rows: Any, right: Any, weights: Any) -> LogisticRegression:  # noqa: ANN401
    model = LogisticRegression(C=_STRENGTH, fit_intercept=False, max_iter=2000)
    return model.fit(rows, right, sample_weight=weights)


def _numbers(model: LogisticRegression) -> dict[str, Any]:
    """By name. A way that no case takes keeps 0: as good as nothing known."""
    values = [round(float(value), 4) for value in model.coef_[0]]
    ways = len(Confidence.WAYS)
    return {
        "ways": dict(zip(Confidence.WAYS, values, strict=False)),
        "within": dict(zip(Confidence.WAYS, values[ways:], strict=False)),
        "weights": dict(zip(SIGNS[1:], values[2 * ways :], strict=True)),
    }


def _figures(answers: Sequence[Judged], scores: Any) -> dict[str, float]:  # noqa: ANN401
    by_query: dict[int, list[tuple[float, bool]]] = {}
    for one, score in zip(answers, scores.tolist(), strict=True):
        by_query.setdefault(one.query, []).append((score, one.right))
    lists = [
        list(zip(never_rising(score for score, _ in some), (r for _, r in some), strict=True))
        for some in by_query.values()
    ]
    first = calibration_figures([some[0] for some in lists])
    every = calibration_figures([one for some in lists for one in some])
    return {
        "queries": len(lists),
        **{f"{name} of first": value for name, value in first.items()},
        "ece of all": every["ece"],
    }


def fit_scale(
    neighbours: Sequence[tuple[Neighbourhood, QueryCase]], codes: Sequence[frozenset[str]]
) -> CosineScale:
    """The scale of an encoder, from what is near to queries; `codes` has the codes of each owner.

    `related` parts the queries that have an answer from those that have none, both weighed alike;
    `middle` and `slope` are a logistic regression of right on cosine over all neighbours.
    Raises CasesTooFew.
    """
    cosines, right, nearest = [], [], Counter[tuple[float, bool]]()
    for near, case in neighbours:
        nearest[round(near.nearest, 2), case.in_scope] += 1
        accepted = {*case.accepted_ogr, *case.accepted_rome}
        for owner, cosine in near.cosines.items() if case.in_scope else ():
            cosines.append(cosine)
            right.append(bool(codes[owner] & accepted))
    if len(set(right)) < 2:
        reason = "the words settle nearly every query, so that meaning is not asked"
        raise CasesTooFew("the scale", reason)
    model = LogisticRegression(C=1e6).fit(np.array(cosines)[:, None], right)
    slope = float(model.coef_[0, 0])
    middle = -float(model.intercept_[0]) / slope
    return CosineScale(
        least=round(middle - math.log(1 / _UNLIKELY - 1) / slope, 2),
        related=_cut(nearest),
        middle=round(middle, 3),
        slope=round(slope, 2),
    )


_UNLIKELY = 0.1  # likelihood below which a row does not answer by its meaning alone
# A refused query that has an answer is so many times worse than an answered one that has none.
_REFUSED = 3.0


def _cut(nearest: Mapping[tuple[float, bool], int]) -> float:
    """The cosine below which queries are refused at the least cost; the lowest of equals."""
    totals = {
        kind: sum(n for (_, one), n in nearest.items() if one is kind) for kind in (True, False)
    }

    def cost(cut: float) -> float:
        refused = sum(n for (cosine, good), n in nearest.items() if good and cosine < cut)
        let_in = sum(n for (cosine, good), n in nearest.items() if not good and cosine >= cut)
        return _REFUSED * refused / max(totals[True], 1) + let_in / max(totals[False], 1)

    return min(sorted({cosine for cosine, _ in nearest}), key=lambda cut: (cost(cut), cut))
