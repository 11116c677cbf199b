"""Labels of skills found in texts word by word."""

import pytest

from romarin.evaluation.answers import Document, DocumentKind, Level
from romarin.evaluation.baselines.skills_labels import Labels
from romarin.evaluation.ground import Ground


@pytest.fixture
def labels(ground: Ground) -> Labels:
    return Labels(ground)


def read(labels: Labels, text: str) -> list[tuple[str, list[str]]]:
    found = labels(Document("1", DocumentKind.OFFRE, "", text))
    assert all(one.level is Level.TASK for one in found)
    return [(text[one.start : one.end], [item.code for item in one.items]) for one in found]


def test_a_label_is_found_whatever_its_case_and_accents(labels: Labels) -> None:
    assert read(labels, "Vous devrez ENCAISSER UN ACHAT et eplucher et tailler des legumes.") == [
        ("ENCAISSER UN ACHAT", ["8223"]),
        ("eplucher et tailler des legumes", ["8205"]),
    ]


def test_offsets_are_those_of_the_text_as_it_was_given(labels: Labels) -> None:
    # A ligature folds to two letters, an accent that stands alone to none.
    text = "Cœur de me\u0301tier : encaisser un achat…"
    assert read(labels, text) == [("encaisser un achat", ["8223"])]


def test_what_is_no_character_takes_its_place_all_the_same(labels: Labels) -> None:
    assert read(labels, "\0 \ud800 encaisser un achat") == [("encaisser un achat", ["8223"])]


def test_of_labels_over_each_other_the_longest_stays(labels: Labels) -> None:
    assert read(labels, "Écrire du code JavaScript, SQL") == [
        ("Écrire du code JavaScript", ["8230"]),
        ("SQL", ["8517"]),
    ]


def test_words_that_only_look_alike_are_no_label(labels: Labels) -> None:
    assert read(labels, "Encaisser des achats, PostgreSQL") == []


def test_a_phrase_is_linked_by_the_labels_within_it_longest_first(labels: Labels) -> None:
    phrase = "SQL ou écrire du code JavaScript"
    assert [item.code for item in labels.link(phrase, limit=5)] == ["8230", "8517"]
    assert [item.code for item in labels.link(phrase, limit=1)] == ["8230"]
    assert labels.link("rien de tel", limit=5) == []
