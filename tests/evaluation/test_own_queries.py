"""Our own queries: enough of them, over every family and every grand domaine, each code known."""

from collections import Counter
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.cases import QueryCase, read_queries

CASES = Path(__file__).parents[2] / "eval" / "cases"
FAMILIES = {
    "acronym",
    "english",
    "everyday",
    "feminine",
    "multiword_order",
    "noaccent",
    "noisy_title",
    "out_of_scope",
    "plural_inclusive",
    "prefix",
    "typo",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def catalogue(archive: Path) -> Catalogue:
    return Catalogue.load(archive)


@pytest.fixture(scope="module")
def queries(catalogue: Catalogue) -> list[QueryCase]:
    return list(read_queries(CASES / "lookup", catalogue).cases)


def test_there_are_700_queries_of_every_family(queries: list[QueryCase]) -> None:
    counted = Counter(case.family for case in queries)
    assert counted.total() >= 700
    assert counted.keys() == FAMILIES
    assert min(counted.values()) >= 30


def test_each_file_holds_the_family_of_its_name(catalogue: Catalogue) -> None:
    for file in sorted((CASES / "lookup").glob("*.tsv")):
        found = read_queries(file, catalogue).cases
        assert {case.family for case in found} == {file.stem}


def test_every_grand_domaine_is_asked(queries: list[QueryCase], catalogue: Catalogue) -> None:
    metiers = {code for case in queries for code in case.accepted_rome}
    metiers |= {
        catalogue.appellations[code].code_rome for case in queries for code in case.accepted_ogr
    }
    assert {catalogue.grand_domaine_of(code).code for code in metiers} == set("ABCDEFGHIJKLMN")


def test_the_only_queries_without_an_answer_are_out_of_scope(queries: list[QueryCase]) -> None:
    assert all(case.in_scope == (case.family != "out_of_scope") for case in queries)


def test_the_queries_for_skills_are_of_skills(catalogue: Catalogue) -> None:
    found = read_queries(CASES / "competences.tsv", catalogue, of_skills=True).cases
    assert len(found) >= 170
    assert all(case.in_scope for case in found)
