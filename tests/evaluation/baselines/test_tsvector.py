"""les-emplois' search: every typed word begins a word of the label."""

import pytest

from romarin.evaluation.answers import LookupSystem
from romarin.evaluation.baselines.tsvector import tsvector
from romarin.evaluation.ground import Ground


@pytest.fixture(scope="module")
def lookup(postgres_ground: Ground) -> LookupSystem:
    return tsvector(postgres_ground)


def labels(lookup: LookupSystem, query: str, limit: int = 10) -> list[str]:
    return [answer.libelle for answer in lookup(query, limit=limit)]


def test_beginnings_of_words_find_labels_in_the_order_of_the_alphabet(lookup: LookupSystem) -> None:
    assert labels(lookup, "boul") == [
        "Apprenti boulanger / Apprentie boulangère",
        "Boulanger / Boulangère",
        "Boulanger-pâtissier / Boulangère-pâtissière",
        "Ouvrier boulanger / Ouvrière boulangère",
        "Vendeur / Vendeuse en boulangerie",
    ]


def test_every_word_must_be_there(lookup: LookupSystem) -> None:
    assert labels(lookup, "boul ouv") == ["Ouvrier boulanger / Ouvrière boulangère"]
    assert labels(lookup, "boulanger zzz") == []


@pytest.mark.parametrize("typed", ["pâtissière", "PATISSIERE", "patiss"])
def test_accents_and_capitals_never_matter(lookup: LookupSystem, typed: str) -> None:
    assert "Boulanger-pâtissier / Boulangère-pâtissière" in labels(lookup, typed)


def test_a_code_rome_finds_its_appellations(lookup: LookupSystem) -> None:
    answers = lookup("D1901", limit=10)
    assert answers
    assert {answer.code_rome for answer in answers} == {"D1901"}


def test_the_limit_keeps_the_first(lookup: LookupSystem) -> None:
    assert labels(lookup, "boul", limit=2) == labels(lookup, "boul")[:2]


@pytest.mark.parametrize("blank", ["", "  ", "!", "& | :*", "'", "\\", "de la", "\0", "_"])
def test_what_holds_no_word_finds_nothing(lookup: LookupSystem, blank: str) -> None:
    assert labels(lookup, blank) == []


@pytest.mark.parametrize(
    "typed",
    [
        "boul:*",
        "boul & ouv",
        "!boul",
        "(boul",
        "boul'",
        '"boul"',
        "boul\\",
        "l’boul\0",
        "boul\ud800",
    ],
)
def test_signs_are_no_syntax(lookup: LookupSystem, typed: str) -> None:
    lookup(typed, limit=10)
    assert labels(lookup, f"{typed} ouv") in ([], ["Ouvrier boulanger / Ouvrière boulangère"])


def test_there_is_no_score(lookup: LookupSystem) -> None:
    assert {answer.score for answer in lookup("boul", limit=10)} == {1.0}
