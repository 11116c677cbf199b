"""Fiches of a catalogue: words, vectors and names of every métier, for an artefact."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from romarin.catalogue import Catalogue, TypeCompetence
from romarin.index import FIELDS, Fiche, Fiches, Floats, Form, Ids
from romarin.text import content_words, split_gender, without_acronyms

LONGEST_NAME = 5  # content words; longer names are not written whole in an offer
MOST_METIERS = 20  # of one name; beyond, it says nothing
# Items of a fiche that are of its trade; savoir-être and macros are those of many.
_OF_THE_TRADE = frozenset({TypeCompetence.DETAILLEE, TypeCompetence.SAVOIR})


class Encoded(Protocol):
    """Vectors of lists of texts."""

    def of(self, what: str, texts: Sequence[str]) -> Floats | None:
        """One vector a text, in order; None without an encoder."""
        ...


def fiches_of(catalogue: Catalogue, forms: Iterable[Form], vectors: Encoded) -> Fiches:
    """The fiches; `forms` are those of the appellations in catalogue order."""
    texts = {code: _texts(code, catalogue) for code in catalogue.metiers}
    counted = [[Counter(_words(texts[code][field])) for code in texts] for field in FIELDS]
    words = sorted({word for metiers in counted for counts in metiers for word in counts})
    places = {word: at for at, word in enumerate(words)}
    return Fiches(
        rows=[_fiche(code, catalogue) for code in catalogue.metiers],
        words=words,
        counts={f: _columns(m, places) for f, m in zip(FIELDS, counted, strict=True)},
        names=_names(catalogue, forms),
        vectors=_vectors(catalogue, vectors),
    )


def _fiche(code: str, catalogue: Catalogue) -> Fiche:
    metier, appellations = catalogue.metiers[code], catalogue.appellations_of(code)
    first = appellations[0] if appellations else None
    return Fiche(
        code=code,
        libelle=metier.libelle,
        code_parent=metier.code_parent,
        code_domaine=metier.code_domaine,
        naf=metier.naf,
        appellations=len(appellations),
        ogr=first.code if first else "",
        appellation=first.libelle if first else metier.libelle,
    )


def _texts(code: str, catalogue: Catalogue) -> dict[str, list[str]]:
    competences = (catalogue.competences.get(lien.code_ogr) for lien in catalogue.liens[code])
    return {
        "appellations": [one.libelle for one in catalogue.appellations_of(code)],
        "definition": list(catalogue.metiers[code].definition),
        "competences": [one.libelle for one in competences if one is not None],
    }


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from content_words(text)


def _columns(metiers: Sequence[Mapping[str, int]], places: Mapping[str, int]) -> Ids:
    rows = [
        (metier, places[word], times)
        for metier, counts in enumerate(metiers)
        for word, times in counts.items()
    ]
    return np.array(rows, np.int32).reshape(-1, 3).T


def _names(catalogue: Catalogue, forms: Iterable[Form]) -> dict[str, tuple[int, ...]]:
    """What an offer may call a métier in its text: every form of an appellation, reduced."""
    numbers = {code: at for at, code in enumerate(catalogue.metiers)}
    owners = [numbers[one.code_rome] for one in catalogue.appellations.values()]
    names: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        words = content_words(form.text)
        if 0 < len(words) <= LONGEST_NAME:
            names[" ".join(words)].add(owners[form.owner])
    return {
        name: tuple(sorted(metiers))
        for name, metiers in sorted(names.items())
        if len(metiers) <= MOST_METIERS
    }


def _vectors(catalogue: Catalogue, vectors: Encoded) -> dict[str, Floats]:
    """For each métier and field, where its texts lie together."""
    appellations = list(catalogue.appellations.values())
    labels = [without_acronyms(split_gender(one.libelle).masculine) for one in appellations]
    sentences = [(m.code, text) for m in catalogue.metiers.values() for text in m.definition]
    competences = list(catalogue.competences.values())
    places = {one.code: at for at, one in enumerate(competences)}
    liens = [
        (code, places[lien.code_ogr])
        for code, some in catalogue.liens.items()
        for lien in some
        if lien.code_ogr in places and competences[places[lien.code_ogr]].type in _OF_THE_TRADE
    ]
    of_labels = vectors.of("appellations", labels)
    of_sentences = vectors.of("definitions", [text for _, text in sentences])
    of_competences = vectors.of("competences", [one.libelle for one in competences])
    if of_labels is None or of_sentences is None or of_competences is None:
        return {}
    numbers = {code: at for at, code in enumerate(catalogue.metiers)}
    owned = (
        (of_labels, [numbers[one.code_rome] for one in appellations]),
        (of_sentences, [numbers[code] for code, _ in sentences]),
        (of_competences[[at for _, at in liens]], [numbers[code] for code, _ in liens]),
    )
    return {f: _sums(*one, len(numbers)) for f, one in zip(FIELDS, owned, strict=True)}


def _sums(matrix: Floats, owners: Sequence[int], count: int) -> Floats:
    """The unit vector of each owner's rows together; zeros for one without a row."""
    sums = np.zeros((count, matrix.shape[1]), np.float32)
    np.add.at(sums, owners, matrix)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(norms, 1e-9), np.float32)
