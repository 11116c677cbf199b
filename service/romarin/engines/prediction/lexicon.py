"""Lexicon: the words that postings and fiches share, their weights, and likeness by them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from romarin.index import FIELDS, Fiches, Floats, Ids, Postings

TITLE_TIMES = 3  # that a word of the title counts beside one of the text
# How often a word of each field of a fiche counts where the fiche is read as one text.
FIELD_TIMES = {"appellations": 3, "definition": 2, "competences": 1}
WHOLE = "fiche"
LIKENESSES = (*FIELDS, WHOLE)


class Reading(NamedTuple):
    """The words of a text that the lexicon knows, by number, in a vector of length 1."""

    words: Ids
    weights: Floats


@dataclass(frozen=True)
class Lexicon:
    """Words by number: those learnt from offers first, then those that only fiches hold."""

    learnt: Sequence[str]
    rarities: Floats  # of the words learnt: log of texts in all over texts that hold the word
    rarest: float  # of a word that no offer held
    fiches: Fiches = field(repr=False)

    def __post_init__(self) -> None:
        """Numbers the words and weighs the fiches: some tenths of a second on the full ROME."""
        numbers = {word: at for at, word in enumerate(self.learnt)}
        for word in self.fiches.words:
            numbers.setdefault(word, len(numbers))
        rarities = np.full(len(numbers), self.rarest, np.float32)
        rarities[: len(self.learnt)] = self.rarities
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_rarities", rarities)
        object.__setattr__(self, "_fiches", self._weighed(numbers, rarities))

    _numbers: Mapping[str, int] = field(init=False, repr=False)
    _rarities: Floats = field(init=False, repr=False)
    _fiches: Postings = field(init=False, repr=False)

    def read(self, words: Sequence[str]) -> Reading:
        """The words as a vector; empty where none is known."""
        counts = Counter(words)
        known = [
            (number, times)
            for word, times in counts.items()
            if (number := self._numbers.get(word)) is not None
        ]
        if not known:
            return Reading(np.zeros(0, np.int32), np.zeros(0, np.float32))
        numbers, times = np.array(known, np.int32).T
        weights = (1 + np.log(times)) * self._rarities[numbers]
        return Reading(numbers, np.asarray(weights / np.linalg.norm(weights), np.float32))

    def rarity(self, words: Sequence[str]) -> float:
        """The rarities of some words together; a word that is not known adds nothing."""
        known = [self._numbers[word] for word in words if word in self._numbers]
        return float(self._rarities[known].sum())

    def likeness(self, reading: Reading) -> dict[str, Floats]:
        """The cosine to each field of each fiche and to the WHOLE of it, one value a métier."""
        found = self._fiches.sum(*reading).reshape(len(LIKENESSES), -1)
        return dict(zip(LIKENESSES, found, strict=True))

    def _weighed(self, numbers: Mapping[str, int], rarities: Floats) -> Postings:
        """One column a field and métier."""
        count = len(self.fiches.rows)
        renumbered = np.array([numbers[word] for word in self.fiches.words], np.int32)
        rows, columns, values = [], [], []
        for at, cells in enumerate((*map(self.fiches.counts.get, FIELDS), self._whole())):
            assert cells is not None
            metiers, words, times = cells
            weights = (1 + np.log(times)) * rarities[renumbered[words]]
            norms = np.sqrt(np.bincount(metiers, weights**2, minlength=count))
            rows.append(renumbered[words])
            columns.append(metiers + at * count)
            values.append(weights / norms[metiers])
        return Postings.of(
            np.concatenate(rows),
            np.concatenate(columns),
            np.concatenate(values),
            height=len(numbers),
            width=len(LIKENESSES) * count,
        )

    def _whole(self) -> Ids:
        """The counts of all fields together, each word as often as its field says."""
        parts = [self.fiches.counts[name] * [[1], [1], [FIELD_TIMES[name]]] for name in FIELDS]
        metiers, words, times = np.concatenate(parts, axis=1)
        cells, places = np.unique(
            metiers.astype(np.int64) * len(self.fiches.words) + words, return_inverse=True
        )
        summed = np.bincount(places, times)
        return np.stack([*np.divmod(cells, len(self.fiches.words)), summed]).astype(np.int32)
