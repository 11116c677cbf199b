"""Assembly of checked tables into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from romarin.catalogue.records import (
    Appellation,
    Coeur,
    Competence,
    DomaineCompetence,
    DomaineProfessionnel,
    Enjeu,
    Lien,
    LienInteret,
    LienSecteur,
    Metier,
    Mobilite,
    Objectif,
    Rubrique,
    SecteurNaf,
    TypeCompetence,
)
from romarin.catalogue.relations import Tables
from romarin.catalogue.schema import MACRO, PRINCIPALE, SAVOIR_ETRE
from romarin.catalogue.table import Row, Table

T = TypeVar("T")

COEURS = {"": Coeur.NONE, "Principale": Coeur.PRINCIPALE, "Émergente": Coeur.EMERGENTE}
YES = "O"
NO_RIASEC = ("", "")


def metiers(tables: Tables) -> dict[str, Metier]:
    """Every métier by ROME code, with what the other files say of it."""
    about = _About.of(tables)
    return {row[0]: _metier(row, about) for row in tables["referentiel_code_rome"].rows}


def appellations(tables: Tables) -> dict[str, Appellation]:
    """Every appellation by OGR."""
    return {
        row[0]: Appellation(
            code=row[0],
            libelle=row[1],
            libelle_court=row[2],
            code_rome=row[3],
            principale=row[4] == PRINCIPALE,
            peu_usite=row[5] == YES,
            emploi_cadre=row[6] == YES,
            emploi_reglemente=row[7] == YES,
            transition_eco=row[8],
            transition_num=row[9],
            transition_demo=row[10],
            origine=row[11],
            code_parent=row[12],
        )
        for row in tables["referentiel_appellation"].pick(
            "code_ogr",
            "libelle_appellation_long",
            "libelle_appellation_court",
            "code_rome",
            "classification",
            "peu_usite",
            "emploi_cadre",
            "emploi_reglemente",
            "transition_eco",
            "transition_num",
            "transition_demo",
            "origine",
            "code_rome_parent",
        )
    }


def competences(tables: Tables) -> dict[str, Competence]:
    """Every skill of the four types by OGR: macros and compétences détaillées, then savoirs."""
    riasec = _riasec(tables["referentiel_macro_competence_riasec"], "code_ogr")
    objectif_of: dict[str, str] = dict(
        tables["arborescence_competences"].pick("code_ogr_macro_competence", "code_objectif")
    )
    found = {
        row[0]: _competence(row, riasec, objectif_of)
        for row in tables["referentiel_competence"].rows
    }
    found.update((row[0], _savoir(row)) for row in tables["referentiel_savoir"].rows)
    return found


def domaines(tables: Tables) -> dict[str, DomaineProfessionnel]:
    """Every domaine professionnel by code; its first letter is the grand domaine's."""
    return {
        code: DomaineProfessionnel(code, libelle, code[0])
        for code, libelle in tables["domaine_professionnel"].rows
    }


def liens(tables: Tables) -> dict[str, tuple[Lien, ...]]:
    """The items of each fiche, in file order; every métier has an entry, perhaps empty."""
    grouped: dict[str, list[Lien]] = {code: [] for code in _codes_rome(tables)}
    for code_rome, ogr, coeur in tables["coherence_item"].rows:
        grouped[code_rome].append(Lien(code_rome, ogr, COEURS[coeur]))
    return {code: tuple(items) for code, items in grouped.items()}


def mobilites(tables: Tables) -> dict[str, tuple[Mobilite, ...]]:
    """The métiers that each métier leads to, nearest first; every métier has an entry."""
    grouped: dict[str, list[Mobilite]] = {code: [] for code in _codes_rome(tables)}
    for code_rome, cible, ordre in tables["rubrique_mobilite"].rows:
        grouped[code_rome].append(Mobilite(code_rome, cible, int(ordre)))
    return {
        code: tuple(sorted(moves, key=lambda move: move.ordre)) for code, moves in grouped.items()
    }


def domaines_competence(tables: Tables) -> dict[str, DomaineCompetence]:
    """The tops of the tree of skills, by code."""
    tree = tables["arborescence_competences"]
    found: dict[str, str] = dict(tree.pick("code_domaine_competence", "domaine_competence"))
    return {code: DomaineCompetence(code, libelle) for code, libelle in found.items()}


def enjeux(tables: Tables) -> dict[str, Enjeu]:
    """Second level of the tree of skills, by code."""
    tree = tables["arborescence_competences"]
    places = dict.fromkeys(tree.pick("code_enjeu", "enjeu", "code_domaine_competence"))
    return {place[0]: Enjeu(*place) for place in places}


def objectifs(tables: Tables) -> dict[str, Objectif]:
    """Third level of the tree of skills, by code."""
    tree = tables["arborescence_competences"]
    places = dict.fromkeys(tree.pick("code_objectif", "objectif", "code_enjeu"))
    return {place[0]: Objectif(*place) for place in places}


def secteurs_naf(tables: Tables) -> dict[str, SecteurNaf]:
    """NAF divisions by their two digits."""
    return {
        division(code): SecteurNaf(division(code), technique, libelle)
        for technique, code, libelle in tables["secteur_naf"].rows
    }


def rubriques(tables: Tables) -> dict[str, Rubrique]:
    """Headings of the fiche by code."""
    return {
        code: Rubrique(code, libelle, bloc, int(position))
        for code, bloc, position, libelle in tables["descriptif_rubrique"].rows
    }


