"""Training data: pairs of texts that mean the same, made from the ROME and what is beside it."""

from romarin.training.data.build import Built, build
from romarin.training.data.cases import Cases, read_cases
from romarin.training.data.held_out import HeldOut, held_out
from romarin.training.data.inputs import Inputs
from romarin.training.data.negatives import Labels, hard_negatives, labels_of, near_metiers
from romarin.training.data.pair import Pair
from romarin.training.data.writing import (
    COUNTS_FILE,
    PAIRS_FILE,
    WORDS_FILE,
    read_pairs,
    read_words,
    write,
)

__all__ = [
    "COUNTS_FILE",
    "PAIRS_FILE",
    "WORDS_FILE",
    "Built",
    "Cases",
    "HeldOut",
    "Inputs",
    "Labels",
    "Pair",
    "build",
    "hard_negatives",
    "held_out",
    "labels_of",
    "near_metiers",
    "read_cases",
    "read_pairs",
    "read_words",
    "write",
]
