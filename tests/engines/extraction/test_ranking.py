"""Ranking: the order of candidates, and how likely each is said to be right."""

import numpy as np
import pytest

from romarin.encoder import packaged_names
from romarin.engines.extraction.grounds import ABOUT, GROUNDS, grounds_of, unknown
from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.engines.extraction.ranking import Ranker
from romarin.index import Floats

COSINE = SIGNS.index("cosine")
PHRASE = unknown("conduit chariot")


def by_cosine(**grounds: float) -> Ranker:
    """Orders by cosine alone."""
    weights = np.zeros(len(SIGNS), np.float32)
    weights[COSINE] = 10.0
    mean, spread = np.zeros_like(weights), np.ones_like(weights)
    told = np.array([grounds.get(name.replace(" ", "_"), 0.0) for name in GROUNDS], np.float32)
    return Ranker(mean, spread, weights, told, bias=0.0, min_score=0.3)


def candidates(*cosines: float) -> Candidates:
    signs = np.zeros((len(cosines), len(SIGNS)), np.float32)
    signs[:, COSINE] = cosines
    return Candidates(np.arange(len(cosines), dtype=np.int32), signs)


def found_with(confidence: float) -> Floats:
    about_it = PHRASE.copy()
    about_it[ABOUT.index("detection")] = np.log(confidence / (1 - confidence))
    return about_it


def test_the_strongest_candidate_is_first() -> None:
    ranked = by_cosine(share=1.0)(candidates(0.2, 0.9, 0.5), PHRASE)
    assert ranked.items.tolist() == [1, 2, 0]
    np.testing.assert_allclose(ranked.signs[:, COSINE], [0.9, 0.5, 0.2])


def test_scores_lie_between_0_and_1_and_never_rise() -> None:
    ranked = by_cosine(cosine=-5.0, lead=3.0)(candidates(0.2, 0.9, 0.5, 0.1), PHRASE)
    assert ((ranked.scores > 0) & (ranked.scores < 1)).all()
    assert (np.diff(ranked.scores) <= 0).all()


def test_only_what_is_allowed_is_ranked_and_its_score_stays() -> None:
    ranker, some = by_cosine(share=1.0), candidates(0.2, 0.9, 0.5)
    every, allowed = ranker(some, PHRASE), ranker(some, PHRASE, [True, False, True])
    assert allowed.items.tolist() == [2, 0]
    np.testing.assert_array_equal(allowed.scores, every.scores[1:])
    assert len(ranker(some, PHRASE, [False] * 3).items) == 0


def test_a_phrase_that_is_hardly_one_makes_its_items_less_likely() -> None:
    ranker = by_cosine(detection=1.0)
    sure, unsure = (ranker(candidates(0.9), found_with(one)).scores[0] for one in (0.99, 0.4))
    assert sure == pytest.approx(0.99, abs=1e-4)
    assert unsure == pytest.approx(0.4, abs=1e-4)


def test_the_lead_is_that_over_the_next() -> None:
    some = candidates(0.2, 0.9, 0.5)
    strengths = by_cosine().strengths(some)
    grounds = grounds_of(some, strengths, PHRASE, np.arange(3, dtype=np.int32))
    np.testing.assert_allclose(grounds[:, GROUNDS.index("lead")], [0, 4, 3], atol=1e-5)
    shares = 1 / (1 + np.exp(-grounds[:, GROUNDS.index("share")]))
    assert shares.sum() == pytest.approx(1, abs=1e-3)


def test_grounds_are_of_those_asked_in_their_order() -> None:
    some = candidates(0.2, 0.9, 0.5)
    strengths = by_cosine().strengths(some)
    whole = grounds_of(some, strengths, PHRASE, np.arange(3, dtype=np.int32))
    asked = np.array([2, 0], np.int32)
    np.testing.assert_array_equal(grounds_of(some, strengths, PHRASE, asked), whole[asked])


def test_one_candidate_has_grounds_too() -> None:
    some = candidates(0.5)
    first = np.zeros(1, np.int32)
    assert np.isfinite(grounds_of(some, by_cosine().strengths(some), PHRASE, first)).all()


@pytest.mark.parametrize("name", packaged_names())
def test_numbers_are_packaged_for_every_encoder(name: str) -> None:
    ranker = Ranker.packaged(name)
    assert ranker.weights.shape == (len(SIGNS),)
    assert 0 < ranker.min_score < 1
    assert ranker.weights.any()
    assert np.isfinite(ranker.weights).all()


def test_another_encoder_has_the_numbers_of_the_default_one() -> None:
    np.testing.assert_array_equal(
        Ranker.packaged("hashing").weights, Ranker.packaged("romarin-mini").weights
    )
