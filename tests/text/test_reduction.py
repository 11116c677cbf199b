"""Reduction: genders and numbers of one word meet, other words do not."""

import pytest
from hypothesis import given
from tests.text.writing import WORDS

from romarin.text import fold, reduce


@pytest.mark.parametrize(
    "family",
    [
        "vendeur vendeuse vendeurs vendeuses",
        "directeur directrice directeurs directrices",
        "ambassadeur ambassadrice",
        "acteur actrice",
        "infirmier infirmière infirmiers infirmières",
        "boulanger boulangère boulangères",
        "technicien technicienne techniciens",
        "paysan paysanne paysannes",
        "patron patronne",
        "coréen coréenne",
        "chef cheffe chefs cheffes",
        "maître maîtresse maîtres",
        "hôte hôtesse hôtes hôtesses",
        "professionnel professionnelle professionnels",
        "commercial commerciale commerciaux commerciales",
        "sportif sportive sportifs",
        "employé employée employés employées",
        "privé privée privés privées",
        "agréé agréée agréés",
        "public publique publics",
        "mécanique mécaniques",
        "commis commise commises",
        "avocat avocate avocats",
        "assistant assistante assistants",
        "comptable comptables",
        "cariste caristes",
        "professeur professeure",
        "journal journaux",
        "bateau bateaux",
        "cadet cadette",
    ],
)
def test_genders_and_numbers_of_a_word_meet(family: str) -> None:
    assert len({reduce(word) for word in fold(family).split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boucher", "bouchon"),
        ("coiffeur", "coffreur"),
        ("frais", "fraise"),
        ("devis", "devise"),
        ("cours", "course"),
        ("mécanicien", "mécanique"),
        ("bois", "boisson"),
        ("soudeur", "soudure"),
        ("boulanger", "boulangerie"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert reduce(fold(one)) != reduce(fold(other))


@pytest.mark.parametrize(
    "word", ["bus", "gaz", "tp", "c++", "35h", "spa", "sas", "b2b", "x", "e", "ee", ""]
)
def test_a_short_word_or_a_code_stays_as_it_is(word: str) -> None:
    assert reduce(word) == word


@given(WORDS)
def test_the_letters_that_begin_a_word_are_kept(word: str) -> None:
    assert reduce(word)[:2] == word[:2]
