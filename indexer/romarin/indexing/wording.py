"""Wording of a catalogue's skills: words of labels and phrases, macros and fiches."""

from collections.abc import Mapping, Sequence

import numpy as np

from romarin.catalogue import Catalogue, Coeur, Phrase
from romarin.index import Flags, Ids, Wording
from romarin.text import naming_words


def wording_of(catalogue: Catalogue, phrases: Sequence[Phrase]) -> Wording:
    """One row a label in catalogue order, then one a phrase."""
    competences = list(catalogue.competences.values())
    places = {one.code: at for at, one in enumerate(competences)}
    texts = [*(one.libelle for one in competences), *(one.text for one in phrases)]
    vocabulary: dict[str, int] = {}
    cells = [
        (row, vocabulary.setdefault(word, len(vocabulary)))
        for row, text in enumerate(texts)
        for word in naming_words(text)
    ]
    links, core = _links(catalogue, places)
    return Wording(
        vocabulary=list(vocabulary),
        cells=_columns(cells),
        owners=np.array(
            [*range(len(competences)), *(places[one.code] for one in phrases)], np.int32
        ),
        macros=np.array([places.get(one.code_macro, -1) for one in competences], np.int32),
        metiers=list(catalogue.metiers),
        links=links,
        core=core,
    )


def _links(catalogue: Catalogue, places: Mapping[str, int]) -> tuple[Ids, Flags]:
    """(métier, item) of each link to a skill, and whether the item is a principal one."""
    liens = [
        (metier, places[lien.code_ogr], lien.coeur is Coeur.PRINCIPALE)
        for metier, code in enumerate(catalogue.metiers)
        for lien in catalogue.liens[code]
        if lien.code_ogr in places
    ]
    core = np.array([core for _, _, core in liens], np.bool_)
    return _columns([(metier, item) for metier, item, _ in liens]), core


def _columns(pairs: Sequence[tuple[int, int]]) -> Ids:
    return np.array(pairs, np.int32).reshape(-1, 2).T
