"""Forms: the distinct ways to write the labels of appellations, and whose each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from romarin.catalogue import Appellation
from romarin.evaluation.answers import Answer
from romarin.evaluation.ground import Ground
from romarin.text import fold

Scores: TypeAlias = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class LabelForms:
    """Every form once, as spelt where it comes first; several appellations may share one."""

    texts: tuple[str, ...]
    appellations: tuple[Appellation, ...]  # in the order of the catalogue
    _form: npt.NDArray[np.intp]  # of each pair of form and appellation, by appellation
    _starts: npt.NDArray[np.intp]  # of each appellation among the pairs

    @classmethod
    def of(cls, ground: Ground) -> Self:
        """The forms of the ground, once for all baselines."""
        return ground.share("label forms", lambda: cls._made(ground))

    @classmethod
    def _made(cls, ground: Ground) -> Self:
        texts: dict[str, str] = {}
        for form in ground.appellation_forms:
            texts.setdefault(fold(form.text), form.text)
        places = {folded: at for at, folded in enumerate(texts)}
        pairs = sorted({(one.owner, places[fold(one.text)]) for one in ground.appellation_forms})
        owners, forms = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        starts = np.searchsorted(owners, np.arange(len(ground.appellations)))
        return cls(tuple(texts.values()), ground.appellations, forms, starts)

    @property
    def folded(self) -> list[str]:
        """The texts, folded: all different."""
        return [fold(text) for text in self.texts]

    def best(self, scores: Scores, *, limit: int, above: float = 0.0) -> Sequence[Answer]:
        """Appellations by their best form, ties in the order of the catalogue.

        `scores` has one value a form; those not above `above` are no answers.
        """
        by_appellation = np.maximum.reduceat(scores[self._form], self._starts)
        return [
            Answer(one.code, one.code_rome, float(by_appellation[at]), one.libelle)
            for at in ranked(by_appellation, limit=limit, above=above)
            for one in (self.appellations[at],)
        ]


def ranked(scores: Scores, *, limit: int, above: float = 0.0) -> list[int]:
    """Places of the highest scores above a bound, highest first, ties in order of place."""
    places = np.flatnonzero(scores > above)
    if len(places) > limit:
        least = np.partition(scores[places], len(places) - limit)[len(places) - limit]
        places = places[scores[places] >= least]
    order = np.argsort(-scores[places], kind="stable")[:limit]
    return [int(at) for at in places[order]]
