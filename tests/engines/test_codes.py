"""Codes: a complete one answers with its item and nothing else."""

import pytest

from romarin.catalogue import Catalogue
from romarin.engines import GroupBy, Lookup, Reason, SkillLookup


def test_a_code_rome_answers_with_the_principal_appellation_of_its_metier(
    lookup: Lookup, tiny_catalogue: Catalogue
) -> None:
    for code_rome in tiny_catalogue.metiers:
        principale = tiny_catalogue.appellations_of(code_rome)[0]
        assert [(s.code, s.code_rome) for s in lookup(code_rome)] == [(principale.code, code_rome)]


def test_an_ogr_answers_with_its_appellation(lookup: Lookup, tiny_catalogue: Catalogue) -> None:
    for code in tiny_catalogue.appellations:
        (suggestion,) = lookup(code)
        assert (suggestion.code, suggestion.reason, suggestion.score) == (code, Reason.CODE, 1.0)


def test_an_ogr_answers_with_its_skill(skills: SkillLookup, tiny_catalogue: Catalogue) -> None:
    for code in tiny_catalogue.competences:
        assert [(s.code, s.reason) for s in skills(code)] == [(code, Reason.CODE)]


@pytest.mark.parametrize("typed", ["n1901", " N1901", "N1901 ", "\tn1901\n"])
def test_case_and_blanks_around_a_code_do_not_matter(lookup: Lookup, typed: str) -> None:
    assert [s.code for s in lookup(typed)] == ["6061"]


def test_a_code_answers_when_grouped_by_metier_too(lookup: Lookup) -> None:
    assert [s.code for s in lookup("6064", group_by=GroupBy.METIER)] == ["6064"]


@pytest.mark.parametrize("typed", ["Z9999", "N190", "N19011", "99999", "604", "60440"])
def test_what_is_no_code_of_the_catalogue_has_no_answer(lookup: Lookup, typed: str) -> None:
    assert lookup(typed) == []


def test_a_code_lights_nothing_up(lookup: Lookup) -> None:
    assert lookup("6044")[0].highlights == ()


@pytest.mark.slow
def test_every_code_of_the_full_rome_answers_with_its_item(
    full_lookup: Lookup, full_catalogue: Catalogue
) -> None:
    for code_rome in full_catalogue.metiers:
        assert [s.code_rome for s in full_lookup(code_rome)] == [code_rome]
    for code in full_catalogue.appellations:
        assert [s.code for s in full_lookup(code)] == [code]
