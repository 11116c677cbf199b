"""Names: the appellations that a text says word for word."""

from collections.abc import Sequence
from math import log

import numpy as np

from romarin.engines.prediction.lexicon import Lexicon
from romarin.index import Fiches, Floats

HALF = 60  # words after which a name counts half: an offer says early what it is for


class Names:
    """Finds the longest names in a text, from each word on."""

    def __init__(self, fiches: Fiches, lexicon: Lexicon) -> None:
        self._count = len(fiches.rows)
        self._names = {
            tuple(name.split(" ")): (metiers, _worth(name.split(" "), len(metiers), lexicon))
            for name, metiers in fiches.names.items()
        }
        self._longest: dict[str, int] = {}
        for name in self._names:
            self._longest[name[0]] = max(self._longest.get(name[0], 0), len(name))

    def in_text(self, words: Sequence[str]) -> Floats:
        """For each métier the worth of its names in a text, on a log scale; 0 for none."""
        found = np.zeros(self._count, np.float32)
        for at, word in enumerate(words):
            for length in range(min(self._longest.get(word, 0), len(words) - at), 0, -1):
                named = self._names.get(tuple(words[at : at + length]))
                if named is not None:
                    metiers, worth = named
                    found[list(metiers)] += worth / (1 + at / HALF)
                    break
        return np.log1p(found)


def _worth(words: Sequence[str], metiers: int, lexicon: Lexicon) -> float:
    """Rare words are worth more, and a name that several métiers share less."""
    return lexicon.rarity(words) / (1 + log(metiers))
