"""Forms: every way to write a label that the search should know."""

from pathlib import Path

import pytest

from romarin.catalogue import PACKAGED, STARTER_FOLDER, Catalogue, Thesaurus
from romarin.index import Form, FormKind
from romarin.indexing.forms import (
    appellation_forms,
    competence_forms,
    competence_synonym_forms,
    thesaurus_forms,
)


@pytest.fixture(scope="session")
def forms(tiny_catalogue: Catalogue, tiny_thesaurus: Path) -> dict[str, list[Form]]:
    """The forms of the tiny archive, by the OGR of the appellation they name."""
    appellations = list(tiny_catalogue.appellations.values())
    found: dict[str, list[Form]] = {appellation.code: [] for appellation in appellations}
    for form in appellation_forms(appellations, tiny_catalogue, Thesaurus.load(tiny_thesaurus)):
        found[appellations[form.owner].code].append(form)
    return found


def texts(forms: list[Form], *kinds: FormKind) -> set[str]:
    return {form.text for form in forms if form.kind in kinds}


def test_a_pair_of_genders_gives_a_form_each(forms: dict[str, list[Form]]) -> None:
    assert texts(forms["6012"], FormKind.LIBELLE) == {"Vendeur en boutique"}
    assert texts(forms["6012"], FormKind.FEMININE) == {"Vendeuse en boutique"}


def test_a_label_of_one_gender_is_its_own_feminine(forms: dict[str, list[Form]]) -> None:
    assert texts(forms["6061"], FormKind.LIBELLE, FormKind.FEMININE) == {"Cariste"}


def test_an_abbreviated_short_label_is_spelt_out(forms: dict[str, list[Form]]) -> None:
    assert texts(forms["6019"], FormKind.COURT) == {"Maçon-coffreur", "Maçonne-coffreuse"}


def test_an_acronym_in_parentheses_is_a_form(forms: dict[str, list[Form]]) -> None:
    acronyms = {code: texts(of_one, FormKind.ACRONYM) for code, of_one in forms.items()}
    found = {code: acronym for code, acronym in acronyms.items() if acronym}
    assert found == {
        "6032": {"IDE"},
        "6035": {"AVS"},
        "6053": {"RSSI"},
        "6056": {"RRH"},
        "6057": {"DRH"},
    }


def test_a_label_stands_without_its_acronym_too(forms: dict[str, list[Form]]) -> None:
    labels = texts(forms["6057"], FormKind.LIBELLE)
    assert {
        "Directeur des ressources humaines",
        "Directeur des ressources humaines (DRH)",
    } == labels


def test_an_acronym_takes_the_place_of_the_words_it_stands_for(
    forms: dict[str, list[Form]],
) -> None:
    # The letters of RSSI spell "responsable sécurité systèmes information": nothing is left.
    assert texts(forms["6053"], FormKind.COURT) >= {
        "Responsable de la sécurité des systèmes d'information"
    }
    assert "RSSI" not in texts(forms["6053"], FormKind.COURT)


@pytest.mark.slow
def test_a_contracted_label_of_the_full_rome_is_a_form(archive: Path) -> None:
    catalogue = Catalogue.load(archive)
    (works,) = [a for a in catalogue.appellations.values() if "Réseaux Divers (VRD)" in a.libelle][
        :1
    ]
    found = appellation_forms([works], catalogue, Thesaurus())
    assert any(form.text.endswith(" VRD") for form in found if form.kind is FormKind.COURT)


def test_a_term_of_the_thesaurus_names_its_appellations_best_first(
    forms: dict[str, list[Form]],
) -> None:
    ranks = {
        code: form.rank
        for code, of_one in forms.items()
        for form in of_one
        if form.text == "prof des écoles"
    }
    assert ranks == {"6039": 0, "6041": 1}


def test_a_term_without_appellations_means_the_principal_one(
    forms: dict[str, list[Form]],
) -> None:
    named = [code for code, of_one in forms.items() if "codeur" in texts(of_one, FormKind.SYNONYM)]
    assert named == ["6044"]


def test_a_term_of_no_metier_of_the_catalogue_gives_no_form(forms: dict[str, list[Form]]) -> None:
    assert not any("kiné" in texts(of_one, FormKind.SYNONYM) for of_one in forms.values())


def test_terms_fall_back_on_the_principal_appellations_of_the_starter() -> None:
    catalogue = Catalogue.load(STARTER_FOLDER)
    appellations = list(catalogue.appellations.values())
    thesaurus = Thesaurus.load(PACKAGED)
    named = {form.text for form in thesaurus_forms(appellations, catalogue, thesaurus)}
    known = {
        entry.term
        for entry in thesaurus.entries
        if any(code in catalogue.metiers for code in entry.codes_rome)
    }
    assert known <= named
    assert len(known) > 0.99 * len(thesaurus)
    for form in thesaurus_forms(appellations, catalogue, thesaurus):
        if form.text == "prof de yoga":
            assert appellations[form.owner].code_rome == "G1209"


def test_skills_have_their_label_and_their_acronym(tiny_catalogue: Catalogue) -> None:
    competences = list(tiny_catalogue.competences.values())
    found = list(competence_forms(competences))
    assert [f.text for f in found if f.kind is FormKind.LIBELLE] == [c.libelle for c in competences]
    assert {f.owner for f in found} == set(range(len(competences)))


def test_everyday_words_for_skills_name_those_that_the_catalogue_has(
    tiny_catalogue: Catalogue,
) -> None:
    competences = list(tiny_catalogue.competences.values())
    synonyms = {"js": ["8515", "0"], "caisse": ["0", "8506", "8223"]}
    found = [
        (form.text, competences[form.owner].code, form.rank)
        for form in competence_synonym_forms(competences, synonyms)
    ]
    assert found == [("js", "8515", 0), ("caisse", "8506", 0), ("caisse", "8223", 1)]
