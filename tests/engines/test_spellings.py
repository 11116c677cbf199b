"""Spellings: typos, accents, gender, word order and acronyms all lead to the same job."""

import pytest

from romarin.catalogue import Catalogue
from romarin.engines import Lookup, Reason
from romarin.text import fold, split_gender, words

SLOW = pytest.mark.slow

TINY = (
    ("typo", "boulenger", "6006"),
    ("typo", "vnedeur", "6012"),
    ("typo", "devellopeur web", "6044"),
    ("typo", "magasiner cariste", "6064"),
    ("typo", "instituter", "6043"),
    ("typo", "rotiseur", "6028"),
    ("accents", "macon", "6018"),
    ("accents", "Maraîcher", "6001"),
    ("accents", "INTEGRATEUR WEB", "6048"),
    ("accents", "garde malade de nuit", "6037"),
    ("feminine", "boulangère", "6006"),
    ("feminine", "directrice d'école", "6042"),
    ("feminine", "institutrice", "6043"),
    ("feminine", "coursière", "6068"),
    ("feminine", "ouvrières boulangères", "6007"),
    ("inclusive", "maçon·ne", "6018"),
    ("inclusive", "maçon(ne)", "6018"),
    ("inclusive", "livreur.se à vélo", "6067"),
    ("inclusive", "directeur/trice d'école", "6042"),
    ("inclusive", "cuisinièr(e)s", "6023"),
    ("inclusive", "Cariste (H/F)", "6061"),
    ("order", "web développeur", "6044"),
    ("order", "domicile aide", "6034"),
    ("order", "de paie gestionnaire", "6059"),
    ("order", "recrutement, chargé", "6058"),
    ("acronym", "IDE", "6032"),
    ("acronym", "rssi", "6053"),
    ("acronym", "D.R.H.", "6057"),
    ("acronym", "avs", "6035"),
    ("synonym", "codeur", "6044"),
    ("synonym", "camionneuse", "6066"),
    ("synonym", "maitresse d ecole", "6039"),
    ("plural", "caristes", "6061"),
    ("plural", "techniciens réseaux", "6052"),
    ("elision", "cariste d entrepot", "6062"),
    ("elision", "cariste d’entrepôt", "6062"),
    ("joined", "aidemaçon", "6022"),
)

FULL = (
    ("typo", "plombeir", "17837"),
    ("typo", "boulengère", "11573"),
    ("typo", "elektricien", "14635"),
    ("typo", "secraitaire medical", "19397"),
    ("typo", "kinesiterapeute", "16136"),
    ("accents", "developpeur web", "14156"),
    ("accents", "SECRETAIRE MEDICALE", "19397"),
    ("feminine", "serveuse", "15191"),
    ("feminine", "coiffeuse", "12688"),
    ("feminine", "conductrice de bus", "12896"),
    ("inclusive", "agent(e) de sécurité", "10599"),
    ("inclusive", "conducteur/trice de travaux", "13209"),
    ("inclusive", "chargé·e de communication", "11780"),
    ("order", "bus conducteur", "12896"),
    ("order", "médicale secrétaire", "19397"),
    ("acronym", "DRH", "14375"),
    ("acronym", "ash", "10698"),
    ("acronym", "A.T.S.E.M.", "404270"),
    ("acronym", "IDE", "15545"),
    ("plural", "comptables", "12786"),
    ("joined", "aidesoignante", "10891"),
)


@pytest.mark.parametrize(("typed", "code"), [pytest.param(*case, id=kind) for kind, *case in TINY])
def test_every_spelling_finds_its_appellation(lookup: Lookup, typed: str, code: str) -> None:
    assert lookup(typed)[0].code == code


@SLOW
@pytest.mark.parametrize(("typed", "code"), [pytest.param(*case, id=kind) for kind, *case in FULL])
def test_every_spelling_finds_its_appellation_of_the_full_rome(
    full_lookup: Lookup, typed: str, code: str
) -> None:
    assert full_lookup(typed)[0].code == code


def test_accents_and_case_never_matter(any_lookup: Lookup) -> None:
    for typed in ("Développeuse", "maçon", "hôte de caisse", "Chef d'équipe", "école", "élé"):
        bare = fold(typed)
        for other in (bare, bare.upper(), typed.upper(), typed.replace("'", "’")):
            expected = [(s.code, s.score) for s in any_lookup(typed)]
            assert [(s.code, s.score) for s in any_lookup(other)] == expected


