"""What a catalogue holds once it is loaded."""

import datetime
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from tests.catalogue.archives import csv_path, replace, zipped

from romarin.catalogue import (
    Catalogue,
    Coeur,
    LienInteret,
    LienSecteur,
    OrphanKey,
    RomarinError,
    Source,
    TypeCompetence,
)


def test_every_table_becomes_records(catalogue: Catalogue) -> None:
    assert len(catalogue.metiers) == 13
    assert len(catalogue.appellations) == 70
    assert len(catalogue.competences) == 76
    assert len(catalogue.contextes) == 6
    assert len(catalogue.grands_domaines) == 8
    assert len(catalogue.domaines) == 9
    assert len(catalogue.domaines_competence) == 3
    assert len(catalogue.enjeux) == 8
    assert len(catalogue.objectifs) == 10
    assert len(catalogue.naf) == 16
    assert len(catalogue.secteurs) == 6
    assert len(catalogue.sous_secteurs) == 6
    assert len(catalogue.centres_interet) == 4
    assert len(catalogue.themes) == 3
    assert len(catalogue.blocs) == 8
    assert len(catalogue.rubriques) == 3
    assert catalogue.types_referentiel == {}
    assert catalogue.tolerated == ()


def test_an_appellation_knows_its_metier_and_its_marks(catalogue: Catalogue) -> None:
    fournier = catalogue.appellations["6009"]
    assert fournier.libelle == "Fournier / Fournière"
    assert fournier.code_rome == "D1901"
    assert fournier.peu_usite
    assert not fournier.principale
    assert catalogue.appellations["6058"].code_parent == "M2001"


def test_the_principal_appellation_comes_first(catalogue: Catalogue) -> None:
    for code, metier in catalogue.metiers.items():
        first, *others = catalogue.appellations_of(code)
        assert first.principale
        assert first.libelle == metier.libelle
        assert not any(other.principale for other in others)
    assert catalogue.appellations_of("Z9999") == ()


def test_two_appellations_may_share_a_label(catalogue: Catalogue) -> None:
    shared = [
        one.code_rome
        for one in catalogue.appellations.values()
        if one.libelle == "Caissier / Caissière"
    ]
    assert shared == ["D1902", "N1902"]


def test_a_metier_gathers_what_the_other_files_say_of_it(catalogue: Catalogue) -> None:
    metier = catalogue.metiers["M1902"]
    assert metier.code_ogr == "9010"
    assert metier.code_parent == "M1901"
    assert metier.naf == ("62", "61")
    assert metier.secteurs == (LienSecteur("50", "51", True), LienSecteur("50", "", False))
    assert metier.centres_interet == (LienInteret("4", True), LienInteret("1", False))
    assert metier.themes == ("003",)
    assert (metier.riasec_majeur, metier.riasec_mineur) == ("I", "R")
    assert catalogue.domaine_of("M1902").libelle == "Informatique"
    assert catalogue.grand_domaine_of("M1902").libelle == "Services de l'entreprise"
    assert catalogue.metiers["M2001"].emploi_cadre
    assert catalogue.metiers["J1901"].emploi_reglemente


def test_naf_divisions_have_two_digits(catalogue: Catalogue) -> None:
    assert catalogue.metiers["A1901"].naf == ("01",)
    assert catalogue.naf["01"].libelle == "Culture et élevage"


def test_texts_are_sentences_in_order(catalogue: Catalogue) -> None:
    metier = catalogue.metiers["J1901"]
    assert len(metier.definition) == 2
    assert metier.acces == (
        "Il faut le diplôme d'État d'infirmier.",
        "L'inscription à l'ordre est obligatoire.",
    )


def test_a_skill_of_each_type_keeps_its_own_fields(catalogue: Catalogue) -> None:
    competences = catalogue.competences
    detaillee = next(one for one in competences.values() if one.libelle == "Livrer un colis")
    assert detaillee.type is TypeCompetence.DETAILLEE
    macro = competences[detaillee.code_macro]
    assert macro.type is TypeCompetence.MACRO_SAVOIR_FAIRE
    assert (macro.code_arbre, macro.heterogeneite, macro.riasec_majeur) == (
        "3B101",
        "Hétérogène",
        "R",
    )
    calme = competences["8102"]
    assert calme.type is TypeCompetence.MACRO_SAVOIR_ETRE
    assert calme.definition.startswith("Capacité à rester posé quand l'imprévu")
    savoir = next(one for one in competences.values() if one.libelle == "Méthode HACCP")
    assert savoir.type is TypeCompetence.SAVOIR
    assert (savoir.categorie, savoir.sous_categorie) == ("Normes et procédés", "Hygiène")


def test_every_macro_and_detaillee_stands_in_the_tree(catalogue: Catalogue) -> None:
    for competence in catalogue.competences.values():
        if competence.type is TypeCompetence.SAVOIR:
            assert competence.code_objectif == ""
        else:
            enjeu = catalogue.enjeux[catalogue.objectifs[competence.code_objectif].code_enjeu]
            assert enjeu.code_domaine in catalogue.domaines_competence


