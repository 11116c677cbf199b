"""Linking: the items that a phrase may mean, ranked by signs that each have a name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from romarin.catalogue import TypeCompetence
from romarin.encoder import Encoder, Matrix
from romarin.engines.extraction.fit import Fit
from romarin.engines.extraction.records import DocumentKind, LikelyMetier
from romarin.engines.extraction.skills import Skills, beginnings_of, first_of
from romarin.index import Flags, Floats, Ids
from romarin.text import fold, naming, words

NEAREST = 60  # rows of vectors looked at for a phrase: some thirty items
SHARING = 25  # rows that share most words with it
PHRASE_WORTH = 0.95  # of a cosine to a phrase, of one to the label
LONGEST = 300  # characters of a phrase that are read
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
        own, head = encoded[:-1], encoded[-1]
        cosines, rows = self.skills.vectors.query(own, limit=NEAREST)
        fit = Fit(self.skills, metiers)
        found = []
        for at, phrase in enumerate(phrases):
            others = np.delete(own, at, axis=0) if len(own) > 1 else own
            around = np.stack([own[at], others.mean(axis=0), head])
            found.append(self._candidates(phrase, kind, around, (cosines[at], rows[at]), fit))
        return found

    def _candidates(
        self,
        phrase: Phrase,
        kind: DocumentKind,
        around: Matrix,
        near: tuple[Floats, Ids],
        fit: Fit,
    ) -> Candidates:
        skills = self.skills
        spelt = words(phrase.text[:LONGEST])
        text = naming(spelt)
        likeness = skills.texts.likeness(text)
        sharing = _largest(likeness, SHARING)
        items, macros = self._items(np.concatenate([near[1], sharing]))
        label, document, heading = skills.vectors.cosines(around, items)
        phrased = _best(items, skills.owners[near[1]], near[0], near[1] >= len(skills))
        cosine = np.maximum(label, PHRASE_WORTH * phrased)
        worded = _best(items, skills.owners[sharing], likeness[sharing], sharing >= len(skills))
        columns = [
            *(label, phrased, cosine, cosine.max() - cosine),
            *_of_words(likeness[items], worded),
            *self._shared(spelt, text, items),
            _ranks(cosine + np.maximum(likeness[items], PHRASE_WORTH * worded) / 2),
            *(self._lengths[items], np.log1p(skills.fiches[items]), skills.fiches[items] == 0),
            cosine[np.searchsorted(items, macros)],
            *(document, heading),
            *fit(items, macros),
            *self._of_types(items, phrase, kind),
        ]
        return Candidates(items, np.stack(columns, axis=1).astype(np.float32))

    def _items(self, rows: Ids) -> tuple[Ids, Ids]:
        """The items that rows name and their macros, sorted; the macro of each, or itself."""
        skills = self.skills
        items = np.unique(skills.owners[rows])
        macros = skills.macros[items]
        items = np.unique(np.concatenate([items, macros[macros >= 0]])).astype(np.int32)
        return items, np.where(skills.macros[items] >= 0, skills.macros[items], items)

    def _shared(self, spelt: Sequence[str], text: Sequence[str], items: Ids) -> tuple[Floats, ...]:
        """Shares of the phrase and of each label that are the other's, by words and beginnings."""
        by_words = self.skills.words.shared(text, items)
        begun = self.skills.beginnings.shared(beginnings_of(text), items)
        first = self.skills.firsts[items] == first_of(spelt)
        return (*by_words[:2], *begun[:2], by_words.same, first)

    def _of_types(self, items: Ids, phrase: Phrase, kind: DocumentKind) -> Floats:
        """One row a type, then the same where the phrase is asked for, then in a CV."""
        types = self._kinds[items].T
        claimed = np.float32(kind is DocumentKind.CV)
        return np.concatenate([types, np.float32(phrase.asked) * types, claimed * types])


def _of_words(label: Floats, phrase: Floats) -> tuple[Floats, Floats, Floats]:
    """Words shared with each label, with the best phrase of it, and how far behind the best."""
    worded = np.maximum(label, PHRASE_WORTH * phrase)
    return label, phrase, worded.max() - worded


def _largest(values: Floats, count: int) -> Ids:
    """The places of the largest values above 0, at most `count`."""
    held = np.flatnonzero(values > 0)  # of flags: five times faster than of numbers
    if len(held) > count:
        held = held[np.argpartition(-values[held], count)[:count]]
    return held.astype(np.int32)


def _best(items: Ids, owners: Ids, values: Floats, counted: Flags) -> Floats:
    """The best of the values counted that each item owns, 0 for none; `items` are sorted."""
    best = np.zeros(len(items), np.float32)
    places = np.searchsorted(items, owners[counted])
    np.maximum.at(best, places, values[counted])
    return best


def _ranks(values: Floats) -> Floats:
    """The logarithm of the place of each value, 0 for the best."""
    order = np.empty(len(values), np.float32)
    order[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return np.log1p(order)
