"""Acronyms: those a label spells out, and the label written with them."""

import pytest

from romarin.text import acronyms, contracted, without_acronyms


@pytest.mark.parametrize(
    ("libelle", "found", "without"),
    [
        ("Auxiliaire de Vie Sociale (AVS)", ["AVS"], "Auxiliaire de Vie Sociale"),
        ("Tourneur sur Commande Numérique -CN-", ["CN"], "Tourneur sur Commande Numérique"),
        (
            "Technicien Service Après-Vente (SAV) auto",
            ["SAV"],
            "Technicien Service Après-Vente auto",
        ),
        ("Chercheur en recherche (R&D)", ["R&D"], "Chercheur en recherche"),
        ("Jeunes sourds (INJS) et aveugles (INJA)", ["INJS", "INJA"], "Jeunes sourds et aveugles"),
        ("Éleveur canin (chiens)", [], "Éleveur canin (chiens)"),
        ("Patronnier CAO-DAO", [], "Patronnier CAO-DAO"),
        ("Agent(E) X", [], "Agent(E) X"),
        ("", [], ""),
    ],
)
def test_acronyms_are_read_and_left_out(libelle: str, found: list[str], without: str) -> None:
    assert acronyms(libelle) == found
    assert without_acronyms(libelle) == without


@pytest.mark.parametrize(
    ("libelle", "short"),
    [
        ("Conducteur de travaux Voirie, Réseaux Divers (VRD)", "Conducteur de travaux VRD"),
        ("Conducteur de Véhicule Sanitaire Léger (VSL)", "Conducteur de VSL"),
        ("Opérateur sur machine à Commande Numérique (CN) bois", "Opérateur sur machine à CN bois"),
        ("Médecin de la Protection Maternelle et Infantile -PMI-", "Médecin de la PMI"),
        ("Technicien Service Après-Vente (SAV)", "Technicien SAV"),
        ("Expert en sécurité des systèmes d'information (SSI)", "Expert en SSI"),
    ],
)
def test_an_acronym_takes_the_place_of_its_words(libelle: str, short: str) -> None:
    assert contracted(libelle) == short


@pytest.mark.parametrize(
    "libelle",
    [
        "Auxiliaire de vie scolaire (AVS)",  # nothing would be left of the label
        "Géophysicien (BTP)",  # no words spell it out
        "Infirmier anesthésiste (IADE)",
        "(AVS)",
        "Fleuriste",
    ],
)
def test_a_label_that_does_not_spell_its_acronym_has_no_short_form(libelle: str) -> None:
    assert contracted(libelle) is None


def test_the_acronyms_of_the_full_rome_leave_a_label(libelles: list[str]) -> None:
    with_acronyms = [libelle for libelle in libelles if acronyms(libelle)]
    assert len(with_acronyms) > 200
    assert all(without_acronyms(libelle).strip() for libelle in with_acronyms)
    assert all(contracted(libelle) != libelle for libelle in with_acronyms)
