"""Fitting of the ranker: what is right is put first, and scores mean what they say."""

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra eval")

from romarin.training.extraction import Choice, fit_confidence, fit_ranking

SIGNS = 4  # the first tells what is right, the others nothing


def choices(count: int, *, seed: int) -> list[Choice]:
    """Ten candidates each; the one or two with the largest first sign are right."""
    random = np.random.default_rng(seed)
    made = []
    for at in range(count):
        signs = random.normal(size=(10, SIGNS)).astype(np.float32)
        signs[:, 3] = 1.0  # always the same
        right = np.zeros(10, np.bool_)
        right[np.argsort(-signs[:, 0])[: 1 + at % 2]] = True
        made.append(Choice(signs, right))
    return made


def test_what_is_right_is_put_first_in_phrases_not_learnt_from() -> None:
    found = fit_ranking(choices(200, seed=1))
    firsts = [
        one.right[np.argmax(((one.signs - found.mean) / found.spread) @ found.weights)]
        for one in choices(200, seed=2)
    ]
    assert np.mean(firsts) > 0.95


def test_the_sign_that_tells_is_the_heaviest_and_one_that_never_changes_weighs_nothing() -> None:
    weights = fit_ranking(choices(200, seed=1)).weights
    assert weights[0] == max(weights) > 5 * np.abs(weights[1:3]).max()
    assert abs(weights[3]) < 1e-6


def test_phrases_without_a_right_candidate_teach_nothing() -> None:
    told = choices(50, seed=1)
    lost = [Choice(one.signs, np.zeros(10, np.bool_)) for one in choices(50, seed=3)]
    np.testing.assert_array_equal(fit_ranking([*told, *lost]).weights, fit_ranking(told).weights)


def test_confidence_is_calibrated() -> None:
    random = np.random.default_rng(4)
    grounds = random.normal(loc=2, scale=3, size=(8000, 3)).astype(np.float32)
    truth = 1 / (1 + np.exp(-(0.9 * grounds[:, 0] - 0.4 * grounds[:, 1] - 1)))
    right = random.random(8000) < truth
    weights, bias = fit_confidence(grounds[:4000], right[:4000])
    told = 1 / (1 + np.exp(-(grounds[4000:] @ weights + bias)))
    for low in np.arange(0, 1, 0.2):
        inside = (told >= low) & (told < low + 0.2)
        assert abs(told[inside].mean() - right[4000:][inside].mean()) < 0.06
    np.testing.assert_allclose(weights, [0.9, -0.4, 0], atol=0.1)


def test_a_ground_that_never_changes_does_no_harm() -> None:
    grounds = np.array([[0, 5], [1, 5], [2, 5], [3, 5]] * 20, np.float32)
    weights, bias = fit_confidence(grounds, grounds[:, 0] > 1)
    told = 1 / (1 + np.exp(-(grounds[:4] @ weights + bias)))
    assert np.isfinite(told).all()
    assert (np.diff(told) > 0).all()
