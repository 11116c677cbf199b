"""Prediction engine: postings in, métiers with probabilities out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from romarin.catalogue import Release
from romarin.encoder import DEFAULT, Encoder
from romarin.engines.loading import load_encoder_of
from romarin.engines.prediction.answer import (
    Posting,
    Predicted,
    PredictedAppellation,
    PredictedMetier,
)
from romarin.engines.prediction.associations import Associations
from romarin.engines.prediction.naf import Sectors
from romarin.engines.prediction.ranker import Given, Ranker, Rankers
from romarin.engines.prediction.reader import Reader, Sensed
from romarin.engines.prediction.signs import SIGNS
from romarin.engines.prediction.titles import TitleSearch
from romarin.index import Artefact, Fiches

NOTHING = Predicted((), 0.0, unsure=True)


class Prediction:
    """Predicts métiers of offers and CVs; safe to share between threads."""

    def __init__(
        self,
        fiches: Fiches,
        release: Release,
        titles: TitleSearch,
        encoder: Encoder | None,
    ) -> None:
        """See `load` for the usual way in."""
        self.release = release
        weights = Rankers.packaged().of(encoder.name if encoder else None)
        # Weights that ask no vector: then none is encoded.
        asked = encoder if weights.encoder is not None else None
        self._reader = Reader(fiches, Associations.packaged(), titles, asked)
        self._rankers = {given: Ranker(one, SIGNS) for given, one in weights.given.items()}
        self._sectors = Sectors(fiches.rows)

    @classmethod
    def load(cls, folder: Path | str, *, encoder: Encoder | str = DEFAULT) -> Self:
        """Opens an artefact folder; the encoder is the artefact's own unless another is given.

        Raises ArtefactMissing, ArtefactDamaged, ArtefactMismatch, or an error of the encoder.
        """
        # Here alone, for those who want one line: others give `of` the lookup that they have.
        from romarin.engines.lookup import Lookup

        artefact = Artefact.open(Path(folder))
        chosen = load_encoder_of(artefact, encoder)
        return cls.of(artefact, chosen, Lookup.of(artefact, chosen))

    @classmethod
    def of(cls, artefact: Artefact, encoder: Encoder | None, titles: TitleSearch) -> Self:
        """The engine over an artefact that is already open; `titles` searches the same one."""
        return cls(artefact.fiches(), artefact.manifest.inputs.release, titles, encoder)

    def __call__(
        self, title: str = "", text: str = "", naf: str = "", *, limit: int = 5
    ) -> Predicted:
        """Up to `limit` (1 to 25) métiers; the first n never depend on `limit`."""
        return self.many([Posting(title, text, naf)], limit=limit)[0]

    def many(self, postings: Sequence[Posting], *, limit: int = 5) -> list[Predicted]:
        """One answer a posting, in order; their titles and texts are encoded in one call."""
        return [
            self._answer(posting, sensed, limit)
            for posting, sensed in zip(postings, self._reader.read(postings), strict=True)
        ]

    def _answer(self, posting: Posting, sensed: Sensed, limit: int) -> Predicted:
        given = given_of(posting)
        if given is None or not len(sensed.candidates):
            return NOTHING
        ranker = self._rankers[given]
        listed = self._sectors.listed(posting.naf)[sensed.candidates]
        scores = ranker.probabilities(sensed.signs, listed)
        order = np.lexsort((sensed.candidates, -scores))
        first, *others = scores[order[:2]].tolist()
        margin = first - sum(others)
        metiers = tuple(
            self._metier(int(sensed.candidates[at]), float(scores[at]), sensed)
            for at in order[:limit]
        )
        return Predicted(metiers, margin, unsure=margin < ranker.numbers.least_margin)

    def _metier(self, number: int, score: float, sensed: Sensed) -> PredictedMetier:
        fiche = self._reader.fiches.rows[number]
        principal = PredictedAppellation(fiche.ogr, fiche.appellation)
        named = sensed.appellations.get(fiche.code, principal)
        return PredictedMetier(fiche.code, fiche.libelle, named, score)


def given_of(posting: Posting) -> Given | None:
    """What there is to read; None for nothing."""
    match bool(posting.title.strip()), bool(posting.text.strip()):
        case True, True:
            return Given.BOTH
        case True, False:
            return Given.TITLE
        case False, True:
            return Given.TEXT
        case _:
            return None
