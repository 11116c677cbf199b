"""Hard negatives: labels near a pair by meaning that are of other métiers or skills."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from romarin.catalogue import Catalogue
from romarin.encoder import Matrix
from romarin.text import split_gender
from romarin.training.data.pair import Pair

# Nearer than this share of the positive's own similarity, a label may well be right: the ROME has
# near-duplicates, and the recruiter's code is one among those that an expert accepts.
CEILING = 0.97
_LOOKED_AT = 256  # nearest labels: to sort all takes most of the time


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts that may serve as negatives, each with the codes it speaks of."""

    texts: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]  # codes ROME of appellations, OGR of skills


def labels_of(catalogue: Catalogue, *, skills: bool = False) -> Labels:
    """The masculine forms of the appellations, or the labels of the skills, each text once."""
    if skills:
        items = [(one.libelle, one.code) for one in catalogue.competences.values()]
    else:
        items = [
            (split_gender(one.libelle).masculine, one.code_rome)
            for one in catalogue.appellations.values()
        ]
    keys: dict[str, tuple[str, ...]] = {}
    for text, code in items:  # some labels stand under two codes
        keys[text] = (*keys.get(text, ()), code)
    return Labels(tuple(keys), tuple(keys.values()))


def hard_negatives(
    pairs: Sequence[Pair],
    anchors: Matrix,
    positives: Matrix,
    labels: Labels,
    vectors: Matrix,
    *,
    limit: int = 4,
    ceiling: float = CEILING,
) -> list[tuple[str, ...]]:
    """For each pair, the nearest labels that share none of its keys, nearest first.

    `anchors` and `positives` hold a unit row a pair, `vectors` one a label. Labels whose cosine to
    the anchor is above `ceiling` times the positive's are taken for right answers and left out. A
    pair without keys has no negatives: nothing says which labels are wrong. Costs pairs x labels
    cosines at once: give some thousand pairs a call.
    """
    masks = _masks(labels)
    similar = anchors @ vectors.T
    limits = np.einsum("ij,ij->i", anchors, positives) * ceiling
    found = []
    for at, pair in enumerate(pairs):
        row = np.where(similar[at] <= limits[at], similar[at], -np.inf)
        for key in pair.keys:
            row[masks.get(key, _NOTHING)] = -np.inf
        found.append(_nearest(row, pair, labels, limit) if pair.keys else ())
    return found


def near_metiers(
    catalogue: Catalogue, code_rome: str, *, limit: int = 4
) -> tuple[tuple[str, str], ...]:
    """Masculine labels and codes of the métiers that one moves to from this one, nearest first."""
    moves = catalogue.mobilites.get(code_rome, ())[:limit]
    codes = [move.code_rome_cible for move in moves if move.code_rome_cible in catalogue.metiers]
    labels = (split_gender(catalogue.metiers[code].libelle).masculine for code in codes)
    return tuple(zip(labels, codes, strict=True))


_NOTHING: npt.NDArray[np.intp] = np.empty(0, dtype=np.intp)


def _masks(labels: Labels) -> dict[str, npt.NDArray[np.intp]]:
    """Places of the labels of each key."""
    places: dict[str, list[int]] = {}
    for at, keys in enumerate(labels.keys):
        for key in keys:
            places.setdefault(key, []).append(at)
    return {key: np.array(found, dtype=np.intp) for key, found in places.items()}


def _nearest(
    row: npt.NDArray[np.floating], pair: Pair, labels: Labels, limit: int
) -> tuple[str, ...]:
    """Texts of the highest finite values, ties in the order of the labels, each text once."""
    texts: dict[str, None] = {}
    highest = np.sort(np.argpartition(-row, min(_LOOKED_AT, len(row)) - 1)[:_LOOKED_AT])
    for at in highest[np.argsort(-row[highest], kind="stable")]:
        if len(texts) == limit or row[at] == -np.inf:
            break
        if labels.texts[at] not in (pair.anchor, pair.positive):
            texts[labels.texts[at]] = None
    return tuple(texts)
