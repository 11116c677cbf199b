"""Linking: the items that a phrase may mean, ranked by signs that each have a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from romarin.catalogue import TypeCompetence
from romarin.encoder import Encoder, Matrix
from romarin.engines.extraction.fit import Fit
from romarin.engines.extraction.records import DocumentKind, LikelyMetier
from romarin.engines.extraction.skills import Skills, beginnings_of, first_of
from romarin.index import Flags, Floats, Ids
from romarin.text import fold, naming, words

NEAREST = 40  # rows of vectors looked at for a phrase: some twenty-five items
SHARING = 16  # rows that share most words with it
PHRASE_WORTH = 0.95  # of a cosine to a phrase, of one to the label
LONGEST = 300  # characters of a phrase that are read
AT_ONCE = 64  # phrases named together: each takes a number for every row of the skills
SIGNS = (
    "label cosine",
    "phrase cosine",
    "cosine",
    "cosine behind best",
    "label words",
    "phrase words",
    "words behind best",
    "share of phrase",
    "share of label",
    "beginnings of phrase",
    "beginnings of label",
    "same words",
    "same first word",
    "rank",
    "label length",
    "fiches",
    "in no fiche",
    "macro cosine",
    "cosine to document",
    "cosine to heading",
    "in likely fiche",
    "macro in likely fiche",
    "principal in likely fiche",
    "share of domaine",
    "share of grand domaine",
    *(f"is {one}" for one in TypeCompetence),
    *(f"asked {one}" for one in TypeCompetence),
    *(f"claimed {one}" for one in TypeCompetence),
)
_TYPES = tuple(TypeCompetence)
_Any = TypeVar("_Any", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to name, and what is known around it."""

    text: str
    asked: bool  # knowledge or a quality, rather than a task


@dataclass(frozen=True, slots=True)
class Candidates:
    """Items that a phrase may mean, in no order, with their signs."""

    items: Ids
    signs: Floats  # (items, SIGNS)


class Linker:
    """Finds and describes candidates; safe to share between threads."""

    def __init__(self, skills: Skills, encoder: Encoder) -> None:
        """The encoder is the one that made the vectors of the skills."""
        self.skills, self._encoder = skills, encoder
        kinds = np.array([_TYPES.index(one) for one in skills.types])
        self._kinds = np.eye(len(_TYPES), dtype=np.float32)[kinds]
        self._lengths = skills.words.lengths

    def __call__(
        self,
        phrases: Sequence[Phrase],
        heading: str,
        kind: DocumentKind,
        metiers: Sequence[LikelyMetier],
    ) -> list[Candidates]:
        """The candidates of each phrase of one document."""
        if not phrases:
            return []
        texts = [fold(one.text[:LONGEST]) for one in phrases]
        encoded = self._encoder.encode([*texts, fold(heading)])
        own, count = encoded[:-1], len(phrases)
        others = (own.sum(axis=0) - own) / (count - 1) if count > 1 else own
        fit, found = Fit(self.skills, metiers), list[Candidates]()
        for first in range(0, count, AT_ONCE):
            part = slice(first, first + AT_ONCE)
            around = _Around(own[part], others[part], encoded[-1:])
            found += self._together(phrases[part], around, fit, kind)
        return found

    def _together(
        self, phrases: Sequence[Phrase], around: "_Around", fit: Fit, kind: DocumentKind
    ) -> list[Candidates]:
        cosines, near = self.skills.vectors.query(around.own, limit=NEAREST)
        spelt = [words(one.text[:LONGEST]) for one in phrases]
        named = [naming(one) for one in spelt]
        likeness = [self.skills.texts.likeness(one) for one in named]
        sharing = [_largest(one, SHARING) for one in likeness]
        table = self._table([np.concatenate(rows) for rows in zip(near, sharing, strict=True)])
        label, document, title = self._cosines(table, around)
        phrased = self._best_phrase(table, list(near), list(cosines))
        shared = [one[rows] for one, rows in zip(likeness, sharing, strict=True)]
        worded = self._best_phrase(table, sharing, shared)
        alike = np.concatenate(
            [one[items] for one, items in zip(likeness, table.by_phrase(table.items), strict=True)]
        )
        cosine = np.maximum(label, PHRASE_WORTH * phrased)
        best_words = np.maximum(alike, PHRASE_WORTH * worded)
        asked = np.array([one.asked for one in phrases])[table.phrases]
        fiches = self.skills.fiches[table.items]
        columns = [
            *(label, phrased, cosine, table.behind_best(cosine)),
            *(alike, worded, table.behind_best(best_words)),
            *self._shared(table, spelt, named),
            table.ranks(cosine + best_words / 2),
            *(self._lengths[table.items], np.log1p(fiches), fiches == 0),
            cosine[table.places(table.phrases, table.macros)],
            *(document, title),
            *fit(table.items, table.macros),
            *self._of_types(table.items, asked, kind),
        ]
        signs = np.stack(columns, axis=1).astype(np.float32)
        pairs = zip(table.by_phrase(table.items), table.by_phrase(signs), strict=True)
        return [Candidates(items, some) for items, some in pairs]

    def _table(self, rows: Sequence[Ids]) -> "_Table":
        """The items that some rows name for each phrase, and their macros."""
        skills = self.skills
        phrases = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
        items = skills.owners[np.concatenate(rows)].astype(np.int64)
        macros = skills.macros[items]
        held = macros >= 0
        keys = np.unique(
            np.concatenate([phrases, phrases[held]]) * len(skills)
            + np.concatenate([items, macros[held]])
        )
        found = (keys % len(skills)).astype(np.int32)
        macros = skills.macros[found]
        return _Table(keys, len(skills), len(rows), found, np.where(macros >= 0, macros, found))

    def _cosines(self, table: "_Table", around: "_Around") -> tuple[Floats, Floats, Floats]:
        """Of each candidate's label to its phrase, to the others, and to the heading."""
        items, places = np.unique(table.items, return_inverse=True)
        cosines = self.skills.vectors.cosines(np.concatenate(around), items)
        phrases, count = table.phrases, table.count
        return (
            cosines[phrases, places],
            cosines[count + phrases, places],
            cosines[2 * count, places],
        )

    def _best_phrase(
        self, table: "_Table", rows: Sequence[Ids], values: Sequence[Floats]
    ) -> Floats:
        """The best value among the rows of further phrases that name each candidate, 0 for none."""
        best = np.zeros(len(table.items), np.float32)
        phrases = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
        flat, told = np.concatenate(rows), np.concatenate(values)
        counted = flat >= len(self.skills)
        owners = self.skills.owners[flat[counted]]
        np.maximum.at(best, table.places(phrases[counted], owners), told[counted])
        return best

    def _shared(
        self, table: "_Table", spelt: Sequence[Sequence[str]], named: Sequence[Sequence[str]]
    ) -> tuple[Floats, ...]:
        """Shares of the phrase and of each label that are the other's, by words and beginnings."""
        skills, items, phrases = self.skills, table.items, table.phrases
        by_words = skills.words.shared(named, items, phrases)
        begun = skills.beginnings.shared([beginnings_of(one) for one in named], items, phrases)
        first = skills.firsts[items] == np.array([first_of(one) for one in spelt])[phrases]
        return (*by_words[:2], *begun[:2], by_words.same, first)

    def _of_types(self, items: Ids, asked: Flags, kind: DocumentKind) -> Floats:
        """One row a type, then the same where the phrase is asked for, then in a CV."""
        types = self._kinds[items].T
        claimed = np.float32(kind is DocumentKind.CV)
        return np.concatenate([types, asked * types, claimed * types])


