"""pass-emploi's search: the labels whose trigrams are most alike."""

from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Answer, LookupSystem
from romarin.evaluation.baselines.referentiel import Referentiel
from romarin.evaluation.baselines.trigram import trigram
from romarin.evaluation.baselines.tsvector import tsvector
from romarin.evaluation.ground import Ground
from romarin.text import fold

WRITTEN_OUT = """
SELECT place, similarity(libelle_sanitized, %(typed)s)::float8 AS score
FROM appellation
WHERE similarity(libelle_sanitized, %(typed)s) > 0.1 OR code_rome = %(query)s
ORDER BY score DESC, place
"""  # as the service does, without an index


@pytest.fixture(scope="module")
def lookup(postgres_ground: Ground) -> LookupSystem:
    return trigram(postgres_ground)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Responsable de fournil", "Responsable de fournil"),
        ("RESPONSABLE FOURNIL", "Responsable de fournil"),
        ("responsablle de fornil", "Responsable de fournil"),
        ("boulangerpatissier", "Boulanger-pâtissier / Boulangère-pâtissière"),
    ],
)
def test_the_most_alike_comes_first(lookup: LookupSystem, typed: str, first: str) -> None:
    assert lookup(typed, limit=5)[0].libelle == first


def test_scores_are_similarities_best_first(lookup: LookupSystem) -> None:
    scores = [answer.score for answer in lookup("Responsable de fournil", limit=5)]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)


def test_a_code_rome_finds_its_appellations(lookup: LookupSystem) -> None:
    answers = lookup("D1901", limit=25)
    assert answers
    assert {answer.code_rome for answer in answers} == {"D1901"}


@pytest.mark.parametrize("blank", ["", "  ", "\0", "%", "'", "日本"])
def test_what_resembles_nothing_finds_nothing(lookup: LookupSystem, blank: str) -> None:
    assert lookup(blank, limit=10) == []


def test_the_limit_keeps_the_first(lookup: LookupSystem) -> None:
    assert lookup("boulanger", limit=2) == lookup("boulanger", limit=10)[:2]


@pytest.mark.parametrize(
    "typed", ["b", "boul", "chef de culture", "vendeur boutique", "é", "a\ud800"]
)
def test_the_index_answers_as_comparing_every_row_does(
    postgres_ground: Ground, lookup: LookupSystem, typed: str
) -> None:
    assert lookup(typed, limit=1_000) == _written_out(postgres_ground, typed)


def test_both_searches_share_one_cluster(postgres_ground: Ground) -> None:
    ground = postgres_ground
    assert trigram(ground)("boulanger", limit=1)
    assert tsvector(ground)("boulanger", limit=1)
    count = Referentiel.of(ground).connection.execute("SELECT count(*) FROM appellation")
    assert count.fetchone() == (len(ground.appellations),)


@pytest.mark.slow
@pytest.mark.usefixtures("postgresql")
def test_the_index_answers_alike_on_the_whole_rome(archive: Path, tmp_path: Path) -> None:
    with Ground(Catalogue.load(archive), tmp_path) as ground:
        lookup = trigram(ground)
        for typed in ("d", "dev", "employé de restauration collective", "mécano poids lourds"):
            assert lookup(typed, limit=10) == _written_out(ground, typed)[:10]


def _written_out(ground: Ground, typed: str) -> list[Answer]:
    asked = typed.replace("\ud800", "?")
    return Referentiel.of(ground).answers(WRITTEN_OUT, typed=fold(asked), query=asked)
