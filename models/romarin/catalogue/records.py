"""Records of the ROME: what each row of the archive becomes, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """Who wrote the catalogue."""

    OFFICIAL = "official"
    STARTER = "starter"


class TypeCompetence(StrEnum):
    """The four types of skill, by the names that France Travail's API gives them."""

    DETAILLEE = "COMPETENCE-DETAILLEE"
    MACRO_SAVOIR_FAIRE = "MACRO-SAVOIR-FAIRE"
    MACRO_SAVOIR_ETRE = "MACRO-SAVOIR-ETRE-PROFESSIONNEL"
    SAVOIR = "SAVOIR"


class Coeur(StrEnum):
    """Whether an item is at the heart of a métier; no release from v461 on has EMERGENTE."""

    PRINCIPALE = "principale"
    EMERGENTE = "emergente"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Release:
    """One release of the ROME, as version.txt and the file names tell it."""

    version: str  # "460", as in the file names
    number: int  # 60, as France Travail says it
    date: date  # of publication
    title: str
    source: Source
    sha256: str  # of the content: the same for a zip and for its unpacked folder

    @property
    def licence(self) -> str:
        """The line to show wherever labels of this release are shown."""
        if self.source is Source.STARTER:
            return (
                "Catalogue de démarrage Romarin, pas le ROME officiel (codes et libellés des "
                f"métiers : France Travail, ROME 4.0 version {self.number}, Licence Ouverte 2.0)"
            )
        return (
            f"Source : France Travail, ROME 4.0 version {self.number} "
            f"du {self.date:%d/%m/%Y} — Licence Ouverte 2.0"
        )


@dataclass(frozen=True, slots=True)
class GrandDomaine:
    """One of the 14 families of métiers."""

    code: str  # "M"
    libelle: str


@dataclass(frozen=True, slots=True)
class DomaineProfessionnel:
    """One of the 110 parts of the grands domaines."""

    code: str  # "M18"
    libelle: str
    code_grand_domaine: str


@dataclass(frozen=True, slots=True)
class LienSecteur:
    """A secteur d'activité in which a métier is done; each métier has one principal."""

    code_secteur: str
    code_sous_secteur: str  # "" when the whole secteur is meant
    principal: bool


@dataclass(frozen=True, slots=True)
class LienInteret:
    """A centre d'intérêt that a métier answers; each métier has one principal."""

    code_centre_interet: str
    principal: bool


@dataclass(frozen=True, slots=True)
class Metier:
    """A fiche métier; `code` is its ROME code, `code_ogr` its own number."""

    code: str  # "M1855"
    code_ogr: str
    code_fiche: str
    libelle: str
    code_parent: str  # one of the 532 older codes; its own when it is one of them
    code_domaine: str  # of the domaine professionnel, "M18"
    emploi_cadre: bool
    emploi_reglemente: bool
    transition_eco: str  # "Emploi Vert", "Emploi Blanc", …; "" when not told
    transition_num: str  # "O", "N" or ""
    transition_demo: str  # "O", "N" or ""
    riasec_majeur: str  # one of R I A S E C, or ""
    riasec_mineur: str
    definition: tuple[str, ...]  # sentences, in order
    acces: tuple[str, ...]  # sentences on how one enters the métier, in order
    naf: tuple[str, ...]  # NAF divisions of two digits; () when it is found in no one sector
    secteurs: tuple[LienSecteur, ...]
    centres_interet: tuple[LienInteret, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appellation:
    """A job title of a métier; `code` is its OGR. Two of one release may share a label."""

    code: str
    libelle: str
    libelle_court: str
    code_rome: str
    principale: bool
    peu_usite: bool
    emploi_cadre: bool
    emploi_reglemente: bool
    transition_eco: str
    transition_num: str
    transition_demo: str
    origine: str
    code_parent: str  # an older ROME code; it may differ from that of the métier


@dataclass(frozen=True, slots=True)
class Competence:
    """A skill of any of the four types, by OGR; fields foreign to its type are empty."""

    code: str
    libelle: str
    type: TypeCompetence
    definition: str
    categorie: str  # "Savoir-faire" or "Savoir-être professionnel"; of a savoir, its own
    sous_categorie: str
    code_macro: str  # OGR of the macro that a compétence détaillée belongs to
    code_arbre: str  # place of a macro in the tree, such as "1A101"
    code_objectif: str  # of macros and compétences détaillées
    transition_eco: str
    transition_num: str
    heterogeneite: str  # of macros: "Très homogène", "Homogène" or "Hétérogène"
    origine: str
    riasec_majeur: str  # of macros
    riasec_mineur: str


@dataclass(frozen=True, slots=True)
class Contexte:
    """A contexte de travail, such as night work; `code` is its OGR."""

    code: str
    libelle: str
    code_type: str
    libelle_type: str


@dataclass(frozen=True, slots=True)
class Lien:
    """An item of a fiche: a skill of any type, or a contexte de travail."""

    code_rome: str
    code_ogr: str
    coeur: Coeur


@dataclass(frozen=True, slots=True)
class Mobilite:
    """A métier that one can move to from another."""

    code_rome: str
    code_rome_cible: str
    ordre: int  # 1 = nearest


@dataclass(frozen=True, slots=True)
class DomaineCompetence:
    """One of the 6 tops of the tree of skills."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Enjeu:
    """Second level of the tree of skills."""

    code: str
    libelle: str
    code_domaine: str


@dataclass(frozen=True, slots=True)
class Objectif:
    """Third level of the tree of skills; macro-compétences stand under it."""

    code: str
    libelle: str
    code_enjeu: str


@dataclass(frozen=True, slots=True)
class SecteurActivite:
    """A secteur d'activité as France Travail shows it to the public."""

    code: str
    libelle: str
    definition: str  # may hold several paragraphs, or nothing


@dataclass(frozen=True, slots=True)
class SousSecteur:
    """A part of a secteur d'activité."""

    code: str
    libelle: str
    definition: str
    code_secteur: str


@dataclass(frozen=True, slots=True)
class SecteurNaf:
    """A division of the NAF: two digits ("01", where the file has "1"); "00" is any sector."""

    code: str
    code_technique: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of métiers across the domaines."""

    code: str
    libelle: str
    definition: str


@dataclass(frozen=True, slots=True)
class CentreInteret:
    """What somebody likes, as a way into the métiers."""

    code: str
    libelle: str
    definition: str


@dataclass(frozen=True, slots=True)
class Bloc:
    """A part of a fiche, such as "Compétences"."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A heading within a bloc of the fiche."""

    code: str
    libelle: str
    code_bloc: str
    position: int


@dataclass(frozen=True, slots=True)
class TypeReferentiel:
    """A kind of référentiel; the official file has been empty so far."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row that points at a key that no row has, and was left out at the caller's wish."""

    file: str
    line: int
    column: str
    value: str
    target: str