class _Around(NamedTuple):
    """Vectors of some phrases of a document, and of what stands around them."""

    own: Matrix  # (phrases, dimension)
    others: Matrix  # likewise: the mean of all other phrases of the document
    heading: Matrix  # one row


@dataclass(frozen=True)
class _Table:
    """The candidates of some phrases of a document, phrase by phrase, each time in order."""

    keys: npt.NDArray[np.int64]  # phrase x width + item, rising
    width: int
    count: int  # phrases; each has a candidate at least
    items: Ids
    macros: Ids  # of each item, or itself

    @cached_property
    def phrases(self) -> npt.NDArray[np.int64]:
        """The phrase of each candidate."""
        return self.keys // self.width

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where the candidates of each phrase begin."""
        return np.searchsorted(self.keys, np.arange(self.count) * self.width)

    def by_phrase(self, values: npt.NDArray[_Any]) -> list[npt.NDArray[_Any]]:
        """The values of each phrase's candidates."""
        return np.split(values, self.starts[1:])

    def places(self, phrases: npt.NDArray[np.int64], items: Ids) -> npt.NDArray[np.int64]:
        """Where candidates stand, given by phrase and item."""
        return np.searchsorted(self.keys, phrases * self.width + items)

    def behind_best(self, values: Floats) -> Floats:
        """How far each is behind the best of its phrase."""
        return np.asarray(np.maximum.reduceat(values, self.starts)[self.phrases] - values)

    def ranks(self, values: Floats) -> Floats:
        """The logarithm of the place of each among its phrase's, 0 for the best."""
        order = np.lexsort((-values, self.phrases))
        ranks = np.empty(len(values), np.float32)
        ranks[order] = np.arange(len(values)) - self.starts[self.phrases]
        return np.log1p(ranks)


def _largest(values: Floats, count: int) -> Ids:
    """The places of the largest values above 0, at most `count`."""
    held = np.flatnonzero(values > 0)  # of flags: five times faster than of numbers
    if len(held) > count:
        held = held[np.argpartition(-values[held], count)[:count]]
    return held.astype(np.int32)
