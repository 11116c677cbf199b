"""Meaning: it joins in where words do not settle it, and never above those that do."""

from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import Encoder
from romarin.engines import GroupBy, Lookup, Reason
from romarin.index import Artefact, ArtefactMismatch
from romarin.text import split_gender

LITERAL = frozenset({Reason.CODE, Reason.PREFIX, Reason.ACRONYM})


def _beginnings(catalogue: Catalogue, step: int) -> list[str]:
    labels = [split_gender(a.libelle).masculine for a in catalogue.appellations.values()]
    return [label[:length] for label in labels[::step] for length in (3, 6, 11, len(label))]


@pytest.fixture(scope="session")
def by_words(hashing_artefact: Path) -> Lookup:
    """The same artefact, asked without its encoder."""
    return Lookup.of(Artefact.open(hashing_artefact), None)


def test_answers_by_their_beginning_stay_where_words_put_them(
    lookup: Lookup, by_words: Lookup, tiny_catalogue: Catalogue
) -> None:
    for typed in _beginnings(tiny_catalogue, 1):
        _assert_literal_stay(lookup, by_words, typed)


@pytest.mark.slow
def test_answers_of_the_full_rome_by_their_beginning_stay_where_words_put_them(
    full_artefact: Path, full_lookup: Lookup, full_catalogue: Catalogue
) -> None:
    by_words = Lookup.of(Artefact.open(full_artefact), None)
    for typed in _beginnings(full_catalogue, 97):
        _assert_literal_stay(full_lookup, by_words, typed)


def _assert_literal_stay(lookup: Lookup, by_words: Lookup, typed: str) -> None:
    alone = by_words(typed, limit=25)
    joined = [s.code for s in lookup(typed, limit=25)]
    for place, suggestion in enumerate(alone):
        if suggestion.reason in LITERAL:
            assert joined[place] == suggestion.code, typed


def test_a_near_spelling_that_no_word_holds_is_found_by_its_vector(lookup: Lookup) -> None:
    found = lookup("webdéveloppement")
    assert found[0].reason is Reason.MEANING
    assert found[0].code_rome == "M1901"


def test_an_answer_by_meaning_lights_nothing_up(lookup: Lookup) -> None:
    assert all(s.highlights == () for s in lookup("webdéveloppement"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code_rome"),
    [
        ("je répare des vélos", "I1619"),
        ("fabriquer des meubles en bois", "H2207"),
        ("celui qui soigne les animaux", "A1506"),
        ("vendre des maisons", "C1504"),
    ],
)
def test_a_job_told_in_other_words_is_found(
    full_lookup: Lookup, typed: str, code_rome: str
) -> None:
    found = full_lookup(typed, limit=5, group_by=GroupBy.METIER)
    assert code_rome in [s.code_rome for s in found]


def test_without_an_encoder_words_alone_answer(by_words: Lookup) -> None:
    assert by_words("boulangère")[0].code == "6006"
    assert by_words("webdéveloppement") == []


def test_an_artefact_asked_with_another_encoder_is_refused(hashing_artefact: Path) -> None:
    other: Encoder = HashingEncoder(64)
    with pytest.raises(ArtefactMismatch, match="encoder") as caught:
        Lookup.load(hashing_artefact, encoder=other)
    assert "romarin build" in str(caught.value)
