"""Catalogue: one release of the ROME in memory, every relation checked."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from romarin.catalogue import assembly
from romarin.catalogue.archive import Archive
from romarin.catalogue.integrity import check
from romarin.catalogue.records import (
    Appellation,
    Bloc,
    CentreInteret,
    Competence,
    Contexte,
    DomaineCompetence,
    DomaineProfessionnel,
    Enjeu,
    GrandDomaine,
    Lien,
    Metier,
    Mobilite,
    Objectif,
    Orphan,
    Release,
    Rubrique,
    SecteurActivite,
    SecteurNaf,
    SousSecteur,
    Theme,
    TypeReferentiel,
)
from romarin.catalogue.relations import Tables
from romarin.catalogue.schema import SCHEMAS
from romarin.catalogue.table import Table
from romarin.catalogue.version import release_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Catalogue:
    """Records by code, in file order. Codes of métiers are ROME codes, of items OGR numbers.

    `item`, `liens_rome_referentiels` and `cr_gd_dp_appellations` repeat other files: they are
    checked against them, then let go.
    """

    release: Release
    metiers: Mapping[str, Metier]
    appellations: Mapping[str, Appellation]
    competences: Mapping[str, Competence]  # skills of all four types
    contextes: Mapping[str, Contexte]
    grands_domaines: Mapping[str, GrandDomaine]
    domaines: Mapping[str, DomaineProfessionnel]
    liens: Mapping[str, tuple[Lien, ...]]  # by ROME code, an entry for every métier
    mobilites: Mapping[str, tuple[Mobilite, ...]]  # by ROME code, nearest first
    domaines_competence: Mapping[str, DomaineCompetence]
    enjeux: Mapping[str, Enjeu]
    objectifs: Mapping[str, Objectif]
    naf: Mapping[str, SecteurNaf]  # by division, two digits
    secteurs: Mapping[str, SecteurActivite]
    sous_secteurs: Mapping[str, SousSecteur]
    centres_interet: Mapping[str, CentreInteret]
    themes: Mapping[str, Theme]
    blocs: Mapping[str, Bloc]
    rubriques: Mapping[str, Rubrique]
    types_referentiel: Mapping[str, TypeReferentiel]
    tolerated: tuple[Orphan, ...]  # rows left out at the caller's wish
    _by_metier: Mapping[str, tuple[Appellation, ...]] = field(compare=False)

    @classmethod
    def load(cls, path: Path, *, tolerate: int = 0) -> Catalogue:
        """Loads a zip or a folder; up to `tolerate` rows that point nowhere are left out, listed.

        Raises one of the errors of romarin.catalogue.errors, naming file, line and value.
        """
        archive = Archive.read(path)
        release = release_of(archive)
        with _no_collection():
            tables = {
                name: Table.parse(schema, archive.label(name), archive.files[name])
                for name, schema in SCHEMAS.items()
            }
            tolerated = check(tables, tolerate=tolerate)
            return cls._of(release, tables, tolerated)

    def appellations_of(self, code_rome: str) -> tuple[Appellation, ...]:
        """The appellations of a métier, the principal one first; () for an unknown code."""
        return self._by_metier.get(code_rome, ())

    def domaine_of(self, code_rome: str) -> DomaineProfessionnel:
        """The domaine professionnel of a métier; KeyError for an unknown code."""
        return self.domaines[self.metiers[code_rome].code_domaine]

    def grand_domaine_of(self, code_rome: str) -> GrandDomaine:
        """The grand domaine of a métier; KeyError for an unknown code."""
        return self.grands_domaines[self.domaine_of(code_rome).code_grand_domaine]

    @classmethod
    def _of(cls, release: Release, tables: Tables, tolerated: tuple[Orphan, ...]) -> Catalogue:
        appellations = assembly.appellations(tables)
        return cls(
            release=release,
            metiers=_frozen(assembly.metiers(tables)),
            appellations=_frozen(appellations),
            competences=_frozen(assembly.competences(tables)),
            contextes=_frozen(assembly.plain(tables["referentiel_contexte_travail"], Contexte)),
            grands_domaines=_frozen(assembly.plain(tables["grand_domaine"], GrandDomaine)),
            domaines=_frozen(assembly.domaines(tables)),
            liens=_frozen(assembly.liens(tables)),
            mobilites=_frozen(assembly.mobilites(tables)),
            domaines_competence=_frozen(assembly.domaines_competence(tables)),
            enjeux=_frozen(assembly.enjeux(tables)),
            objectifs=_frozen(assembly.objectifs(tables)),
            naf=_frozen(assembly.secteurs_naf(tables)),
            secteurs=_frozen(assembly.plain(tables["secteur_activite"], SecteurActivite)),
            sous_secteurs=_frozen(assembly.plain(tables["sous_secteur_activite"], SousSecteur)),
            centres_interet=_frozen(assembly.plain(tables["centre_interet"], CentreInteret)),
            themes=_frozen(assembly.plain(tables["themes"], Theme)),
            blocs=_frozen(assembly.plain(tables["composition_bloc"], Bloc)),
            rubriques=_frozen(assembly.rubriques(tables)),
            types_referentiel=_frozen(assembly.plain(tables["type_referentiel"], TypeReferentiel)),
            tolerated=tolerated,
            _by_metier=_frozen(_by_metier(appellations)),
        )

    def __repr__(self) -> str:
        return (
            f"Catalogue({self.release.version}, {self.release.source}: "
            f"{len(self.metiers)} métiers, {len(self.appellations)} appellations)"
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Half of the load went into looking for cycles among a million strings that make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _frozen(records: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(records)


def _by_metier(appellations: Mapping[str, Appellation]) -> dict[str, tuple[Appellation, ...]]:
    grouped: dict[str, list[Appellation]] = {}
    for appellation in sorted(appellations.values(), key=lambda one: not one.principale):
        grouped.setdefault(appellation.code_rome, []).append(appellation)
    return {code_rome: tuple(group) for code_rome, group in grouped.items()}
