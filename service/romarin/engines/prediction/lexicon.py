"""Lexicon: the words that postings and fiches share, their weights, and likeness by them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from romarin.index import FIELDS, Fiches, Floats, Ids, Postings

TITLE_TIMES = 3  # that a word of the title counts beside one of the text
# How often a word of each field of a fiche counts where the fiche is read as one text.
FIELD_TIMES = {"appellations": 3, "definition": 2, "competences": 1}


class Reading(NamedTuple):
    """The words of a text that the lexicon knows, by number, in a vector of length 1."""

    words: Ids
    weights: Floats


class Lexicon:
    """Words by number: those learnt from offers first, then those that only fiches hold."""

    def __init__(
        self, learnt: Sequence[str], rarities: Floats, rarest: float, fiches: Fiches
    ) -> None:
        """Weighs the fiches: some tenths of a second on the full ROME.

        `rarities`: of the words learnt, the log of texts in all over texts that hold the word;
        `rarest`: that of a word that no offer held.
        """
        self._numbers = {word: at for at, word in enumerate(learnt)}
        for word in fiches.words:
            self._numbers.setdefault(word, len(self._numbers))
        self._rarities = np.full(len(self._numbers), rarest, np.float32)
        self._rarities[: len(learnt)] = rarities
        self._fields = self._weighed([fiches.counts[name] for name in FIELDS], fiches)
        self._whole = self._weighed([_whole(fiches)], fiches)

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
        """The cosine to each field of each fiche, one value a métier."""
        found = self._fields.sum(*reading).reshape(len(FIELDS), -1)
        return dict(zip(FIELDS, found, strict=True))

    def likeness_to_whole(self, reading: Reading) -> Floats:
        """The cosine to each fiche read as one text."""
        return self._whole.sum(*reading)

    def _weighed(self, fields: Sequence[Ids], fiches: Fiches) -> Postings:
        """One column a field and métier."""
        count = len(fiches.rows)
        numbers = np.array([self._numbers[word] for word in fiches.words], np.int32)
        return Postings.of(
            np.concatenate([numbers[words] for _, words, _ in fields]),
            np.concatenate([metiers + at * count for at, (metiers, _, _) in enumerate(fields)]),
            np.concatenate([self._weights(one, numbers) for one in fields]),
            height=len(self._numbers),
            width=len(fields) * count,
        )

    def _weights(self, cells: Ids, numbers: Ids) -> Floats:
        """Of each cell (métier, word, times), so that each métier has a vector of length 1."""
        metiers, words, times = cells
        weights = (1 + np.log(times)) * self._rarities[numbers[words]]
        norms = np.sqrt(np.bincount(metiers, weights**2))
        return np.asarray(weights / norms[metiers], np.float32)


def _whole(fiches: Fiches) -> Ids:
    """The counts of all fields together, each word as often as its field says."""
    parts = [fiches.counts[name] * [[1], [1], [FIELD_TIMES[name]]] for name in FIELDS]
    metiers, words, times = np.concatenate(parts, axis=1)
    width = len(fiches.words)
    cells, places = np.unique(metiers.astype(np.int64) * width + words, return_inverse=True)
    summed = np.bincount(places, times)
    return np.stack([*np.divmod(cells, width), summed]).astype(np.int32)