def test_both_genders_of_every_label_find_it(lookup: Lookup, tiny_catalogue: Catalogue) -> None:
    for appellation in tiny_catalogue.appellations.values():
        genders = split_gender(appellation.libelle)
        for typed in (genders.masculine, genders.feminine, appellation.libelle):
            codes = {s.code for s in lookup(typed)[:2]}  # "Caissier" is of two métiers
            assert appellation.code in codes


@pytest.mark.parametrize("typed", ["maraîchère", "maraîcher(e)", "maraîcher·ère", "maraîcher.e"])
def test_the_gender_typed_changes_neither_answers_nor_their_order(
    lookup: Lookup, typed: str
) -> None:
    assert [s.code for s in lookup(typed)] == [s.code for s in lookup("maraîcher")]


def test_an_acronym_comes_first_for_its_own_job(lookup: Lookup) -> None:
    for typed in ("IDE", "AVS", "RSSI", "RRH", "DRH"):
        first = lookup(typed)[0]
        assert first.reason is Reason.ACRONYM
        assert f"({typed})" in first.libelle


def test_a_known_word_never_becomes_another(lookup: Lookup) -> None:
    # "vente" is a word of the catalogue: one letter from "verte" or not, it is no mistake.
    assert [s.code for s in lookup("vente")] == ["6015"]
    assert lookup("vente")[0].reason is Reason.WORDS


@SLOW
@pytest.mark.parametrize(
    ("typed", "never"), [("vente", "vert"), ("esf", "esg"), ("esg", "esf"), ("chef", "cher")]
)
def test_a_known_word_of_the_full_rome_never_becomes_another(
    full_lookup: Lookup, typed: str, never: str
) -> None:
    suggestions = full_lookup(typed, limit=25)
    assert suggestions
    for suggestion in suggestions:
        found = words(suggestion.matched_form) + words(suggestion.libelle)
        held = any(word.startswith((typed, typed[:4])) for word in found)
        assert held or not any(word.startswith(never) for word in found)


@pytest.mark.parametrize("typed", ["xse", "zs", "ab", "kq"])
def test_a_few_letters_are_no_typo(lookup: Lookup, typed: str) -> None:
    assert all(s.reason is not Reason.TYPO for s in lookup(typed))


def test_a_mistake_in_the_first_letter_is_not_forgiven(lookup: Lookup) -> None:
    assert all(s.reason is not Reason.TYPO for s in lookup("noulanger"))


@pytest.mark.parametrize("typed", ["boulenger", "vnedeuse", "instituter"])
def test_a_mistyped_word_says_so(lookup: Lookup, typed: str) -> None:
    assert lookup(typed)[0].reason is Reason.TYPO


def test_a_beginning_says_so(lookup: Lookup) -> None:
    assert lookup("boul")[0].reason is Reason.PREFIX


def test_words_in_another_order_say_so(lookup: Lookup) -> None:
    assert lookup("web développeur")[0].reason is Reason.WORDS


def test_the_matched_form_is_in_the_gender_typed(lookup: Lookup) -> None:
    assert lookup("boulangère")[0].matched_form == "Boulangère"
    assert lookup("boulanger")[0].matched_form == "Boulanger"


@SLOW
@pytest.mark.parametrize(("typed", "never"), [("vendeur", "thé"), ("analyste", "M&A")])
def test_a_form_is_not_equal_to_its_beginning_for_ending_in_a_stop_word(
    full_lookup: Lookup, typed: str, never: str
) -> None:
    assert not full_lookup(typed)[0].matched_form.endswith(never)


@SLOW
@pytest.mark.parametrize("typed", ["technicien maintenence", "developeur web"])
def test_one_mistyped_word_among_others_says_so(full_lookup: Lookup, typed: str) -> None:
    assert full_lookup(typed)[0].reason is Reason.TYPO


@SLOW
def test_a_contract_beside_well_typed_words_is_no_typo(full_lookup: Lookup) -> None:
    assert full_lookup("boulangerie vendeuse cdi")[0].reason is Reason.WORDS
