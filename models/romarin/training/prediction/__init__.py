"""Training of the prediction of métiers: plain numbers from read offers; needs the extra `eval`."""

from romarin.training.prediction.calibrating import Calibration, fit_calibration
from romarin.training.prediction.choices import Choices, Document, learn_choices
from romarin.training.prediction.fitting import (
    Example,
    Fitted,
    fit,
    fit_naf,
    softmax,
)
from romarin.training.prediction.folds import FOLDS, fold_of
from romarin.training.prediction.judging import Figures, judge, least_margin
from romarin.training.prediction.vocabulary import Vocabulary, learn_vocabulary

__all__ = [
    "FOLDS",
    "Calibration",
    "Choices",
    "Document",
    "Example",
    "Figures",
    "Fitted",
    "Vocabulary",
    "fit",
    "fit_calibration",
    "fit_naf",
    "fold_of",
    "judge",
    "learn_choices",
    "learn_vocabulary",
    "least_margin",
    "softmax",
]
