"""Wording of a catalogue: words of its labels, macros and fiches."""

import numpy as np
import pytest

from romarin.catalogue import Catalogue, Phrase
from romarin.index import Wording
from romarin.indexing.wording import wording_of
from romarin.text import naming_words

PHRASES = (Phrase("tri du linge", "8217"), Phrase("permis voiture", "8523"))


@pytest.fixture(scope="module")
def wording(tiny_catalogue: Catalogue) -> Wording:
    return wording_of(tiny_catalogue, PHRASES)


def test_labels_come_first_then_phrases(wording: Wording, tiny_catalogue: Catalogue) -> None:
    codes = list(tiny_catalogue.competences)
    count = len(codes)
    assert wording.owners[:count].tolist() == list(range(count))
    assert [codes[at] for at in wording.owners[count:].tolist()] == ["8217", "8523"]


def test_each_row_holds_the_words_of_its_text(wording: Wording, tiny_catalogue: Catalogue) -> None:
    texts = [one.libelle for one in tiny_catalogue.competences.values()]
    texts += [one.text for one in PHRASES]
    rows, words = wording.cells
    for row, text in enumerate(texts):
        held = [wording.vocabulary[at] for at in words[rows == row].tolist()]
        assert held == naming_words(text)


def test_a_skill_knows_its_macro(wording: Wording, tiny_catalogue: Catalogue) -> None:
    codes = list(tiny_catalogue.competences)
    macros = dict(zip(codes, wording.macros.tolist(), strict=True))
    assert codes[macros["8226"]] == "8008"
    assert macros["8008"] == -1
    assert macros["8515"] == -1


def test_links_are_those_of_the_fiches_to_skills(
    wording: Wording, tiny_catalogue: Catalogue
) -> None:
    codes = list(tiny_catalogue.competences)
    linked = [
        (wording.metiers[metier], codes[item], core)
        for (metier, item), core in zip(
            wording.links.T.tolist(), wording.core.tolist(), strict=True
        )
    ]
    assert ("D1901", "8204", True) in linked
    assert ("D1901", "8505", False) in linked
    assert ("D1901", "8504", False) in linked  # on the rise, which is not principal
    assert all(code in tiny_catalogue.competences for _, code, _ in linked)  # no working condition
    assert len(linked) == len(np.unique(wording.links, axis=1).T)
