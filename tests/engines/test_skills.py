"""Skills as they are typed: of every type, or of the types asked for."""

import pytest
from hypothesis import given
from tests.engines.queries import queries
from tests.engines.test_lists import tried

from romarin.catalogue import Catalogue, TypeCompetence
from romarin.engines import Reason, SkillLookup


@given(query=queries)
@tried
def test_only_the_types_asked_for_are_shown(any_skills: SkillLookup, query: str) -> None:
    for type_ in TypeCompetence:
        shown = any_skills(query, limit=25, types=[type_])
        assert {s.type for s in shown} <= {type_}


@given(query=queries)
@tried
def test_asking_for_every_type_is_asking_for_none(any_skills: SkillLookup, query: str) -> None:
    assert any_skills(query, types=list(TypeCompetence)) == any_skills(query)


@pytest.mark.parametrize("type_", TypeCompetence)
def test_every_skill_of_a_type_is_found_by_its_label(
    skills: SkillLookup, tiny_catalogue: Catalogue, type_: TypeCompetence
) -> None:
    of_type = [c for c in tiny_catalogue.competences.values() if c.type is type_]
    assert of_type
    for competence in of_type:
        found = skills(competence.libelle, types=[type_])
        assert (found[0].code, found[0].reason) == (competence.code, Reason.PREFIX)


@given(query=queries)
@tried
def test_a_filter_keeps_the_order_and_brings_up_those_below(
    any_skills: SkillLookup, query: str
) -> None:
    every = any_skills(query, limit=25)
    for type_ in TypeCompetence:
        of_type = [s.code for s in every if s.type is type_]
        asked_for = [s.code for s in any_skills(query, limit=25, types=[type_])]
        assert asked_for[: len(of_type)] == of_type


def test_two_types_asked_for_are_mixed_by_score(skills: SkillLookup) -> None:
    types = [TypeCompetence.SAVOIR, TypeCompetence.DETAILLEE]
    found = skills("paie", types=types) + skills("droit", types=types)
    assert {s.type for s in found} == set(types)


def test_a_code_of_another_type_than_asked_for_is_no_answer(skills: SkillLookup) -> None:
    assert skills("8515", types=[TypeCompetence.SAVOIR])[0].code == "8515"
    assert skills("8515", types=[TypeCompetence.DETAILLEE]) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("petrir", "8204"),
        ("prise de snag", "8212"),
        ("beton dalle", "8209"),
        ("conduire chariot", "8226"),
        ("premiers secours", "8511"),
        ("haccp", "8504"),
        ("c++", "8516"),
        ("alzeimer", "8512"),
        ("travailler en equipe", "8101"),
        ("permis", "8523"),
    ],
)
def test_skills_are_found_through_mistakes_and_in_any_order(
    skills: SkillLookup, typed: str, code: str
) -> None:
    assert skills(typed)[0].code == code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("python", "Python"),
        ("anglias technique", "Anglais technique"),
        ("hygiene alimentaire", "Hygiène alimentaire"),
        ("travail en equipe", "Travail en équipe"),
        ("conduire chariot", "chariot"),
        ("permis b", "Permis"),
        ("gestion paie", "paie"),
        ("rigueur", "rigueur"),
    ],
)
def test_skills_of_the_full_rome_are_found(full_skills: SkillLookup, typed: str, word: str) -> None:
    assert word in full_skills(typed)[0].libelle
