"""Signs: the signals of a posting by name, the métiers they propose, and what the ranker weighs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from romarin.index import FIELDS, Fiche, Floats, Ids

SIDES = ("title", "text")
SIGNALS = (
    "strength",  # with the next two: what the search of appellations says of the title
    "score",
    "cosine",
    *(f"{side} words {field}" for side in SIDES for field in FIELDS),
    *(f"{side} vector {field}" for side in SIDES for field in FIELDS),
    *(f"{side} {chosen}" for side in SIDES for chosen in ("chosen", "parent", "domaine")),
    "text names",
    "all words",
)
# Of the métier alone, whatever the posting: offers learnt, whether it is one of the 532 older
# codes, how many appellations it has.
STATIC = ("popularity", "older code", "appellations")
SIGNS = (*SIGNALS, *(f"{one} behind best" for one in SIGNALS), *STATIC, "found by title")

# The signals whose best métiers are candidates, and how many of each: with what the title's search
# finds, 97 % of what recruiters chose on dev, some 60 métiers a posting.
PROPOSING = (
    "cosine",
    "title words appellations",
    "title chosen",
    "text words appellations",
    "text words competences",
    "text vector appellations",
    "text chosen",
    "all words",
)
PROPOSED = 12


def candidates_of(signals: Mapping[str, Floats]) -> Ids:
    """Numbers of métiers, sorted: those found by the title, and the best by each of PROPOSING."""
    proposed = [np.flatnonzero(signals["strength"])]
    for name in PROPOSING:
        values = signals[name]
        most = min(PROPOSED, len(values))
        best = np.argpartition(-values, most - 1)[:most]
        proposed.append(best[values[best] > 0])
    return np.asarray(np.unique(np.concatenate(proposed)), np.int32)


def signs_of(signals: Mapping[str, Floats], candidates: Ids, static: Floats) -> Floats:
    """A row for each of SIGNS, a column a candidate; `static` has a column for every métier."""
    values = np.stack([signals[name] for name in SIGNALS])
    best = values.max(axis=1, keepdims=True)
    chosen = values[:, candidates]
    rows = [chosen, chosen - best, static[:, candidates], chosen[:1] > 0]
    return np.concatenate(rows).astype(np.float32)


def static_signs(fiches: Sequence[Fiche], chosen: Floats) -> Floats:
    """A row for each of STATIC; `chosen`: how many offers were coded with each métier."""
    return np.stack(
        [
            np.log1p(chosen),
            np.array([one.code_parent == one.code for one in fiches], np.float32),
            np.log1p(np.array([one.appellations for one in fiches], np.float32)),
        ]
    ).astype(np.float32)


class Groups:
    """Métiers that share a code: a parent or a domaine professionnel."""

    def __init__(self, codes: Sequence[str]) -> None:
        numbers: dict[str, int] = defaultdict(lambda: len(numbers))
        self._groups = np.array([numbers[code] for code in codes], np.int32)

    def together(self, values: Floats) -> Floats:
        """What the métiers of a group have together, said of each; what is under 0 counts 0."""
        sums = np.bincount(self._groups, np.maximum(values, 0.0))
        return np.asarray(sums[self._groups], np.float32)
