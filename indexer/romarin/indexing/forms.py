"""Forms of the catalogue: every way to write each label that the search should know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from romarin.catalogue import Appellation, Catalogue, Competence, Thesaurus
from romarin.index import Form, FormKind
from romarin.text import acronyms, contracted, split_gender, without_acronyms


def appellation_forms(
    appellations: Sequence[Appellation], catalogue: Catalogue, thesaurus: Thesaurus
) -> Iterator[Form]:
    """Masculine, feminine and short labels, acronyms, and the thesaurus; owners are positions."""
    for owner, appellation in enumerate(appellations):
        yield from _label_forms(appellation.libelle, owner, FormKind.LIBELLE)
        yield from _label_forms(appellation.libelle_court, owner, FormKind.COURT)
    yield from thesaurus_forms(appellations, catalogue, thesaurus)


def thesaurus_forms(
    appellations: Sequence[Appellation], catalogue: Catalogue, thesaurus: Thesaurus
) -> Iterator[Form]:
    """The terms of the thesaurus, each with the appellations it means, best first.

    Where the catalogue lacks every appellation an entry names (the starter catalogue has codes
    of its own), the entry means the principal appellations of its métiers.
    """
    owners = {appellation.code: owner for owner, appellation in enumerate(appellations)}
    for entry in thesaurus.entries:
        meant = [owners[code] for code in entry.codes_ogr if code in owners]
        if not meant:
            principal = (catalogue.appellations_of(code)[:1] for code in entry.codes_rome)
            meant = [owners[appellation.code] for found in principal for appellation in found]
        for rank, owner in enumerate(meant):
            yield Form(entry.term, owner, FormKind.SYNONYM, rank)


def competence_forms(competences: Iterable[Competence]) -> Iterator[Form]:
    """Labels of skills, and their acronyms."""
    for owner, competence in enumerate(competences):
        yield Form(competence.libelle, owner, FormKind.LIBELLE)
        for acronym in acronyms(competence.libelle):
            yield Form(acronym, owner, FormKind.ACRONYM)
            yield Form(without_acronyms(competence.libelle), owner, FormKind.COURT)


def competence_synonym_forms(
    competences: Sequence[Competence], synonyms: Mapping[str, Sequence[str]]
) -> Iterator[Form]:
    """Everyday words for skills: term -> OGR codes, best first."""
    owners = {competence.code: owner for owner, competence in enumerate(competences)}
    for term, codes in synonyms.items():
        for rank, code in enumerate(code for code in codes if code in owners):
            yield Form(term, owners[code], FormKind.SYNONYM, rank)


def _label_forms(libelle: str, owner: int, kind: FormKind) -> Iterator[Form]:
    genders = split_gender(libelle)
    feminine = FormKind.FEMININE if kind is FormKind.LIBELLE else kind
    for text, of_kind in ((genders.masculine, kind), (genders.feminine, feminine)):
        yield Form(text, owner, of_kind)
        found = acronyms(text)
        if found:
            yield Form(without_acronyms(text), owner, of_kind)
            yield from (Form(acronym, owner, FormKind.ACRONYM) for acronym in found)
        shorter = contracted(text)
        if shorter:
            yield Form(shorter, owner, FormKind.COURT)
