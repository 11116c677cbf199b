"""Relations between the files of the archive, as data: which column points at which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from romarin.catalogue.schema import DETAILLEE, MACRO, SAVOIR_ETRE
from romarin.catalogue.table import Row, Table

Key = str | tuple[str, ...]
Tables = Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that some columns of some rows of a table hold."""

    table: str
    columns: tuple[str, ...]
    when: tuple[str, frozenset[str]] | None = None  # only rows with one of these values there
    joined: bool = False  # the columns together spell one code, such as A + 11 + 01
    width: int | None = None  # only the first letters of the value are a key

    def __str__(self) -> str:
        return f"{self.table}({', '.join(self.columns)})"

    def over(self, tables: Tables) -> Iterator[tuple[Row, Key]]:
        """Every row that `when` lets through, with its key; empty keys are left out."""
        table = tables[self.table]
        places = [table.schema.index(column) for column in self.columns]
        pick = itemgetter(*places)
        for row in self._rows(table):
            if row[places[0]]:
                yield row, self._shape(pick(row))

    def distinct(self, tables: Tables) -> set[Key]:
        """The keys without the rows: many times faster, as the loop over the rows is in C."""
        table = tables[self.table]
        places = [table.schema.index(column) for column in self.columns]
        picked: set[Key] = set(map(itemgetter(*places), self._rows(table)))
        if self.joined or self.width is not None:
            picked = {self._shape(key) for key in picked}
        if len(self.columns) > 1 and self.columns[0] not in table.schema.filled:
            picked = {key for key in picked if key[0]}
        return picked - {""} if "" in picked else picked

    def _rows(self, table: Table) -> Sequence[Row]:
        if self.when is None:
            return table.rows
        column, values = self.when
        place = table.schema.index(column)
        return [row for row in table.rows if row[place] in values]

    def _shape(self, key: Key) -> Key:
        if self.joined:
            key = "".join(key)
        return key[: self.width] if isinstance(key, str) else key


@dataclass(frozen=True, slots=True)
class Relation:
    """Every key of `source` must be a key of one of the `targets`."""

    source: Keys
    targets: tuple[Keys, ...]


def _keys(table: str, columns: str, **where: str) -> Keys:
    when = next(((name, frozenset({value})) for name, value in where.items()), None)
    return Keys(table, tuple(columns.split()), when)


METIER = _keys("referentiel_code_rome", "code_rome")
METIER_AND_OGR = _keys("referentiel_code_rome", "code_rome code_ogr")
FICHE_AND_OGR = _keys("referentiel_code_rome", "code_fiche_metier code_ogr")
APPELLATION = _keys("referentiel_appellation", "code_ogr")
METIER_AND_APPELLATION = _keys("referentiel_appellation", "code_rome code_ogr")
COMPETENCE = _keys("referentiel_competence", "code_ogr")
DETAILLEES = _keys("referentiel_competence", "code_ogr", nature=DETAILLEE)
MACROS = _keys("referentiel_competence", "code_ogr", nature=MACRO)
SAVOIR_ETRES = _keys("referentiel_competence", "code_ogr", cat_comp=SAVOIR_ETRE)
SAVOIR = _keys("referentiel_savoir", "code_ogr_savoir")
CONTEXTE = _keys("referentiel_contexte_travail", "code_ogr")
GRAND_DOMAINE = _keys("grand_domaine", "code_grand_domaine")
DOMAINE = _keys("domaine_professionnel", "code_domaine_professionnel")
BLOC = _keys("composition_bloc", "code_compo_bloc")
RUBRIQUE = _keys("descriptif_rubrique", "code_rubrique")
SECTEUR = _keys("secteur_activite", "code_sect_activite")
SOUS_SECTEUR = _keys("sous_secteur_activite", "code_ss_sect_activite code_sect_activite")
CENTRE_INTERET = _keys("centre_interet", "code_centre_interet")
NAF = _keys("secteur_naf", "code_secteur_naf")
THEME = _keys("themes", "code_theme")
LINKED = _keys("coherence_item", "code_rome code_ogr")
FILED = _keys("cr_gd_dp", "code_rome")

