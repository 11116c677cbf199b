"""Options: what an answer holds is what was asked for."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.engines.extraction.offers import CARISTE
from tests.fakes import HashingEncoder

from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import (
    Document,
    Extracted,
    Extraction,
    LikelyMetier,
    LikelyMetiers,
    Options,
)
from romarin.engines.extraction.linking import SIGNS

EVERY = Options(min_score=0.0, max_items=25)


@pytest.fixture(scope="module")
def every(extraction: Extraction) -> Extracted:
    return extraction(CARISTE, options=EVERY)


@pytest.mark.parametrize("type_", TypeCompetence)
def test_only_items_of_the_types_asked_for_are_given(
    extraction: Extraction, type_: TypeCompetence
) -> None:
    options = Options(min_score=0.0, types=frozenset({type_}), max_items=25)
    found = extraction(CARISTE, options=options)
    assert {one.type for mention in found.mentions for one in mention.items} <= {type_}
    assert {one.type for one in found.competences} <= {type_}


def test_asking_for_every_type_is_asking_for_none(extraction: Extraction, every: Extracted) -> None:
    types = Options(min_score=0.0, types=frozenset(TypeCompetence), max_items=25)
    assert extraction(CARISTE, options=types) == every


@pytest.mark.parametrize("most", [1, 2, 25])
def test_a_mention_has_no_more_items_than_asked_for_and_the_best(
    extraction: Extraction, every: Extracted, most: int
) -> None:
    found = extraction(CARISTE, options=Options(min_score=0.0, max_items=most))
    for one, whole in zip(found.mentions, every.mentions, strict=True):
        assert one.items == whole.items[:most]


@pytest.mark.parametrize("least", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_no_item_is_less_sure_than_asked_for(extraction: Extraction, least: float) -> None:
    found = extraction(CARISTE, options=Options(min_score=least))
    # Scores are told in four digits.
    scores = [one.score for mention in found.mentions for one in mention.items]
    assert all(score >= least - 5e-5 for score in scores)


def test_a_phrase_whose_items_are_all_less_sure_is_unresolved(
    extraction: Extraction, every: Extracted
) -> None:
    found = extraction(CARISTE, options=Options(min_score=1.0))
    assert (found.mentions, found.competences) == ((), ())
    spans = [(one.start, one.end, one.level) for one in every.mentions]
    assert [(one.start, one.end, one.level) for one in found.unresolved] == spans


def test_the_least_score_where_none_is_asked_for_is_the_engine_s(extraction: Extraction) -> None:
    assert 0 < extraction.min_score < 1
    named = Options(min_score=extraction.min_score)
    assert extraction(CARISTE, options=named) == extraction(CARISTE)


def test_evidence_is_told_only_where_it_is_asked_for(
    extraction: Extraction, every: Extracted
) -> None:
    assert not any(one.evidence for mention in every.mentions for one in mention.items)
    found = extraction(CARISTE, options=Options(explain=True))
    for mention in found.mentions:
        for one in mention.items:
            names = [sign.feature for sign in one.evidence]
            assert names == [name for name in SIGNS if name in names]
            assert names
            assert all(sign.value for sign in one.evidence)


def test_evidence_changes_nothing_else(extraction: Extraction) -> None:
    plain, told = extraction(CARISTE), extraction(CARISTE, options=Options(explain=True))
    assert [[(item.code, item.score) for item in one.items] for one in plain.mentions] == [
        [(item.code, item.score) for item in one.items] for one in told.mentions
    ]
    assert plain.competences == told.competences


def test_principal_items_are_those_of_the_metier_named(extraction: Extraction) -> None:
    named = extraction(CARISTE, options=Options(code_rome="N1901"))
    core = {one.code: one.core_for_metier for one in named.competences}
    assert core["8226"] is True
    other = extraction(CARISTE, options=Options(code_rome="D1901"))
    assert {one.core_for_metier for one in other.competences} == {False}


class Caristes:
    """Takes every text for a cariste's, then for a baker's."""

    def __call__(self, documents: Sequence[Document]) -> list[LikelyMetiers]:
        metiers = (LikelyMetier("N1901", "Cariste", 0.8), LikelyMetier("D1901", "Boulanger", 0.1))
        return [LikelyMetiers(metiers, unsure=False) for _ in documents]


@pytest.fixture(scope="module")
def predicting(hashing_artefact: Path, hashing_encoder: HashingEncoder) -> Extraction:
    return Extraction.load(hashing_artefact, encoder=hashing_encoder, predict=Caristes())


def test_principal_items_are_else_those_of_the_first_metier_predicted(
    predicting: Extraction,
) -> None:
    found = predicting(CARISTE)
    assert [one.code for one in found.metiers] == ["N1901", "D1901"]
    assert not found.unsure
    core = {one.code: one.core_for_metier for one in found.competences}
    assert core["8226"] is True
    assert core["8228"] is False
    named = predicting(CARISTE, options=Options(code_rome="N1902"))
    assert {one.code: one.core_for_metier for one in named.competences}["8228"] is True


def test_items_of_a_likely_fiche_are_told_by_their_signs(
    predicting: Extraction, extraction: Extraction
) -> None:
    def signs(engine: Extraction) -> set[str]:
        found = engine(CARISTE, options=Options(explain=True))
        items = [item for one in found.mentions for item in one.items if item.code == "8226"]
        return {sign.feature for item in items for sign in item.evidence}

    assert {"in likely fiche", "principal in likely fiche"} <= signs(predicting)
    assert not {"in likely fiche", "principal in likely fiche"} & signs(extraction)


def test_an_unknown_metier_has_no_principal_item(extraction: Extraction) -> None:
    found = extraction(CARISTE, options=Options(code_rome="Z9999"))
    assert {one.core_for_metier for one in found.competences} == {False}
