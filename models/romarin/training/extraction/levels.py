"""Fitting of levels: a multinomial logistic regression on the signs of phrases."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

PULL = 0.2  # C of scikit-learn; 0.05 and 0.5 told fewer levels
RAREST = 2  # phrases that a sign must stand at
_SMALLEST = 0.02  # weight worth keeping


def fit_levels(
    phrases: Sequence[Collection[str]], levels: Sequence[str], order: Sequence[str]
) -> dict[str, list[float]]:
    """Sign -> a weight for each level of `order`; "" holds the bias."""
    counts = Counter(sign for signs in phrases for sign in signs)
    kept = [{sign: 1.0 for sign in signs if counts[sign] >= RAREST} for signs in phrases]
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(kept)
    places = np.array([order.index(level) for level in levels])
    fitted = LogisticRegression(C=PULL, max_iter=300).fit(matrix, places)
    weights = np.zeros((len(order), matrix.shape[1]))
    bias = np.full(len(order), -20.0)  # of a level that no phrase has
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # told as one row, of the second against the first
        coefficients = np.concatenate([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    weights[fitted.classes_], bias[fitted.classes_] = coefficients, intercepts
    told = {
        sign: [round(value, 3) for value in weights[:, at].tolist()]
        for sign, at in sorted(vectorizer.vocabulary_.items())
        if np.abs(weights[:, at]).max() >= _SMALLEST
    }
    return {"": [round(value, 3) for value in bias.tolist()], **told}