# The order decides which of two broken relations is named first.
RELATIONS: tuple[Relation, ...] = (
    Relation(METIER, (FILED,)),
    Relation(_keys("referentiel_code_rome", "code_rome_parent"), (METIER,)),
    Relation(Keys(DOMAINE.table, DOMAINE.columns, width=1), (GRAND_DOMAINE,)),
    Relation(FILED, (METIER,)),
    Relation(_keys("cr_gd_dp", "code_grand_domaine"), (GRAND_DOMAINE,)),
    Relation(_keys("cr_gd_dp", "code_domaine_professionel"), (DOMAINE,)),
    Relation(_keys("referentiel_appellation", "code_rome"), (METIER,)),
    Relation(_keys("referentiel_appellation", "code_rome_parent"), (METIER,)),
    Relation(_keys("referentiel_competence", "code_ogr_macro_comp", nature=DETAILLEE), (MACROS,)),
    Relation(
        _keys("arborescence_competences", "code_ogr_macro_competence code_macro_competence"),
        (_keys("referentiel_competence", "code_ogr code_macro_comp", nature=MACRO),),
    ),
    Relation(
        _keys("arborescence_competences", "code_ogr_competence code_ogr_macro_competence"),
        (_keys("referentiel_competence", "code_ogr code_ogr_macro_comp", nature=DETAILLEE),),
    ),
    Relation(_keys("referentiel_macro_competence_riasec", "code_ogr"), (MACROS,)),
    Relation(_keys("referentiel_code_rome_riasec", "code_rome"), (METIER,)),
    Relation(_keys("coherence_item", "code_rome"), (METIER,)),
    Relation(_keys("coherence_item", "code_ogr"), (COMPETENCE, SAVOIR, CONTEXTE)),
    Relation(_keys("descriptif_rubrique", "code_compo_bloc"), (BLOC,)),
    Relation(_keys("item", "code_ogr"), (COMPETENCE, SAVOIR, CONTEXTE)),
    Relation(_keys("item", "code_rubrique"), (RUBRIQUE,)),
    Relation(_keys("liens_rome_referentiels", "code_rome"), (METIER,)),
    Relation(_keys("liens_rome_referentiels", "code_compo_bloc"), (BLOC,)),
    Relation(_keys("liens_rome_referentiels", "code_rubrique"), (RUBRIQUE,)),
    Relation(
        _keys("liens_rome_referentiels", "code_rome code_ogr", code_compo_bloc="1"),
        (METIER_AND_OGR,),
    ),
    Relation(
        _keys("liens_rome_referentiels", "code_rome code_ogr", code_compo_bloc="2"),
        (METIER_AND_APPELLATION,),
    ),
    Relation(_keys("liens_rome_referentiels", "code_ogr", code_rubrique="1"), (COMPETENCE,)),
    Relation(_keys("liens_rome_referentiels", "code_ogr", code_rubrique="2"), (SAVOIR_ETRES,)),
    Relation(_keys("liens_rome_referentiels", "code_ogr", code_rubrique="3"), (SAVOIR,)),
    Relation(_keys("liens_rome_referentiels", "code_ogr", code_compo_bloc="6"), (CONTEXTE,)),
    Relation(
        Keys(
            "liens_rome_referentiels",
            ("code_rome", "code_ogr"),
            when=("code_compo_bloc", frozenset("56")),
        ),
        (LINKED,),
    ),
    Relation(_keys("rubrique_mobilite", "code_rome"), (METIER,)),
    Relation(_keys("rubrique_mobilite", "code_rome_cible"), (METIER,)),
    Relation(_keys("texte", "code_rome"), (METIER,)),
    Relation(_keys("texte", "code_compo_bloc"), (BLOC,)),
    Relation(_keys("sous_secteur_activite", "code_sect_activite"), (SECTEUR,)),
    Relation(_keys("arborescence_secteur_activite", "code_sect_activite"), (SECTEUR,)),
    Relation(
        _keys("arborescence_secteur_activite", "code_ss_sect_activite code_sect_activite"),
        (SOUS_SECTEUR,),
    ),
    Relation(_keys("arborescence_secteur_activite", "code_rome code_ogr_rome"), (METIER_AND_OGR,)),
    Relation(_keys("arborescence_centre_interet", "code_centre_interet"), (CENTRE_INTERET,)),
    Relation(_keys("arborescence_centre_interet", "code_rome code_ogr_rome"), (METIER_AND_OGR,)),
    Relation(_keys("arborescence_secteur_naf", "code_secteur_naf"), (NAF,)),
    Relation(_keys("arborescence_secteur_naf", "code_rome code_ogr_rome"), (METIER_AND_OGR,)),
    Relation(_keys("arborescence_thematique", "code_theme"), (THEME,)),
    Relation(_keys("arborescence_thematique", "code_rome code_ogr_rome"), (METIER_AND_OGR,)),
    Relation(_keys("cr_gd_dp_appellations", "code_grand_domaine"), (GRAND_DOMAINE,)),
    Relation(
        Keys(
            "cr_gd_dp_appellations",
            ("code_grand_domaine", "code_domaine_professionnel"),
            when=("type_provenance", frozenset("23")),
            joined=True,
        ),
        (DOMAINE,),
    ),
    Relation(
        Keys(
            "cr_gd_dp_appellations",
            ("code_grand_domaine", "code_domaine_professionnel", "numero_fiche_rome"),
            when=("type_provenance", frozenset("3")),
            joined=True,
        ),
        (METIER,),
    ),
    Relation(_keys("cr_gd_dp_appellations", "code_fiche ogr_rome"), (FICHE_AND_OGR,)),
    Relation(_keys("cr_gd_dp_appellations", "ogr_appellation"), (APPELLATION,)),
)

# Each key once, and once over all the tables of a group: an OGR names one thing only.
UNIQUE: tuple[tuple[Keys, ...], ...] = (
    (METIER,),
    (FILED,),
    (
        _keys("referentiel_code_rome", "code_ogr"),
        APPELLATION,
        COMPETENCE,
        SAVOIR,
        CONTEXTE,
    ),
    (GRAND_DOMAINE,),
    (DOMAINE,),
    (BLOC,),
    (RUBRIQUE,),
    (SECTEUR,),
    (_keys("sous_secteur_activite", "code_ss_sect_activite"),),
    (CENTRE_INTERET,),
    (NAF,),
    (THEME,),
    (LINKED,),
    (_keys("item", "code_ogr"),),
    (_keys("rubrique_mobilite", "code_rome code_rome_cible"),),
    (_keys("texte", "code_rome libelle_type_texte position_phrase"),),
    (_keys("referentiel_code_rome_riasec", "code_rome"),),
    (_keys("referentiel_macro_competence_riasec", "code_ogr"),),
)

# (what decides, what follows from it): a place of the tree has one parent and one label.
DECIDED: tuple[tuple[Keys, Keys], ...] = tuple(
    (_keys("arborescence_competences", key), _keys("arborescence_competences", f"{key} {then}"))
    for key, then in (
        ("code_domaine_competence", "domaine_competence"),
        ("code_enjeu", "enjeu code_domaine_competence"),
        ("code_objectif", "objectif code_enjeu"),
        ("code_ogr_macro_competence", "code_objectif"),
    )
)