def test_items_of_a_fiche_say_what_is_at_its_heart(catalogue: Catalogue) -> None:
    coeurs = {
        catalogue.competences[lien.code_ogr].libelle: lien.coeur
        for lien in catalogue.liens["D1901"]
        if lien.code_ogr in catalogue.competences
    }
    assert coeurs["Levains et fermentation"] is Coeur.PRINCIPALE
    assert coeurs["Méthode HACCP"] is Coeur.EMERGENTE
    assert coeurs["Techniques de cuisson"] is Coeur.NONE
    contextes = {lien.code_ogr for lien in catalogue.liens["D1901"]} & set(catalogue.contextes)
    assert contextes == {"7001", "7002"}


def test_mobilites_come_nearest_first(catalogue: Catalogue) -> None:
    assert [move.code_rome_cible for move in catalogue.mobilites["D1901"]] == ["G1901", "D1902"]
    assert [move.ordre for move in catalogue.mobilites["D1901"]] == [1, 2]


def test_every_metier_has_entries_even_without_rows(folder: Path) -> None:
    for name in ("rubrique_mobilite", "coherence_item", "liens_rome_referentiels"):
        path = csv_path(folder, name)
        path.write_text(path.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    catalogue = Catalogue.load(folder)
    assert catalogue.liens["D1901"] == ()
    assert catalogue.mobilites["D1901"] == ()


def test_fields_over_several_lines_stay_whole(catalogue: Catalogue) -> None:
    definition = catalogue.centres_interet["1"].definition
    assert "\n\nCes métiers se vivent debout" in definition
    assert '"à ciel ouvert"' in catalogue.secteurs["10"].definition


def test_values_lose_the_spaces_around_them(catalogue: Catalogue) -> None:
    assert catalogue.themes["001"].definition.startswith("Métiers que l'on fait")


def test_the_release_is_read_from_version_txt_and_the_file_names(catalogue: Catalogue) -> None:
    release = catalogue.release
    assert release.version == "490"
    assert release.number == 90
    assert release.date == datetime.date(2026, 3, 2)
    assert release.title == "ROME d'essai version 90"
    assert release.source is Source.OFFICIAL
    assert release.licence == (
        "Source : France Travail, ROME 4.0 version 90 du 02/03/2026 — Licence Ouverte 2.0"
    )


def test_a_starter_says_that_it_is_not_the_official_rome(folder: Path) -> None:
    version = folder / "version.txt"
    version.write_text(version.read_text("utf-8") + "\nOrigine : starter\n", "utf-8")
    release = Catalogue.load(folder).release
    assert release.source is Source.STARTER
    assert str(release.source) == "starter"
    assert release.licence.startswith("Catalogue de démarrage Romarin, pas le ROME officiel")


def test_a_zip_and_its_folder_are_one_catalogue(tiny: Path, zip_path: Path) -> None:
    assert Catalogue.load(zip_path) == Catalogue.load(tiny)


def test_a_zip_made_of_a_folder_and_with_what_macos_adds_loads(tiny: Path, tmp_path: Path) -> None:
    import zipfile

    path = zipped(tiny, tmp_path / "rome.zip", inside="RefRomeCsv/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.mkdir("empty")
        archive.writestr("__MACOSX/RefRomeCsv/._version.txt", b"\0")
        archive.writestr("RefRomeCsv/LISEZMOI.pdf", b"%PDF")
    assert Catalogue.load(path).release == Catalogue.load(tiny).release


def test_the_sha256_follows_the_content(folder: Path, catalogue: Catalogue) -> None:
    (folder / "README.md").write_text("no part of the format", "utf-8")
    assert Catalogue.load(folder).release.sha256 == catalogue.release.sha256
    replace(folder, "themes", "Service aux personnes", "Service à la personne")
    assert Catalogue.load(folder).release.sha256 != catalogue.release.sha256


def test_any_version_loads(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.rename(folder / path.name.replace("_v490_", "_v461_"))
    version = folder / "version.txt"
    version.write_text(version.read_text("utf-8").replace(": 90", ": 61"), "utf-8")
    assert Catalogue.load(folder).release.version == "461"


def test_columns_are_bound_by_name_and_others_are_let_be(folder: Path) -> None:
    path = csv_path(folder, "rubrique_mobilite")
    lines = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    path.write_text(
        "\n".join(",".join([*reversed(line), '"new"']) for line in lines) + "\n", "utf-8"
    )
    assert Catalogue.load(folder).mobilites == Catalogue.load(folder).mobilites
    assert Catalogue.load(folder).mobilites["D1901"][0].code_rome_cible == "G1901"


def test_records_and_mappings_are_frozen(catalogue: Catalogue) -> None:
    with pytest.raises(FrozenInstanceError):
        catalogue.release = catalogue.release  # type: ignore[misc]
    with pytest.raises(TypeError):
        catalogue.metiers["X1234"] = catalogue.metiers["A1901"]  # type: ignore[index]


def test_an_error_survives_the_way_out_of_a_worker_process() -> None:
    error = OrphanKey("a.csv", 3, "code_rome", "Z9999", "referentiel_code_rome(code_rome)", 0)
    again: RomarinError = pickle.loads(pickle.dumps(error))
    assert isinstance(again, OrphanKey)
    assert (again.line, again.value, str(again)) == (3, "Z9999", str(error))
