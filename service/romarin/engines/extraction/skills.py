"""Skills: every item that a phrase may mean, by its words, its vectors and its fiches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from romarin.catalogue import TypeCompetence
from romarin.engines.extraction.bags import Bags
from romarin.engines.extraction.errors import EncoderNeeded
from romarin.index import Artefact, Floats, Ids, Postings, VectorIndex, Wording
from romarin.text import words

BEGINNING = 5  # letters
_DOMAINE = 3  # characters of a code ROME


@dataclass(frozen=True)
class Texts:
    """The rarity of words, and which rows of the vectors hold them."""

    numbers: dict[str, int]
    rarities: Floats
    postings: Postings  # word -> row, weights of rows of length 1

    @classmethod
    def of(cls, wording: Wording) -> Self:
        """The words of all rows."""
        rows, numbers = np.unique(wording.cells, axis=1)
        held = np.bincount(numbers, minlength=len(wording.vocabulary))
        height = len(wording.owners)
        rarities = np.log(height / (1 + held)).astype(np.float32)
        weights = rarities[numbers]
        norms = np.sqrt(np.bincount(rows, weights**2, minlength=height))
        postings = Postings.of(
            numbers, rows, weights / norms[rows], height=len(wording.vocabulary), width=height
        )
        places = {word: at for at, word in enumerate(wording.vocabulary)}
        return cls(places, rarities, postings)

    def likeness(self, text: Sequence[str]) -> Floats:
        """The cosine of some words to every row."""
        known = sorted({self.numbers[word] for word in text if word in self.numbers})
        unknown = len({word for word in text if word not in self.numbers})
        numbers = np.array(known, np.int32)
        weights = self.rarities[numbers]
        norm = float(np.sqrt((weights**2).sum() + unknown * self.rarities.max(initial=1.0) ** 2))
        if not known:
            return np.zeros(self.postings.width, np.float32)
        return self.postings.sum(numbers, np.asarray(weights / norm, np.float32))


@dataclass(frozen=True)
class Skills:
    """The items of an artefact; rows of the vectors are their labels, then further phrases."""

    codes: Sequence[str]
    types: Sequence[TypeCompetence]
    libelles: Sequence[str]
    vectors: VectorIndex
    owners: Ids  # the item of each row
    twins: Ids  # equal for items whose labels differ by gender or plural
    macros: Ids  # -1 for none
    metiers: dict[str, int]  # number by code ROME
    links: tuple[Ids, Ids]  # of each métier: where its items begin, and the items
    core: frozenset[tuple[int, int]]  # (métier, item) of principal items
    fiches: Floats  # how many hold each item
    shares: Floats  # of the fiches that hold an item, those of each domaine: (items, domaines)
    domaines: dict[str, int]
    texts: Texts
    words: Bags  # of the labels
    beginnings: Bags  # of the words of the labels
    firsts: npt.NDArray[np.str_]  # how the first word of each label begins

    @classmethod
    def of(cls, artefact: Artefact) -> Self:
        """Raises EncoderNeeded for an artefact without vectors."""
        section, wording = artefact.section("competences"), artefact.wording()
        if section.vectors is None:
            raise EncoderNeeded(artefact.folder)
        libelles = [libelle for _, _, libelle in section.rows]
        count = len(libelles)
        stems = _stems(wording, count)
        fiches, shares, domaines = _shares(wording, count)
        return cls(
            codes=[code for code, _, _ in section.rows],
            types=[TypeCompetence(type_) for _, type_, _ in section.rows],
            libelles=libelles,
            vectors=section.vectors,
            owners=wording.owners,
            twins=section.twins,
            macros=wording.macros,
            metiers={code: at for at, code in enumerate(wording.metiers)},
            links=_links(wording),
            core=frozenset(zip(*wording.links[:, wording.core].tolist(), strict=True)),
            fiches=fiches,
            shares=shares,
            domaines=domaines,
            texts=Texts.of(wording),
            words=Bags.of(stems),
            beginnings=Bags.of([beginnings_of(one) for one in stems]),
            firsts=np.array([first_of(words(one)) for one in libelles]),
        )

    def __len__(self) -> int:
        """Number of items."""
        return len(self.codes)

    def items_of(self, code_rome: str) -> Ids:
        """The items of a fiche; none for an unknown code."""
        number = self.metiers.get(code_rome)
        if number is None:
            return np.zeros(0, np.int32)
        starts, items = self.links
        return items[starts[number] : starts[number + 1]]

    def is_core(self, code_rome: str, item: int) -> bool:
        """Whether the item is a principal one of the fiche."""
        return (self.metiers.get(code_rome, -1), item) in self.core


def _stems(wording: Wording, count: int) -> list[frozenset[str]]:
    rows, numbers = wording.cells
    ends = np.cumsum(np.bincount(rows, minlength=count))[:count]
    starts = [0, *ends[:-1].tolist()]
    named = [wording.vocabulary[at] for at in numbers[: ends[-1]].tolist()]
    return [frozenset(named[a:b]) for a, b in zip(starts, ends.tolist(), strict=True)]


def _links(wording: Wording) -> tuple[Ids, Ids]:
    metiers, items = wording.links
    starts = np.zeros(len(wording.metiers) + 1, np.int32)
    np.cumsum(np.bincount(metiers, minlength=len(wording.metiers)), out=starts[1:])
    return starts, items[np.argsort(metiers, kind="stable")]


def _shares(wording: Wording, count: int) -> tuple[Floats, Floats, dict[str, int]]:
    metiers, items = wording.links
    names = sorted({code[:_DOMAINE] for code in wording.metiers})
    domaines = {name: at for at, name in enumerate(names)}
    of_metier = np.array([domaines[code[:_DOMAINE]] for code in wording.metiers], np.int32)
    shares = np.zeros((count, len(names)), np.float32)
    np.add.at(shares, (items, of_metier[metiers]), 1.0)
    fiches = shares.sum(axis=1)
    return fiches, shares / np.maximum(fiches, 1)[:, None], domaines


def beginnings_of(stems: Iterable[str]) -> list[str]:
    """How words begin: "nettoyage" and "nettoyer" begin alike."""
    return [word[:BEGINNING] for word in stems]


def first_of(spelt: Sequence[str]) -> str:
    """How the first of some folded words begins."""
    return spelt[0][:BEGINNING] if spelt else ""
