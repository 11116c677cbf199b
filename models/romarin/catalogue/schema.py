"""Schema of the official CSV archive: its 29 files, their columns and what each may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FLAG = frozenset({"", "O", "N"})
YES_NO = frozenset({"oui", "non"})
RIASEC = frozenset({"", "R", "I", "A", "S", "E", "C"})
MACRO = "Macro-compétence"
DETAILLEE = "Compétence"
SAVOIR_FAIRE = "Savoir-faire"
SAVOIR_ETRE = "Savoir-être professionnel"
PRINCIPALE = "PRINCIPALE"


@dataclass(frozen=True, slots=True)
class Schema:
    """One file: columns are bound by header name; further columns are let be."""

    name: str
    columns: tuple[str, ...]
    filled: tuple[str, ...] = ()  # columns that may not be empty
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)  # column -> its values
    numbers: tuple[str, ...] = ()  # columns that hold whole numbers

    def index(self, column: str) -> int:
        """Place of the column in the rows of this table."""
        return self.columns.index(column)


def _schema(
    name: str,
    columns: str,
    *,
    filled: str = "",
    closed: Mapping[str, frozenset[str]] | None = None,
    numbers: str = "",
) -> Schema:
    return Schema(
        name, tuple(columns.split()), tuple(filled.split()), closed or {}, tuple(numbers.split())
    )


_ALL: tuple[Schema, ...] = (
    _schema(
        "referentiel_code_rome",
        "code_rome code_fiche_metier code_ogr libelle_rome transition_eco transition_num "
        "transition_demo emploi_reglemente emploi_cadre code_rome_parent",
        filled="code_rome code_ogr libelle_rome",
        closed={"emploi_reglemente": FLAG, "emploi_cadre": FLAG},
    ),
    _schema(
        "referentiel_appellation",
        "code_ogr libelle_appellation_long libelle_appellation_court code_rome transition_eco "
        "transition_num transition_demo emploi_reglemente emploi_cadre classification origine "
        "code_rome_parent peu_usite",
        filled="code_ogr libelle_appellation_long libelle_appellation_court code_rome",
        closed={
            "emploi_reglemente": FLAG,
            "emploi_cadre": FLAG,
            "classification": frozenset({PRINCIPALE, "SYNONYME"}),
            "peu_usite": FLAG,
        },
    ),
    _schema(
        "referentiel_competence",
        "code_ogr nature libelle_competence definition code_ogr_macro_comp code_macro_comp "
        "cat_comp sous_cat_comp transition_eco transition_num libelle_heterogeneite "
        "libelle_origine",
        filled="code_ogr libelle_competence",
        closed={
            "nature": frozenset({MACRO, DETAILLEE}),
            "cat_comp": frozenset({SAVOIR_FAIRE, SAVOIR_ETRE}),
        },
    ),
    _schema(
        "referentiel_savoir",
        "code_ogr_savoir libelle_savoir categorie_savoir sous_categorie_savoir transition_eco "
        "transition_num",
        filled="code_ogr_savoir libelle_savoir",
    ),
    _schema(
        "referentiel_contexte_travail",
        "code_ogr libelle_cont_travail code_type_cont_trav libelle_type_cont_trav",
        filled="code_ogr libelle_cont_travail",
    ),
    _schema(
        "coherence_item",
        "code_rome code_ogr coeur_metier",
        filled="code_rome code_ogr",
        closed={"coeur_metier": frozenset({"", "Principale", "Émergente"})},
    ),
    _schema(
        "liens_rome_referentiels",
        "code_rome code_compo_bloc code_rubrique code_ogr",
        filled="code_rome code_compo_bloc code_ogr",
    ),
    _schema("item", "code_ogr libelle code_rubrique", filled="code_ogr libelle"),
    _schema(
        "composition_bloc", "code_compo_bloc libelle_bloc", filled="code_compo_bloc libelle_bloc"
    ),
    _schema(
        "descriptif_rubrique",
        "code_rubrique code_compo_bloc position_rubrique libelle_rubrique",
        filled="code_rubrique code_compo_bloc libelle_rubrique",
        numbers="position_rubrique",
    ),
    _schema(
        "arborescence_competences",
        "code_domaine_competence domaine_competence code_enjeu enjeu code_objectif objectif "
        "code_macro_competence code_ogr_macro_competence libelle_macro_competence "
        "code_ogr_competence libelle_competence",
        filled="code_domaine_competence domaine_competence code_enjeu enjeu code_objectif "
        "objectif code_ogr_macro_competence",
    ),
    _schema(
        "rubrique_mobilite",
        "code_rome code_rome_cible numero_ordre",
        filled="code_rome code_rome_cible",
        numbers="numero_ordre",
    ),
    _schema(
        "texte",
        "code_rome code_compo_bloc libelle_type_texte position_phrase libelle_texte",
        filled="code_rome code_compo_bloc libelle_texte",
        closed={"libelle_type_texte": frozenset({"definition", "acces_metier"})},
        numbers="position_phrase",
    ),
    _schema(
        "referentiel_code_rome_riasec",
        "code_rome riasec_majeur riasec_mineur",
        filled="code_rome",
        closed={"riasec_majeur": RIASEC, "riasec_mineur": RIASEC},
    ),
    _schema(
        "referentiel_macro_competence_riasec",
        "code_ogr riasec_majeur riasec_mineur",
        filled="code_ogr",
        closed={"riasec_majeur": RIASEC, "riasec_mineur": RIASEC},
    ),
    _schema(
        "centre_interet",
        "code_centre_interet libelle_centre_interet definition_centre_interet",
        filled="code_centre_interet libelle_centre_interet",
    ),
    _schema(
        "arborescence_centre_interet",
        "code_centre_interet libelle_centre_interet code_ogr_rome code_rome libelle_rome principal",
        filled="code_centre_interet code_ogr_rome code_rome",
        closed={"principal": YES_NO},
    ),
    _schema(
        "secteur_activite",
        "code_sect_activite libelle_sect_activite definition_sect_activite",
        filled="code_sect_activite libelle_sect_activite",
    ),
    _schema(
        "sous_secteur_activite",
        "code_ss_sect_activite libelle_ss_sect_activite definition_ss_sect_activite "
        "code_sect_activite",
        filled="code_ss_sect_activite libelle_ss_sect_activite code_sect_activite",
    ),
    _schema(
        "arborescence_secteur_activite",
        "code_sect_activite libelle_sect_activite code_ss_sect_activite libelle_ss_sect_activite "
        "code_ogr_rome code_rome libelle_rome principal",
        filled="code_sect_activite code_ogr_rome code_rome",
        closed={"principal": YES_NO},
    ),
    _schema(
        "secteur_naf",
        "code_tech_secteur_naf code_secteur_naf libelle_secteur_naf",
        filled="code_secteur_naf libelle_secteur_naf",
    ),
    _schema(
        "arborescence_secteur_naf",
        "code_secteur_naf libelle_secteur_naf code_ogr_rome code_rome libelle_rome",
        filled="code_secteur_naf code_ogr_rome code_rome",
    ),
    _schema(
        "themes", "code_theme libelle_theme definition_theme", filled="code_theme libelle_theme"
    ),
    _schema(
        "arborescence_thematique",
        "code_theme libelle_theme code_ogr_rome code_rome libelle_rome",
        filled="code_theme code_ogr_rome code_rome",
    ),
    _schema(
        "grand_domaine",
        "code_grand_domaine libelle_grand_domaine",
        filled="code_grand_domaine libelle_grand_domaine",
    ),
    _schema(
        "domaine_professionnel",
        "code_domaine_professionnel libelle_domaine_professionnel",
        filled="code_domaine_professionnel libelle_domaine_professionnel",
    ),
    _schema(
        "cr_gd_dp",
        # "professionel" is the official file's own spelling
        "code_rome libelle_rome code_grand_domaine libelle_grand_domaine "
        "code_domaine_professionel libelle_domaine_professionel",
        filled="code_rome code_grand_domaine code_domaine_professionel",
    ),
    _schema(
        "cr_gd_dp_appellations",
        "code_grand_domaine code_domaine_professionnel numero_fiche_rome intitule "
        "libelle_appellation_long libelle_appellation_court type_provenance code_fiche ogr_rome "
        "ogr_appellation",
        closed={"type_provenance": frozenset("1234")},
    ),
    _schema("type_referentiel", "code_type_referentiel libelle_type_referentiel"),
)

SCHEMAS: Mapping[str, Schema] = {schema.name: schema for schema in _ALL}
