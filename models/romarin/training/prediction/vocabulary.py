"""Vocabulary: the words of offers that are weighed and learnt from."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Offers that hold a word before it is learnt: names of people and of small firms stay out.
COMMON = 8
COMMON_IN_ROME = 2  # of a word that some fiche holds too


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with their rarity: log of offers in all over offers that hold the word, plus 1."""

    words: Sequence[str]
    rarities: NDArray[np.float32]
    rarest: float  # of a word that no offer holds


def learn_vocabulary(offers: Iterable[Sequence[str]], known: Set[str]) -> Vocabulary:
    """`known`: the words of the fiches."""
    held: Counter[str] = Counter()
    total = 0
    for words in offers:
        held.update(set(words))
        total += 1
    kept = sorted(
        word
        for word, count in held.items()
        if count >= (COMMON_IN_ROME if word in known else COMMON)
    )
    counts = np.array([held[word] for word in kept])
    rarities = np.log((total + 1) / (counts + 1)) + 1
    return Vocabulary(kept, rarities.astype(np.float32), float(np.log(total + 1) + 1))
