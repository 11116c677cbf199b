"""Mining: for each pair a label that the model takes for near and that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

import numpy as np

from romarin.catalogue import Catalogue
from romarin.encoder import Matrix
from romarin.training.data import Pair, hard_negatives, labels_of, near_metiers
from romarin.training.examples import Example
from romarin.training.mixture import Subject

Encode = Callable[[Sequence[str]], Matrix]

_AT_ONCE = 1024  # pairs compared with all labels: 140 MB of cosines
_AMONG = 12  # nearest wrong labels, of which one is drawn: the very nearest are often right too
_CEILING = 0.9  # of the positive's cosine: a label nearer than that may be right
_NEIGHBOURS = 0.25  # share of the titles that get a neighbouring métier instead


def mine(
    sets: Mapping[Subject, Sequence[Pair]], catalogue: Catalogue, encode: Encode, *, seed: int
) -> dict[str, list[Example]]:
    """The pairs with their negatives; one without codes has none: nothing tells what is wrong."""
    random = Random(seed)
    vectors = _Vectors(encode)
    return {
        subject.value: _mined(pairs, subject, catalogue, vectors, random)
        for subject, pairs in sets.items()
    }


class _Vectors:
    """The vectors of texts, each encoded once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._rows: dict[str, int] = {}
        self._matrices: list[Matrix] = []

    def of(self, texts: Sequence[str]) -> Matrix:
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows |= {text: len(self._rows) + at for at, text in enumerate(new)}
            self._matrices.append(self._encode(new))
            self._matrices = [np.concatenate(self._matrices)]
        return self._matrices[0][[self._rows[text] for text in texts]]


def _mined(
    pairs: Sequence[Pair], subject: Subject, catalogue: Catalogue, vectors: _Vectors, random: Random
) -> list[Example]:
    labels = labels_of(catalogue, skills=subject is Subject.SKILLS)
    keys = dict(zip(labels.texts, labels.keys, strict=True))
    matrix = vectors.of(labels.texts)
    anchors = vectors.of([pair.anchor for pair in pairs])
    positives = vectors.of([pair.positive for pair in pairs])
    examples = []
    for first in range(0, len(pairs), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        found = hard_negatives(
            pairs[some],
            anchors[some],
            positives[some],
            labels,
            matrix,
            limit=_AMONG,
            ceiling=_CEILING,
        )
        for pair, negatives in zip(pairs[some], found, strict=True):
            neighbour = _neighbour(pair, catalogue, random)
            if neighbour:
                examples.append(Example(pair, *neighbour))
            elif negatives:
                text = random.choice(negatives)
                examples.append(Example(pair, text, keys[text]))
            else:
                examples.append(Example(pair))
    return examples


def _neighbour(
    pair: Pair, catalogue: Catalogue, random: Random
) -> tuple[str, tuple[str, ...]] | None:
    """Now and then the label of a métier that one moves to from the pair's own, and its code."""
    codes = [code for code in pair.keys if code in catalogue.metiers]
    if not codes or random.random() >= _NEIGHBOURS:
        return None
    near = [
        (label, (code,))
        for label, code in near_metiers(catalogue, codes[0])
        if code not in pair.keys and label not in (pair.anchor, pair.positive)
    ]
    return random.choice(near) if near else None
