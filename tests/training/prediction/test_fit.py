"""Fit of the prediction: what was chosen becomes likely, and as likely as it is right."""

import numpy as np
import pytest

from romarin.training.prediction import (
    FOLDS,
    Example,
    fit,
    fit_calibration,
    fit_naf,
    fold_of,
    judge,
    learn_choices,
    learn_vocabulary,
    least_margin,
    softmax,
)


def example(*, right: int, noise: np.random.Generator) -> Example:
    """Five candidates of which the right one has the larger first sign; the second is noise."""
    signs = noise.normal(size=(3, 5)).astype(np.float32)
    signs[2] = 1.0  # says nothing
    signs[0, right] += 3.0
    return Example(signs, right, np.zeros(5, np.float32))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    noise = np.random.default_rng(1)
    return [example(right=int(noise.integers(5)), noise=noise) for _ in range(400)]


def test_the_sign_that_tells_is_weighed_and_the_flat_one_is_not(examples: list[Example]) -> None:
    telling, noisy, flat = fit(examples).weights
    assert telling > 5 * abs(noisy)
    assert flat == 0


def test_an_offer_whose_metier_is_no_candidate_teaches_nothing(examples: list[Example]) -> None:
    lost = Example(examples[0].signs, -1, examples[0].listed)
    assert fit([*examples, lost]).weights == pytest.approx(fit(examples).weights)


def test_calibrated_scores_are_as_often_right_as_they_say(examples: list[Example]) -> None:
    fitted = fit(examples[:200])
    shares = [softmax(9 * fitted.logits(one)) for one in examples[200:]]  # far too sure
    rights = [one.chosen for one in examples[200:]]
    calibration = fit_calibration(shares, rights)
    before, after = judge(shares, rights), judge([calibration(one) for one in shares], rights)
    assert after.ece < before.ece
    assert after.hit_1 == before.hit_1


def test_a_sector_that_lists_what_is_chosen_counts(examples: list[Example]) -> None:
    listed = [
        Example(one.signs, one.right, np.eye(5, dtype=np.float32)[one.right]) for one in examples
    ]
    logits = [np.zeros(5) for _ in examples]
    assert fit_naf(logits, listed) > 1
    assert fit_naf(logits, examples) == 0


def test_the_sure_are_precise_and_no_more_than_they_may_be() -> None:
    probabilities = [np.array([0.5 + at / 250, 0.5 - at / 250]) for at in range(100)]
    rights = [frozenset({0}) if at >= 30 else frozenset({1}) for at in range(100)]
    cut = least_margin(probabilities, rights)
    sure = [at for at, one in enumerate(probabilities) if one[0] - one[1] >= cut]
    assert sum(at >= 30 for at in sure) / len(sure) >= 0.93
    assert len(sure) <= 80


def test_words_say_what_was_chosen_with_them() -> None:
    pain, mur = (np.array([at], np.int32) for at in (0, 1))
    one = np.ones(1, np.float32)
    learnt = learn_choices(
        [(pain, one), (pain, one), (mur, one)], [0, 0, 1], [1, 1, 1], words=2, codes=2, kept=2
    )
    assert learnt.columns.tolist() == [0, 1]  # the two largest cells: pain -> 0, mur -> 1
    assert learnt.starts.tolist() == [0, 1, 2]
    assert np.all(learnt.values > 0)


def test_rare_words_are_learnt_only_where_a_fiche_holds_them() -> None:
    offers = [["pain", "dupont"], ["pain", "dupont"], ["mur"]]
    learnt = learn_vocabulary(offers, {"pain", "mur"})
    assert learnt.words == ["pain"]
    assert learnt.rarities[0] < learnt.rarest


def test_a_group_stays_in_its_fold() -> None:
    folds = {fold_of(f"group {at}") for at in range(100)}
    assert folds == set(range(FOLDS))
    assert fold_of("a group") == fold_of("a group")
