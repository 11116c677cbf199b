"""The starter catalogue: whole, plainly marked, and true to the codes and labels of the ROME."""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from romarin.catalogue import (
    STARTER_FOLDER,
    Appellation,
    Catalogue,
    Coeur,
    Competence,
    Metier,
    Source,
    TypeCompetence,
)
from romarin.text import fold, split_gender

# What the official archive repeats, and what nobody has written for the starter.
HEADER_ONLY = frozenset(
    {
        "arborescence_centre_interet",
        "arborescence_secteur_activite",
        "arborescence_thematique",
        "centre_interet",
        "cr_gd_dp_appellations",
        "item",
        "liens_rome_referentiels",
        "referentiel_code_rome_riasec",
        "referentiel_macro_competence_riasec",
        "secteur_activite",
        "sous_secteur_activite",
        "themes",
        "type_referentiel",
    }
)
CATEGORIES = frozenset(
    {
        "Certificats et habilitations",
        "Domaines d'expertise",
        "Langues",
        "Logiciels et informatique",
        "Normes et réglementation",
        "Produits, outils et matières",
        "Techniques professionnelles",
        "Véhicules et permis",
    }
)
BYTES_MAX = 1_500_000
OFFICIAL_SHARE_MAX = 0.15  # of the compétences and savoirs: the words are to be our own
OWN = frozenset({TypeCompetence.DETAILLEE, TypeCompetence.SAVOIR})


@pytest.fixture(scope="session")
def starter() -> Catalogue:
    return Catalogue.load(STARTER_FOLDER)


@pytest.fixture(scope="session")
def official(archive: Path) -> Catalogue:
    return Catalogue.load(archive)


def test_it_loads_without_one_orphan(starter: Catalogue) -> None:
    assert starter.tolerated == ()


def test_it_says_that_it_is_not_the_official_rome(starter: Catalogue) -> None:
    assert starter.release.source is Source.STARTER
    assert "n'est pas le ROME officiel" in starter.release.title
    assert "pas le ROME officiel" in starter.release.licence
    assert "Licence Ouverte 2.0" in starter.release.licence


def test_every_metier_is_found_by_its_code_and_its_label(starter: Catalogue) -> None:
    assert len(starter.metiers) >= 1584
    for code, metier in starter.metiers.items():
        principal, *others = starter.appellations_of(code)
        assert principal.principale
        assert principal.libelle == metier.libelle
        assert not any(other.principale for other in others)


def test_every_metier_stands_in_the_domaine_of_its_code(starter: Catalogue) -> None:
    assert len(starter.grands_domaines) == 14
    assert len(starter.domaines) == 110
    for code in starter.metiers:
        assert starter.domaine_of(code).code == code[:3]
        assert starter.grand_domaine_of(code).code == code[0]


def test_every_metier_knows_its_naf_sectors(starter: Catalogue) -> None:
    assert len(starter.naf) == 89
    assert all(metier.naf for metier in starter.metiers.values())


def test_all_grands_domaines_have_metiers_in_depth(starter: Catalogue) -> None:
    deep = _in_depth(starter)
    assert len(deep) >= 160
    assert {metier.code[0] for metier in deep} == set(starter.grands_domaines)


def test_a_metier_in_depth_has_every_part_of_a_fiche(starter: Catalogue) -> None:
    for metier in _in_depth(starter):
        kinds = [starter.competences[code].type for code in _skills_of(starter, metier.code)]
        assert metier.acces, metier.code
        assert kinds.count(TypeCompetence.DETAILLEE) >= 4, metier.code
        assert kinds.count(TypeCompetence.SAVOIR) >= 2, metier.code
        assert kinds.count(TypeCompetence.MACRO_SAVOIR_ETRE) >= 2, metier.code
        assert len(_contextes_of(starter, metier.code)) >= 1, metier.code
        assert len(starter.mobilites[metier.code]) >= 2, metier.code
        assert Coeur.PRINCIPALE in {lien.coeur for lien in starter.liens[metier.code]}, metier.code


def test_there_is_enough_for_a_demonstration(starter: Catalogue) -> None:
    further = [one for one in starter.appellations.values() if not one.principale]
    assert len(further) >= 1100
    assert len(_of_types(starter, OWN)) >= 900


def test_skills_hang_on_the_six_domaines(starter: Catalogue) -> None:
    assert sorted(starter.domaines_competence) == list("123456")
    for skill in starter.competences.values():
        if skill.type is not TypeCompetence.SAVOIR:
            objectif = starter.objectifs[skill.code_objectif]
            assert starter.enjeux[objectif.code_enjeu].code_domaine in starter.domaines_competence


def test_the_sixteen_savoir_etre_are_there(starter: Catalogue) -> None:
    qualities = _of_types(starter, {TypeCompetence.MACRO_SAVOIR_ETRE})
    assert len(qualities) == 16
    assert all(quality.definition for quality in qualities)


def test_savoirs_are_filed_under_a_known_category(starter: Catalogue) -> None:
    found = {savoir.categorie for savoir in _of_types(starter, {TypeCompetence.SAVOIR})}
    assert found == CATEGORIES


def test_no_skill_and_no_contexte_is_left_unused(starter: Catalogue) -> None:
    used = {lien.code_ogr for liens in starter.liens.values() for lien in liens}
    assert set(starter.competences) <= used
    assert set(starter.contextes) <= used


