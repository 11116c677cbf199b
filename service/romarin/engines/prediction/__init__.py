"""Prediction: the métiers of an offer or a CV, from its title, its text, or both."""

from romarin.engines.prediction.answer import (
    Posting,
    Predicted,
    PredictedAppellation,
    PredictedMetier,
)
from romarin.engines.prediction.associations import Associations
from romarin.engines.prediction.lexicon import Lexicon, Reading
from romarin.engines.prediction.naf import Sectors
from romarin.engines.prediction.prediction import Prediction
from romarin.engines.prediction.ranker import WORDS_ONLY, Given, Ranker, Rankers, Weights
from romarin.engines.prediction.reader import Reader, Sensed, words_of_title
from romarin.engines.prediction.signs import SIGNS

__all__ = [
    "SIGNS",
    "WORDS_ONLY",
    "Associations",
    "Given",
    "Lexicon",
    "Posting",
    "Predicted",
    "PredictedAppellation",
    "PredictedMetier",
    "Prediction",
    "Ranker",
    "Rankers",
    "Reader",
    "Reading",
    "Sectors",
    "Sensed",
    "Weights",
    "words_of_title",
]
