"""Bags: the words of every label, and how much of a phrase and of a label is shared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from romarin.index import Floats, Ids


class Shared(NamedTuple):
    """One value a label, in [0, 1]."""

    of_phrase: Floats  # of what the phrase's words weigh, that which the label holds
    of_label: Floats  # the other way round
    same: Floats  # 1 where both hold the same words


@dataclass(frozen=True)
class Bags:
    """Sets of words, one a label; a rare word weighs more: log(labels / labels that hold it)."""

    numbers: dict[str, int]
    weights: Floats
    rarest: float  # weight of a word that no label holds
    starts: Ids  # of each label among the words, and the end of the last
    words: Ids
    totals: Floats  # weight of each label

    @classmethod
    def of(cls, labels: Sequence[Iterable[str]]) -> Self:
        """In the order of the labels."""
        bags = [sorted(set(label)) for label in labels]
        held = Counter(word for bag in bags for word in bag)
        numbers = {word: at for at, word in enumerate(held)}
        counts = np.array(list(held.values()), np.float32)
        weights = np.log(max(len(bags), 1) / (1 + counts)).astype(np.float32)
        starts = np.zeros(len(bags) + 1, np.int32)
        np.cumsum([len(bag) for bag in bags], out=starts[1:])
        words = np.array([numbers[word] for bag in bags for word in bag], np.int32)
        owners = np.repeat(np.arange(len(bags)), np.diff(starts))
        totals = np.bincount(owners, weights[words], minlength=len(bags)).astype(np.float32)
        return cls(numbers, weights, float(weights.max(initial=1.0)), starts, words, totals)

    @property
    def lengths(self) -> Floats:
        """Words of each label."""
        return np.diff(self.starts).astype(np.float32)

    def shared(
        self,
        phrases: Sequence[Iterable[str]],
        labels: Ids,
        asked: npt.NDArray[np.integer[Any]],
    ) -> Shared:
        """What some labels share with a phrase each, `asked` by its place; one value a label."""
        bags = [set(phrase) for phrase in phrases]
        marked = np.full((len(bags), len(self.numbers)), np.nan, np.float32)
        totals, sizes = np.zeros(len(bags), np.float32), np.array([len(bag) for bag in bags])
        for at, bag in enumerate(bags):
            known = [self.numbers[word] for word in bag if word in self.numbers]
            marked[at, known] = self.weights[known]
            totals[at] = self.weights[known].sum() + (len(bag) - len(known)) * self.rarest
        first = self.starts[labels]
        lengths = self.starts[labels + 1] - first
        ends = np.cumsum(lengths)
        cells = np.repeat(first - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)
        owner = np.repeat(np.arange(len(labels)), lengths)
        found = marked[asked[owner], self.words[cells]]
        held = ~np.isnan(found)
        common = np.bincount(owner[held], found[held], minlength=len(labels))
        count = np.bincount(owner[held], minlength=len(labels))
        return Shared(
            np.asarray(common / np.maximum(totals[asked], _LEAST), np.float32),
            np.asarray(common / np.maximum(self.totals[labels], _LEAST), np.float32),
            ((count == lengths) & (lengths == sizes[asked])).astype(np.float32),
        )


_LEAST = 1e-3  # weight, so that an empty phrase or label divides
