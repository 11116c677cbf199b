"""Words: the labels with the most and the rarest words in common, by BM25."""

import re

import numpy as np

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.forms import LabelForms, Scores
from romarin.evaluation.baselines.scoring import LookupByScores, TitlesByScores
from romarin.evaluation.ground import Ground
from romarin.text import fold

_WORD = re.compile(r"[^\W_]+")


class FormsByWords:
    """Scores every form by BM25 with its usual settings, each word of the query counted once."""

    def __init__(self, ground: Ground) -> None:
        # Imported here: it takes a second, and only this baseline needs it.
        import bm25s

        forms = [_words(form) for form in LabelForms.of(ground).folded]
        self._bm25 = bm25s.BM25()
        self._bm25.index(forms, show_progress=False)
        self._ceiling = max(float(self._raw(form)[at]) for at, form in enumerate(forms))
        self._none = np.zeros(len(forms), dtype=np.float32)

    def __call__(self, text: str) -> Scores:
        """In [0, 1], 1 being the highest that a form has for itself; often 0 for all."""
        words = _words(text)
        return self._raw(words) / self._ceiling if words else self._none

    def _raw(self, words: list[str]) -> Scores:
        scores: Scores = self._bm25.get_scores(words)
        return scores


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(fold(text))))


BM25 = Baseline(
    "bm25",
    "BM25 over the words of the forms of the labels",
    lookup=lambda ground: LookupByScores(LabelForms.of(ground), FormsByWords(ground)),
    titles=lambda ground: TitlesByScores.of(LabelForms.of(ground), FormsByWords(ground)),
)
