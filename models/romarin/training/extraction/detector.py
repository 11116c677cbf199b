"""Fitting of the detector: a conditional random field over the signs of words, by CRFsuite."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

ROUNDS = 150  # of L-BFGS; 90 found fewer: F1 .715, .724 with 150
PULL = 1.0  # towards weights of 0 (c2); 3 found fewer
RAREST = 6  # times that a sign must occur; 3 found as many with twice the signs

Signs = Sequence[Sequence[str]]  # of each word of a text


def fit_detector(texts: Iterable[tuple[Signs, Sequence[str]]]) -> bytes:
    """The model of texts given as signs and tags of their words, as CRFsuite writes it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.0,
            "c2": PULL,
            "max_iterations": ROUNDS,
            "feature.minfreq": RAREST,
            "feature.possible_transitions": True,
        }
    )
    for signs, tags in texts:
        trainer.append(signs, tags)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()
