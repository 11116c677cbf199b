"""The distinct forms of labels, and the ranking by them."""

from pathlib import Path

import numpy as np
import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.baselines.forms import LabelForms, ranked
from romarin.evaluation.ground import Ground
from romarin.text import fold


@pytest.fixture
def forms(tiny_catalogue: Catalogue, tmp_path: Path) -> LabelForms:
    return LabelForms.of(Ground(tiny_catalogue, tmp_path))


def test_no_form_is_there_twice(forms: LabelForms) -> None:
    assert len(set(forms.folded)) == len(forms.folded)
    assert {"boulanger", "boulangere"} <= set(forms.folded)


def test_an_appellation_counts_by_its_best_form(forms: LabelForms) -> None:
    scores = np.zeros(len(forms.texts))
    scores[forms.folded.index("boulanger")] = 0.2
    scores[forms.folded.index("boulangere")] = 0.7
    [answer] = forms.best(scores, limit=10)
    assert (answer.libelle, answer.score) == ("Boulanger / Boulangère", 0.7)


def test_ties_come_in_the_order_of_the_catalogue(forms: LabelForms) -> None:
    answers = forms.best(np.ones(len(forms.texts)), limit=5)
    assert [answer.code for answer in answers] == [one.code for one in forms.appellations[:5]]


def test_every_appellation_has_a_form(forms: LabelForms) -> None:
    answers = forms.best(np.ones(len(forms.texts)), limit=10_000)
    assert len(answers) == len(forms.appellations)


def test_each_form_belongs_to_the_label_that_it_comes_from(forms: LabelForms) -> None:
    for at, text in enumerate(forms.texts):
        scores = np.zeros(len(forms.texts))
        scores[at] = 1.0
        answers = forms.best(scores, limit=10)
        words = set(fold(text).split())
        assert answers
        assert any(words & set(fold(one.libelle).split()) for one in answers) or text.isupper()


def test_the_highest_come_first_and_those_below_the_bound_not_at_all() -> None:
    scores = np.array([0.1, 0.9, 0.0, 0.9, 0.5, 0.1])
    assert ranked(scores, limit=3) == [1, 3, 4]
    assert ranked(scores, limit=4) == [1, 3, 4, 0]
    assert ranked(scores, limit=10) == [1, 3, 4, 0, 5]
    assert ranked(scores, limit=10, above=0.5) == [1, 3]
    assert ranked(np.zeros(0), limit=3) == []
