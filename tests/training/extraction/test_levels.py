"""Fitting of levels: the signs that tell a level weigh most for it."""

import pytest

pytest.importorskip("sklearn", reason="needs the extra eval")

from romarin.training.extraction import fit_levels

ORDER = ("required", "task", "desired")


def test_the_sign_of_a_level_weighs_most_for_it() -> None:
    phrases = [{">exige"}, {"<vous", "pos=VERB"}] * 20
    told = fit_levels(phrases, ["required", "task"] * 20, ORDER)
    assert max(range(3), key=told[">exige"].__getitem__) == 0
    assert max(range(3), key=told["<vous"].__getitem__) == 1


def test_a_level_that_no_phrase_has_is_never_chosen() -> None:
    told = fit_levels([{">exige"}, {"<vous"}] * 20, ["required", "task"] * 20, ORDER)
    assert told[""][2] < min(told[""][:2]) - 10
    assert all(weights[2] == 0 for sign, weights in told.items() if sign)


def test_a_sign_seen_once_is_forgotten() -> None:
    phrases = [{">exige"}, {"<vous"}] * 20 + [{">exige", "in=zythologie"}]
    told = fit_levels(phrases, ["required", "task"] * 20 + ["required"], ORDER)
    assert "in=zythologie" not in told
    assert ">exige" in told
