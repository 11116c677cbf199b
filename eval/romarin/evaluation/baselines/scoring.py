"""Scoring: a search, and a reader of titles, of whatever can score every form of the labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self, TypeAlias

import numpy as np

from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.forms import LabelForms, Scores
from romarin.evaluation.baselines.titles import DEEP, one_per_metier
from romarin.evaluation.cases.offers import without_gender_mark

Score: TypeAlias = Callable[[str], Scores]  # in [0, 1], one a form, for a text that is not blank

TEXT_WEIGHT = 0.5  # beside 1 for the title: near the best of 0.1 to 1 on dev for every baseline
READ = 600  # characters of an offer: 2,000 rank no better on dev


@dataclass(frozen=True, slots=True)
class LookupByScores:
    """The appellations whose best form scores highest."""

    forms: LabelForms
    score: Score

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, best first; none that scores 0."""
        return self.forms.best(self.score(query), limit=limit) if query.strip() else []


@dataclass(frozen=True, slots=True)
class TitlesByScores:
    """The same for titles; with a text, the weighted mean of both scores. See `of`."""

    forms: LabelForms
    score: Score
    read: int
    reads_text: bool = True

    @classmethod
    def of(cls, forms: LabelForms, score: Score, *, read: int = READ) -> Self:
        """`read` is in characters; a title asked again with its text is not scored again."""
        return cls(forms, lru_cache(maxsize=1)(score), read)

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` métiers, each by its best appellation."""
        parts = ((without_gender_mark(title), 1.0), (text[: self.read], TEXT_WEIGHT))
        given = [(part, weight) for part, weight in parts if part.strip()]
        if not given:
            return []
        total = sum(weight for _, weight in given)
        weighted = [self.score(part) * np.float32(weight / total) for part, weight in given]
        scores: Scores = np.sum(weighted, axis=0)
        return one_per_metier(self.forms.best(scores, limit=DEEP * limit))[:limit]
