"""Highlights: spans of the label that answer what is typed, in every form of it that matched."""

from itertools import pairwise

import pytest
from hypothesis import given
from tests.engines.queries import queries
from tests.engines.test_lists import tried

from romarin.engines import Highlight, Lookup, Reason, SkillLookup


def lit(libelle: str, highlights: tuple[Highlight, ...]) -> list[str]:
    """The parts of a label that light up."""
    return [libelle[span.start : span.end] for span in highlights]


def _assert_well_placed(libelle: str, highlights: tuple[Highlight, ...]) -> None:
    assert all(0 <= span.start < span.end <= len(libelle) for span in highlights)
    for before, after in pairwise(highlights):
        assert before.end <= after.start


@given(query=queries)
@tried
def test_they_lie_inside_the_label_in_order_and_apart(any_lookup: Lookup, query: str) -> None:
    for suggestion in any_lookup(query, limit=25):
        _assert_well_placed(suggestion.libelle, suggestion.highlights)


@given(query=queries)
@tried
def test_those_of_skills_do_too(any_skills: SkillLookup, query: str) -> None:
    for suggestion in any_skills(query, limit=25):
        _assert_well_placed(suggestion.libelle, suggestion.highlights)


@given(query=queries)
@tried
def test_codes_synonyms_and_meanings_have_none(any_lookup: Lookup, query: str) -> None:
    for suggestion in any_lookup(query, limit=25):
        if suggestion.reason in (Reason.CODE, Reason.SYNONYM, Reason.MEANING):
            assert suggestion.highlights == ()


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        ("dév web", "6044", ["Dév", "Dév", "web"]),
        ("boul", "6006", ["Boul", "Boul"]),
        ("boulangère", "6006", ["Boulanger", "Boulangère"]),
        ("vendeuses", "6012", ["Vendeur", "Vendeuse"]),
        ("macon", "6018", ["Maçon", "Maçonne"]),
        ("boulenger", "6006", ["Boulanger", "Boulangère"]),
        ("équipe", "6020", ["équipe", "équipe"]),
        ("cariste d'e", "6062", ["Cariste", "e"]),
        ("web développeur", "6044", ["Développeur", "Développeuse", "web"]),
    ],
)
def test_both_genders_light_up(lookup: Lookup, typed: str, code: str, expected: list[str]) -> None:
    (suggestion,) = (s for s in lookup(typed, limit=25) if s.code == code)
    assert lit(suggestion.libelle, suggestion.highlights) == expected


def test_a_short_word_does_not_light_up_inside_others(lookup: Lookup) -> None:
    suggestion = lookup("aide à domicile")[0]
    assert lit(suggestion.libelle, suggestion.highlights) == ["Aide", "domicile"]


def test_an_acronym_lights_up_where_the_label_has_it(lookup: Lookup) -> None:
    suggestion = lookup("rssi")[0]
    assert lit(suggestion.libelle, suggestion.highlights) == ["RSSI"]


def test_a_label_with_ligatures_and_accents_keeps_its_offsets(skills: SkillLookup) -> None:
    suggestion = skills("ecrire du cod")[0]
    assert lit(suggestion.libelle, suggestion.highlights) == ["Écrire", "cod"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dév web", ["Dév", "Dév", "web"]),
        ("main d'oeuvre", ["Main", "oeuvre"]),
        ("coeur", []),
    ],
)
def test_labels_of_the_full_rome_light_up(
    full_lookup: Lookup, typed: str, expected: list[str]
) -> None:
    suggestion = full_lookup(typed)[0]
    parts = lit(suggestion.libelle, suggestion.highlights)
    assert [part.replace("œ", "oe") for part in parts] == expected
