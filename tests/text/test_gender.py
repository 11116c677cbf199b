"""Gender forms: from a label of the ROME to its masculine and its feminine."""

import re
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.text import STOP_WORDS, reduce, split_gender, words


@pytest.mark.parametrize(
    ("libelle", "masculine", "feminine"),
    [
        ("Développeur / Développeuse web", "Développeur web", "Développeuse web"),
        ("Fournier / Fournière", "Fournier", "Fournière"),
        (
            "Ouvrier maraîcher / Ouvrière maraîchère",
            "Ouvrier maraîcher",
            "Ouvrière maraîchère",
        ),
        (
            "Chef de culture / Cheffe de culture légumière",
            "Chef de culture légumière",
            "Cheffe de culture légumière",
        ),
        (
            "Maître-nageur sauveteur / Maître-nageuse sauveteuse",
            "Maître-nageur sauveteur",
            "Maître-nageuse sauveteuse",
        ),
        (
            "Régleur(se) metteur(se) au point",
            "Régleur metteur au point",
            "Régleuse metteuse au point",
        ),
        ("Dessinateur(trice)-projeteur(se)", "Dessinateur-projeteur", "Dessinatrice-projeteuse"),
        (
            "Analyste Concepteur / Conceptrice informatique",
            "Analyste Concepteur informatique",
            "Analyste Conceptrice informatique",
        ),
        ("Barman / Barmaid", "Barman", "Barmaid"),
        ("Valet / Femme de chambre", "Valet de chambre", "Femme de chambre"),
        ("Homme sage-femme / Sage-femme", "Homme sage-femme", "Sage-femme"),
        (
            "Chargé / Chargée de clientèle principal(e)",
            "Chargé de clientèle principal",
            "Chargée de clientèle principale",
        ),
        ("Directeur / Directrice de site(s)", "Directeur de site", "Directrice de sites"),
        # No pair: what stands before " / " is marked, or what stands after it is no feminine.
        (
            "Technicien(ne) chauffage / Ventilation / Clim",
            "Technicien chauffage - Ventilation - Clim",
            "Technicienne chauffage - Ventilation - Clim",
        ),
        (
            "Responsable plate-forme expédition / Livraison",
            "Responsable plate-forme expédition",
            "Responsable plate-forme Livraison",
        ),
        (
            "Professeur / Professeure technique / Chef de travaux",
            "Professeur technique - Chef de travaux",
            "Professeure technique - Chef de travaux",
        ),
    ],
)
def test_a_label_splits_into_its_masculine_and_its_feminine(
    libelle: str, masculine: str, feminine: str
) -> None:
    forms = split_gender(libelle)
    assert (forms.masculine, forms.feminine) == (masculine, feminine)


@pytest.mark.parametrize(
    "libelle", ["Fleuriste", "Éleveur canin (lapins)", "Agent-chef", "", " / "]
)
def test_a_label_of_one_form_gives_it_twice(libelle: str) -> None:
    forms = split_gender(libelle)
    assert forms.masculine == forms.feminine


@pytest.mark.parametrize(
    ("mark", "feminine"),
    [
        ("Assistant(e)", "Assistante"),
        ("Technicien(ne)", "Technicienne"),
        ("Vendeur(se)", "Vendeuse"),
        ("Vendeur(euse)", "Vendeuse"),
        ("Projeteur(teuse)", "Projeteuse"),
        ("Acteur(trice)", "Actrice"),
        ("Acteur(rice)", "Actrice"),
        ("Ingénieur(re)", "Ingénieure"),
        ("Infirmier(ère)", "Infirmière"),
        ("Infirmier(ière)", "Infirmière"),
        ("Boulanger(ère)", "Boulangère"),
        ("Administratif(ve)", "Administrative"),
        ("Administratif(tive)", "Administrative"),
        ("Religieux(se)", "Religieuse"),
        ("Chef(fe)", "Cheffe"),
        ("Maître(sse)", "Maîtresse"),
        ("Projeteur(se)industriel(le)", "Projeteuse industrielle"),
    ],
)
def test_a_mark_in_parentheses_is_spelt_out(mark: str, feminine: str) -> None:
    assert split_gender(mark).feminine == feminine


def test_every_pair_of_the_tiny_archive_meets(tiny: Path) -> None:
    libelles = [a.libelle for a in Catalogue.load(tiny).appellations.values()]
    pairs = [libelle for libelle in libelles if " / " in libelle]
    assert len(pairs) > 50
    apart = [libelle for libelle in pairs if not set.intersection(*map(set, _reductions(libelle)))]
    assert apart == []


def test_the_pairs_of_the_full_rome_meet_word_for_word(libelles: list[str]) -> None:
    pairs = [_reductions(libelle) for libelle in libelles if " / " in libelle]
    assert len(pairs) > 10_000
    apart = [pair for pair in pairs if not set(pair[0]) & set(pair[1])]
    assert len(apart) <= 0.002 * len(pairs)  # "Barman / Barmaid" and a dozen such
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    assert len(unlike) <= 0.01 * len(pairs)


def test_no_form_of_the_full_rome_keeps_a_mark_of_gender(libelles: list[str]) -> None:
    for libelle in libelles:
        forms = split_gender(libelle)
        for form in (forms.masculine, forms.feminine):
            assert " / " not in form
            assert re.search(r"\w\(", form) is None


def _reductions(libelle: str) -> tuple[list[str], list[str]]:
    """The reduced words of the masculine and of the feminine."""
    forms = split_gender(libelle)
    return _reduced(forms.masculine), _reduced(forms.feminine)


def _reduced(text: str) -> list[str]:
    return [reduce(word) for word in words(text) if word not in STOP_WORDS]
