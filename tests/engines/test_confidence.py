"""Confidence: probabilities that never contradict the order of the answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from romarin.engines import Confidence, Evidence, Lookup, SkillLookup, never_rising
from romarin.engines.confidence import BY_MEANING, SIGNS

KINDS = ("appellations", "competences")
EXACT = Evidence("exact", 0.9, 1.0, 1.0, 0.0, 1, 0.2, 0.0, alias=False, words=2, letters=12)


@pytest.mark.parametrize("kind", KINDS)
def test_the_packaged_numbers_know_every_way(kind: str) -> None:
    confidence = Confidence.packaged(kind)
    assert set(confidence.ways) == set(confidence.within) == set(Confidence.WAYS)
    assert len(confidence.weights) == len(SIGNS) - 1
    for way in Confidence.WAYS:
        assert 0 <= confidence(EXACT._replace(way=way)) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_answer_is_surer_than_some_words_far_down(kind: str) -> None:
    confidence = Confidence.packaged(kind)
    weak = Evidence("partial", 0.2, 0.3, 0.2, 0.1, 9, 0.0, 0.3, alias=False, words=4, letters=20)
    assert confidence(EXACT) > 0.7 > 0.4 > confidence(weak)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 25))
def test_a_probability_lies_in_0_to_1(within: float, likelihood: float, rank: int) -> None:
    evidence = Evidence(
        BY_MEANING, within, 0.0, 0.0, likelihood, rank, 0.0, 0.5, alias=True, words=1, letters=3
    )
    assert 0 <= Confidence.packaged("appellations")(evidence) <= 1


def test_an_answer_is_never_surer_than_one_above_it() -> None:
    assert never_rising([0.9, 0.95, 0.4, 0.5]) == [0.9, 0.9, 0.4, 0.4]


def test_the_score_is_the_confidence_of_the_evidence(lookup: Lookup, skills: SkillLookup) -> None:
    for engine, kind, query in (
        (lookup, "appellations", "boulanger"),
        (skills, "competences", "pain"),
    ):
        found = engine(query, limit=5)
        assert found, query
        evidence = [one.evidence for one in found if one.evidence is not None]
        assert [one.rank for one in evidence] == list(range(1, len(found) + 1))
        aimed = never_rising(map(Confidence.packaged(kind), evidence))
        assert [one.score for one in found] == pytest.approx(aimed)


def test_how_many_are_asked_for_never_moves_a_score(lookup: Lookup) -> None:
    many = lookup("chef", limit=10)
    assert [one.score for one in lookup("chef", limit=3)] == [one.score for one in many[:3]]
