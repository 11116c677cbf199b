"""Folding: one spelling for every way a title is typed, with the way back."""

import unicodedata

import pytest
from hypothesis import given
from tests.text.writing import ANYTHING, FRENCH

from romarin.text import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("DÉVELOPPEUR Web", "developpeur web"),
        ("Maïeuticien à l'hôpital", "maieuticien a l'hopital"),
        ("garçon de café", "garcon de cafe"),
        ("Œnologue", "oenologue"),
        ("main-d’œuvre", "main-d'oeuvre"),
        ("cæcum", "caecum"),
        ("Straße", "strasse"),
        ("ﬁnances", "finances"),
        ("№ 5", "no 5"),
        ("", ""),
    ],
)
def test_case_accents_and_ligatures_fold_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´′＇")
def test_every_apostrophe_is_the_plain_one(apostrophe: str) -> None:
    assert fold(f"agent d{apostrophe}accueil") == "agent d'accueil"


@pytest.mark.parametrize("hyphen", "-‐‑‒–—−﹣－")
def test_every_hyphen_is_the_plain_one(hyphen: str) -> None:
    assert fold(f"aide{hyphen}soignant") == "aide-soignant"


@pytest.mark.parametrize("point", "·•‧∙⋅・･")
def test_every_median_point_is_the_same(point: str) -> None:
    assert fold(f"serveur{point}euse") == "serveur·euse"


def test_a_no_break_space_is_a_space() -> None:
    assert fold("chef\u00a0de\u202fprojet") == "chef de projet"


def test_a_decomposed_text_folds_as_its_composed_form() -> None:
    title = "Élève ingénieur·e à l’œuvre"
    assert fold(unicodedata.normalize("NFD", title)) == fold(title)


def test_offsets_of_a_ligature_point_at_it_twice() -> None:
    folded = fold_with_offsets("cœur")
    assert folded.text == "coeur"
    assert folded.offsets == (0, 1, 1, 2, 3)


@given(ANYTHING)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_is_idempotent_for_every_character() -> None:
    every = "".join(map(chr, range(0x3000)))
    assert fold(fold(every)) == fold(every)


@given(FRENCH)
def test_capitals_fold_as_small_letters(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(ANYTHING)
def test_offsets_never_go_back_and_stay_in_the_text(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(ANYTHING)
def test_each_folded_character_comes_from_the_one_at_its_offset(text: str) -> None:
    folded = fold_with_offsets(text)
    for character, offset in zip(folded.text, folded.offsets, strict=True):
        assert character in fold(text[offset])