def plain(table: Table, kind: Callable[..., T]) -> dict[str, T]:
    """Records that hold the columns of their file as they stand, by the first of them."""
    return {row[0]: kind(*row) for row in table.rows}


def division(code: str) -> str:
    """A NAF division as the NAF writes it: "01", where the archive has "1"."""
    return code.zfill(2)


@dataclass(frozen=True, slots=True)
class _About:
    """What files other than its own say of each métier, by ROME code."""

    domaine: Mapping[str, str]
    riasec: Mapping[str, tuple[str, str]]
    definition: Mapping[str, tuple[str, ...]]
    acces: Mapping[str, tuple[str, ...]]
    naf: Mapping[str, tuple[str, ...]]
    secteurs: Mapping[str, tuple[LienSecteur, ...]]
    interets: Mapping[str, tuple[LienInteret, ...]]
    themes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, tables: Tables) -> _About:
        naf = tables["arborescence_secteur_naf"].pick("code_rome", "code_secteur_naf")
        secteurs = tables["arborescence_secteur_activite"].pick(
            "code_rome", "code_sect_activite", "code_ss_sect_activite", "principal"
        )
        interets = tables["arborescence_centre_interet"].pick(
            "code_rome", "code_centre_interet", "principal"
        )
        themes = tables["arborescence_thematique"].pick("code_rome", "code_theme")
        return cls(
            domaine=dict(tables["cr_gd_dp"].pick("code_rome", "code_domaine_professionel")),
            riasec=_riasec(tables["referentiel_code_rome_riasec"], "code_rome"),
            definition=_sentences(tables, "definition"),
            acces=_sentences(tables, "acces_metier"),
            naf=_grouped((code, division(naf)) for code, naf in naf),
            secteurs=_grouped(
                (code, LienSecteur(secteur, sous, oui == "oui"))
                for code, secteur, sous, oui in secteurs
            ),
            interets=_grouped(
                (code, LienInteret(interet, oui == "oui")) for code, interet, oui in interets
            ),
            themes=_grouped((code, theme) for code, theme in themes),
        )


def _metier(row: Row, about: _About) -> Metier:
    code, fiche, ogr, libelle, eco, num, demo, reglemente, cadre, parent = row
    majeur, mineur = about.riasec.get(code, NO_RIASEC)
    return Metier(
        code=code,
        code_ogr=ogr,
        code_fiche=fiche,
        libelle=libelle,
        code_parent=parent,
        code_domaine=about.domaine[code],
        emploi_cadre=cadre == YES,
        emploi_reglemente=reglemente == YES,
        transition_eco=eco,
        transition_num=num,
        transition_demo=demo,
        riasec_majeur=majeur,
        riasec_mineur=mineur,
        definition=about.definition.get(code, ()),
        acces=about.acces.get(code, ()),
        naf=about.naf.get(code, ()),
        secteurs=about.secteurs.get(code, ()),
        centres_interet=about.interets.get(code, ()),
        themes=about.themes.get(code, ()),
    )


def _competence(
    row: Row, riasec: Mapping[str, tuple[str, str]], objectifs: Mapping[str, str]
) -> Competence:
    ogr, nature, libelle, definition, macro, arbre, categorie, sous, eco, num, hetero, origine = row
    majeur, mineur = riasec.get(ogr, NO_RIASEC)
    return Competence(
        code=ogr,
        libelle=libelle,
        type=_type(nature, categorie),
        definition=definition,
        categorie=categorie,
        sous_categorie=sous,
        code_macro=macro,
        code_arbre=arbre,
        code_objectif=objectifs.get(macro or ogr, ""),
        transition_eco=eco,
        transition_num=num,
        heterogeneite=hetero,
        origine=origine,
        riasec_majeur=majeur,
        riasec_mineur=mineur,
    )


def _type(nature: str, categorie: str) -> TypeCompetence:
    if nature != MACRO:
        return TypeCompetence.DETAILLEE
    if categorie == SAVOIR_ETRE:
        return TypeCompetence.MACRO_SAVOIR_ETRE
    return TypeCompetence.MACRO_SAVOIR_FAIRE


def _savoir(row: Row) -> Competence:
    ogr, libelle, categorie, sous_categorie, eco, num = row
    return Competence(
        code=ogr,
        libelle=libelle,
        type=TypeCompetence.SAVOIR,
        definition="",
        categorie=categorie,
        sous_categorie=sous_categorie,
        code_macro="",
        code_arbre="",
        code_objectif="",
        transition_eco=eco,
        transition_num=num,
        heterogeneite="",
        origine="",
        riasec_majeur="",
        riasec_mineur="",
    )


def _riasec(table: Table, key: str) -> dict[str, tuple[str, str]]:
    rows = table.pick(key, "riasec_majeur", "riasec_mineur")
    return {code: (majeur, mineur) for code, majeur, mineur in rows}


def _sentences(tables: Tables, kind: str) -> dict[str, tuple[str, ...]]:
    rows = tables["texte"].pick(
        "code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"
    )
    chosen = sorted((row for row in rows if row[1] == kind), key=lambda row: int(row[2]))
    # 5,248 sentences of v460 keep a database's escape of the apostrophe
    return _grouped((code, text.replace("''", "'")) for code, _, _, text in chosen)


def _codes_rome(tables: Tables) -> list[str]:
    return list(tables["referentiel_code_rome"].column("code_rome"))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
