"""Fiches: what an artefact says of each métier."""

from pathlib import Path

import numpy as np
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.index import FIELDS, Artefact
from romarin.indexing import Recipe, build


def test_each_metier_stands_with_its_principal_appellation_and_its_sectors(
    hashing_artefact: Path, tiny_catalogue: Catalogue
) -> None:
    fiches = Artefact.open(hashing_artefact).fiches()
    assert [fiche.code for fiche in fiches.rows] == list(tiny_catalogue.metiers)
    [boulanger] = [fiche for fiche in fiches.rows if fiche.code == "D1901"]
    assert (boulanger.ogr, boulanger.appellation) == ("6006", "Boulanger / Boulangère")
    assert boulanger.naf == ("10", "47")


def test_the_words_of_a_definition_are_counted_for_its_metier(hashing_artefact: Path) -> None:
    fiches = Artefact.open(hashing_artefact).fiches()
    metiers, words, times = fiches.counts["definition"]
    at = fiches.words.index("petrin")
    assert [fiches.rows[one].code for one in metiers[words == at]] == ["D1901"]
    assert times[words == at].tolist() == [1]


def test_a_name_is_known_in_both_genders(hashing_artefact: Path) -> None:
    fiches = Artefact.open(hashing_artefact).fiches()
    [metier] = fiches.names["aide menager domicil"]
    assert fiches.rows[metier].code == "K1901"


def test_vectors_are_unit_rows_of_every_field(
    hashing_artefact: Path, hashing_encoder: HashingEncoder
) -> None:
    vectors = Artefact.open(hashing_artefact).fiches().vectors
    assert set(vectors) == set(FIELDS)
    for matrix in vectors.values():
        assert matrix.shape == (13, hashing_encoder.dimension)
        lengths = np.linalg.norm(matrix, axis=1)
        assert np.all((np.abs(lengths - 1) < 0.01) | (lengths == 0))  # 0 for a fiche without any


def test_without_an_encoder_there_are_words_and_no_vectors(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, None, Recipe((tiny_thesaurus,)), tmp_path)
    fiches = Artefact.open(folder).fiches()
    assert fiches.vectors == {}
    assert fiches.words
