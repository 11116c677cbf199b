"""Typo model: how many mistakes a word may hold."""

import pytest
from hypothesis import given
from tests.text.writing import WORDS

from romarin.text import allowed_edits, near


@pytest.mark.parametrize(
    ("word", "edits"),
    [
        ("", 0),
        ("drh", 0),
        ("chef", 1),
        ("macon", 1),
        ("cariste", 1),
        ("boulanger", 2),
        ("infirmier", 2),
        ("3d", 0),
        ("m1855", 0),
        ("c++", 0),
    ],
)
def test_longer_words_may_hold_more_mistakes(word: str, edits: int) -> None:
    assert allowed_edits(word) == edits


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("plombeir", "plombier"),  # two neighbours swapped
        ("carsite", "cariste"),
        ("boulnger", "boulanger"),
        ("boullanger", "boulanger"),
        ("boulamger", "boulanger"),
        ("infirmmeir", "infirmier"),
    ],
)
def test_a_word_with_its_mistakes_is_near(typed: str, word: str) -> None:
    assert near(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("drg", "drh"),  # too short
        ("oucher", "boucher"),  # the first letter is protected
        ("daviste", "caviste"),
        ("cariste", "cuisine"),
        ("m1855", "m1856"),  # a code is another code
        ("", "chef"),
        ("chef", ""),
    ],
)
def test_another_word_is_not_near(typed: str, word: str) -> None:
    assert not near(typed, word)


@given(WORDS)
def test_a_word_is_near_itself_from_the_length_where_mistakes_are_forgiven(word: str) -> None:
    assert near(word, word) == (allowed_edits(word) > 0)
