"""Char TF-IDF: texts compared by the letters that they share, word by word."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from romarin.text import fold

Floats: TypeAlias = npt.NDArray[np.float32]
NGRAMS = (2, 4)  # characters, blanks around a word counted; best of four ranges on dev queries


class CharTfidf:
    """Rows of texts, asked by cosine over char n-grams within words; both sides folded."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Seconds for 25,000 labels; at least one text must hold a letter."""
        # Imported here: scikit-learn takes a second, and Romarin alone needs none of it.
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=NGRAMS,
            preprocessor=fold,
            sublinear_tf=True,
            dtype=np.float32,
        )
        # By n-gram: a query then reads only the rows of its own.
        self._weights = self._vectorizer.fit_transform(texts).T.tocsr()

    def scores(self, queries: Sequence[str]) -> Floats:
        """Cosines in [0, 1], shape (queries, texts); zeros for a query without known n-grams."""
        if not queries:  # which scikit-learn refuses
            return np.zeros((0, self._weights.shape[1]), dtype=np.float32)
        found = self._vectorizer.transform(queries) @ self._weights
        scores: Floats = np.minimum(found.toarray(), 1.0)  # float32 may round above it
        return scores
