"""Vectors: the labels nearest in meaning, by the cosine of a sentence encoder."""

from collections.abc import Callable

import numpy as np

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.forms import LabelForms, Scores
from romarin.evaluation.baselines.meaning import (
    TextEncoder,
    e5_encoder,
    remembered_vectors,
    use_encoder,
)
from romarin.evaluation.baselines.scoring import LookupByScores, TitlesByScores
from romarin.evaluation.baselines.skills_nearest import e5_skills, use_skills
from romarin.evaluation.ground import Ground

READ = 150  # characters of an offer: 300 take twice as long, and rank no better on dev


class FormsByMeaning:
    """Scores every form by its cosine; the vectors of all are made once and kept."""

    def __init__(self, ground: Ground, make_encoder: Callable[[], TextEncoder]) -> None:
        self._encoder = ground.share(make_encoder, make_encoder)
        texts = LabelForms.of(ground).texts
        self._vectors = remembered_vectors(ground, self._encoder, "appellations", texts)

    def __call__(self, text: str) -> Scores:
        """In [0, 1]; what points away counts as 0."""
        [asked] = self._encoder.encode([text])
        # Not by BLAS: with as many threads as cores it is slower, and their number shows in the
        # last digits.
        cosines = np.einsum("ij,j->i", self._vectors, asked)
        scores: Scores = np.clip(cosines, 0.0, 1.0)
        return scores


def lookup_by(make_encoder: Callable[[], TextEncoder]) -> Callable[[Ground], LookupByScores]:
    """A search by the meaning that an encoder gives."""
    return lambda ground: LookupByScores(
        LabelForms.of(ground), FormsByMeaning(ground, make_encoder)
    )


def titles_by(make_encoder: Callable[[], TextEncoder]) -> Callable[[Ground], TitlesByScores]:
    """The same for titles; the mean of two cosines ranks as the cosine to the mean vector."""
    return lambda ground: TitlesByScores.of(
        LabelForms.of(ground), FormsByMeaning(ground, make_encoder), read=READ
    )


USE = Baseline(
    "use",
    "the label nearest in meaning: Universal Sentence Encoder multilingual, cosine",
    lookup=lookup_by(use_encoder),
    titles=titles_by(use_encoder),
    extraction=use_skills,
)
E5 = Baseline(
    "e5",
    "the label nearest in meaning: multilingual-e5-small, untuned, cosine",
    lookup=lookup_by(e5_encoder),
    titles=titles_by(e5_encoder),
    extraction=e5_skills,
)
