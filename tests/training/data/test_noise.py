"""Each rule of noise makes the mistake it is named for."""

from random import Random

import pytest
from rapidfuzz.distance import OSA

from romarin.text import GenderForms, fold, split_gender
from romarin.training.data.gendered import inclusive_forms
from romarin.training.data.noise import (
    RULES,
    by_ear,
    doubled,
    dropped,
    misspell,
    neighbour,
    plural,
    swapped,
    truncated,
    unaccented,
)

TITLE = "Boulanger de nuit"
TRIES = 60


@pytest.mark.parametrize("rule", [neighbour, doubled, dropped, swapped])
def test_a_slip_of_the_keyboard_is_one_edit_and_spares_first_letters(rule) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    for seed in range(TRIES):
        mistyped = rule(TITLE, Random(seed))
        assert OSA.distance(mistyped, TITLE) <= 1
        assert [word[0] for word in mistyped.split()] == ["B", "d", "n"]


def test_a_neighbour_is_one_of_the_azerty_keyboard() -> None:
    typed = {neighbour("mama", Random(seed)) for seed in range(TRIES)}
    assert typed <= {"mzma", "mqma", "mala", "mapa", "mamz", "mamq"}
    assert "mqma" in typed


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("pharmacien", "farmacien"),
        ("boulanger", "boulangé"),
        ("boulanger", "boulangez"),
        ("tableau", "tablo"),
        ("autocar", "otocar"),
        ("maçon", "masson"),
        ("métallurgie", "métalurgie"),
        ("horloger", "orloger"),
        ("agent", "agant"),
        ("gestion", "gescion"),
    ],
)
def test_sounds_are_written_otherwise(written: str, heard: str) -> None:
    found = {by_ear(written, Random(seed)) for seed in range(400)}
    assert heard in found


def test_accents_go_and_the_rest_stays() -> None:
    assert unaccented("Aide-soignante diplômée", Random(0)) == "aide-soignante diplomee"


def test_a_plural_comes_or_goes() -> None:
    assert plural("Vendeur", Random(0)) == "Vendeurs"
    assert plural("jeux pour dans", Random(0)) == "jeuxs pour dans"
    assert plural("de nuit", Random(0)) == "de nuits"


def test_a_last_word_is_half_typed() -> None:
    for seed in range(TRIES):
        typed = truncated("Conducteur d'autobus", Random(seed))
        assert "Conducteur d'autobus".startswith(typed)
        assert len(typed) >= len("Conducteur d'au")


def test_a_text_without_letters_has_no_mistake() -> None:
    assert misspell("24", Random(0)) is None


def test_every_rule_is_drawn() -> None:
    drawn = {
        found[0] for seed in range(300) if (found := misspell("Maçonnes diplômées", Random(seed)))
    }
    assert drawn == set(RULES)


def test_a_mistake_is_the_same_for_the_same_seed() -> None:
    assert misspell(TITLE, Random(3)) == misspell(TITLE, Random(3))


@pytest.mark.parametrize(
    ("libelle", "expected"),
    [
        ("Développeur / Développeuse web", {"Développeur·euse web", "Développeur(se) web"}),
        ("Directeur / Directrice d'école", {"Directeur.trice d'école", "Directeur/rice d'école"}),
        ("Infirmier / Infirmière scolaire", {"Infirmier·ère scolaire"}),
        ("Agent / Agente", {"Agent(e)", "Agent·e", "Agent-e"}),
        ("Gardien / Gardienne", {"Gardien·ne"}),
        ("Maçon-coffreur / Maçonne-coffreuse", {"Maçon·ne-coffreur·euse"}),
    ],
)
def test_inclusive_forms_are_made_by_rule(libelle: str, expected: set[str]) -> None:
    assert expected <= set(inclusive_forms(split_gender(libelle)))


@pytest.mark.parametrize("libelle", ["Aide à domicile", "Homme sage-femme / Sage-femme"])
def test_a_label_of_one_gender_or_of_two_words_has_none(libelle: str) -> None:
    assert list(inclusive_forms(split_gender(libelle))) == []


def test_an_inclusive_form_folds_to_its_masculine() -> None:
    forms = GenderForms("Boulanger", "Boulangère")
    assert {fold(form)[:9] for form in inclusive_forms(forms)} == {"boulanger"}
