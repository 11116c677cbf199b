"""Texts compared by their letters."""

import numpy as np
import pytest

from romarin.evaluation.baselines.tfidf import CharTfidf

TEXTS = ("Boulanger / Boulangère", "Chef de culture légumière", "Vendeuse en boutique")


@pytest.fixture(scope="module")
def tfidf() -> CharTfidf:
    return CharTfidf(TEXTS)


def test_a_text_is_wholly_like_itself_whatever_its_case_and_accents(tfidf: CharTfidf) -> None:
    scores = tfidf.scores([*TEXTS, "CHEF DE CULTURE LEGUMIERE"])
    assert scores.shape == (4, 3)
    np.testing.assert_allclose(np.diag(scores), 1.0, atol=1e-6)
    assert scores[3, 1] == pytest.approx(1.0)


def test_a_misspelt_word_is_nearest_to_what_was_meant(tfidf: CharTfidf) -> None:
    assert tfidf.scores(["boulangé", "vandeuse", "legumes"]).argmax(axis=1).tolist() == [0, 2, 1]


@pytest.mark.parametrize("query", ["", " ", "日本", "0"])
def test_nothing_in_common_is_nothing(tfidf: CharTfidf, query: str) -> None:
    assert not tfidf.scores([query]).any()


def test_no_score_is_above_one(tfidf: CharTfidf) -> None:
    assert tfidf.scores([text * 3 for text in TEXTS]).max() <= 1.0


def test_no_query_gives_no_row(tfidf: CharTfidf) -> None:
    assert tfidf.scores([]).shape == (0, 3)
