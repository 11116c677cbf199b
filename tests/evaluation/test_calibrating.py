"""Calibrating: fits that find again what made the answers, and cuts between sense and nonsense."""

from random import Random

import pytest

from romarin.encoder import FALLBACK
from romarin.engines import Evidence, Neighbourhood
from romarin.engines.confidence import SIGNS, Confidence
from romarin.evaluation.calibrating import Judged, fit_confidence, fit_scale, typed
from romarin.evaluation.cases import QueryCase

BAKER = QueryCase("boulanger", "everyday", ("11573",), ("D1102",))
NOTHING = QueryCase("xyz", "out_of_scope", (), ())


def judged(count: int) -> list[Judged]:
    """Full answers are right nine times in ten, those by some words three times in ten."""
    random = Random(1)
    found = []
    for query in range(count):
        way = random.choice(("exact", "partial"))
        evidence = Evidence(way, 0.5, 0.5, 0.5, 0.0, 1, 0.0, 0.0, alias=False, words=2, letters=9)
        right = random.random() < (0.9 if way == "exact" else 0.3)
        found.append(Judged(query, evidence, right))
    return found


def test_a_fit_finds_the_shares_that_are_right() -> None:
    answers = judged(2000)
    numbers, figures = fit_confidence(answers)
    weights = tuple(numbers["weights"][sign] for sign in SIGNS[1:])
    confidence = Confidence(numbers["ways"], numbers["within"], weights)
    by_way = {one.evidence.way: one.evidence for one in answers}
    assert confidence(by_way["exact"]) == pytest.approx(0.9, abs=0.04)
    assert confidence(by_way["partial"]) == pytest.approx(0.3, abs=0.04)
    assert figures["queries"] == 2000
    assert figures["ece of first"] < 0.05
    assert figures["auroc of first"] > 0.7


def test_beginnings_are_asked_beside_whole_queries_but_not_of_nonsense() -> None:
    cases = typed([BAKER, NOTHING], seed=1)
    assert cases[0] == BAKER
    assert cases[-1] == NOTHING
    beginnings = cases[1:-1]
    assert len(beginnings) == 3
    assert all(BAKER.query.startswith(one.query) for one in beginnings)
    assert all(one.accepted_rome == BAKER.accepted_rome for one in beginnings)
    assert typed([BAKER, NOTHING], seed=1) == cases


def test_a_scale_parts_sense_from_nonsense() -> None:
    codes = [frozenset({"11573", "D1102"}), frozenset({"1", "A1101"})]
    near = [
        *[(Neighbourhood({0: 0.8, 1: 0.3}, FALLBACK), BAKER)] * 20,
        *[(Neighbourhood({0: 0.4, 1: 0.5}, FALLBACK), BAKER)],
        *[(Neighbourhood({0: 0.35, 1: 0.2}, FALLBACK), NOTHING)] * 20,
    ]
    scale = fit_scale(near, codes)
    assert 0.35 < scale.related <= 0.5
    assert scale.likelihood(0.8) > 0.9
    assert scale.likelihood(0.3) < 0.2