def test_ids_tell_that_they_are_no_ogr_and_what_they_name(starter: Catalogue) -> None:
    assert _all_like(r"S1\d{4}", starter.appellations)
    savoir = {code for code, skill in starter.competences.items() if skill.type in OWN}
    assert _all_like(r"S[23]\d{4}", savoir)
    assert _all_like(r"S5\d{4}", set(starter.competences) - savoir)
    assert _all_like(r"S4\d{4}", starter.contextes)
    assert _all_like(r"S6\d{4}", (metier.code_ogr for metier in starter.metiers.values()))


def test_a_label_is_written_once(starter: Catalogue) -> None:
    assert _repeated(one.libelle for one in starter.appellations.values()) == []
    assert _repeated(one.libelle for one in starter.competences.values()) == []


def test_both_genders_can_be_read_off_every_label(starter: Catalogue) -> None:
    """A label such as "Maçon traditionnel(le)" or "X / Y / Z" has no two clean forms."""
    written = [one.libelle for one in starter.appellations.values() if not one.principale]
    assert [label for label in written if re.search(r"\((e|le|ne|se|trice)\)", label)] == []
    assert [label for label in written if label.count(" / ") > 1] == []


def test_files_that_repeat_others_hold_only_their_header() -> None:
    empty = {path for path in STARTER_FOLDER.glob("*.csv") if len(_lines(path)) == 1}
    assert {path.name for path in empty} == {f"unix_{name}_v460_utf8.csv" for name in HEADER_ONLY}


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in STARTER_FOLDER.iterdir()) < BYTES_MAX


@pytest.mark.slow
def test_codes_and_labels_are_those_of_the_rome(
    starter: Catalogue, official: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints every difference; a later release may well know more, so only its own one counts."""
    missing = sorted(set(official.metiers) - set(starter.metiers))
    unknown = sorted(set(starter.metiers) - set(official.metiers))
    differences = [
        *(f"- {code} {official.metiers[code].libelle}" for code in missing),
        *(f"+ {code} {starter.metiers[code].libelle}" for code in unknown),
        *_relabelled(starter, official),
    ]
    with capsys.disabled():
        release = f"starter {starter.release.version} and ROME {official.release.version}"
        sys.stdout.write(f"\n{release}: {len(differences)} differences\n")
        sys.stdout.writelines(f"{line}\n" for line in differences)
    if starter.release.version == official.release.version:
        assert not missing
        assert not unknown
        assert {code: one.naf for code, one in starter.metiers.items()} == {
            code: one.naf for code, one in official.metiers.items()
        }


@pytest.mark.slow
def test_a_name_that_the_rome_has_too_means_the_same_metier(
    starter: Catalogue, official: Catalogue
) -> None:
    if starter.release.version != official.release.version:
        pytest.skip("releases move appellations from one code to another")
    codes: dict[str, set[str]] = {}
    for one in official.appellations.values():
        codes.setdefault(_masculine(one), set()).add(one.code_rome)
    elsewhere = [
        f"{one.libelle}: {one.code_rome}, in the ROME {sorted(codes[_masculine(one)])}"
        for one in starter.appellations.values()
        if one.code_rome not in codes.get(_masculine(one), {one.code_rome})
    ]
    assert elsewhere == []


@pytest.mark.slow
def test_skills_are_in_our_own_words(starter: Catalogue, official: Catalogue) -> None:
    theirs = {fold(skill.libelle) for skill in official.competences.values()}
    ours = _of_types(starter, OWN)
    same = [skill.libelle for skill in ours if fold(skill.libelle) in theirs]
    assert len(same) / len(ours) < OFFICIAL_SHARE_MAX, same


@pytest.mark.slow
def test_texts_are_in_our_own_words(starter: Catalogue, official: Catalogue) -> None:
    for metier in _in_depth(starter):
        theirs = official.metiers[metier.code]
        assert not set(metier.definition) & set(theirs.definition), metier.code
        assert not set(metier.acces) & set(theirs.acces), metier.code


def _in_depth(catalogue: Catalogue) -> list[Metier]:
    return [metier for metier in catalogue.metiers.values() if metier.definition]


def _of_types(catalogue: Catalogue, types: Iterable[TypeCompetence]) -> list[Competence]:
    wanted = set(types)
    return [skill for skill in catalogue.competences.values() if skill.type in wanted]


def _skills_of(catalogue: Catalogue, code_rome: str) -> list[str]:
    codes = (lien.code_ogr for lien in catalogue.liens[code_rome])
    return [code for code in codes if code in catalogue.competences]


def _contextes_of(catalogue: Catalogue, code_rome: str) -> list[str]:
    codes = (lien.code_ogr for lien in catalogue.liens[code_rome])
    return [code for code in codes if code in catalogue.contextes]


def _relabelled(starter: Catalogue, official: Catalogue) -> Iterator[str]:
    theirs: Mapping[str, Metier] = official.metiers
    for code, metier in starter.metiers.items():
        if code in theirs and theirs[code].libelle != metier.libelle:
            yield f"~ {code} {metier.libelle!r}, in the ROME {theirs[code].libelle!r}"


def _masculine(appellation: Appellation) -> str:
    return fold(split_gender(appellation.libelle).masculine)


def _all_like(shape: str, codes: Iterable[str]) -> bool:
    return all(re.fullmatch(shape, code) for code in codes)


def _repeated(labels: Iterable[str]) -> list[str]:
    counts = Counter(map(fold, labels))
    return [label for label, count in counts.items() if count > 1]


def _lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
