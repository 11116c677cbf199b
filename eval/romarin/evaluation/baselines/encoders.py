"""Encoders: any sentence encoder measured by meaning alone, under the name that it is asked by."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from romarin.encoder import Encoder, EncoderUnknown, Matrix, load_encoder
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.baselines.skills_nearest import nearest_by_meaning
from romarin.evaluation.baselines.skills_segments import clauses
from romarin.evaluation.baselines.vectors import lookup_by, titles_by
from romarin.text import Preparation, fold

PREFIX = "encoder:"  # what follows names an encoder as `--encoder` does
# Of the way from the cosine of any two labels to 1. The best thresholds on the 84 texts of dev lie
# at .57 (USE), .52 (e5) and .53 (default, F1 .244), though as cosines they are .61, .93 and .92.
NEARNESS = 0.53


@dataclass(frozen=True, slots=True)
class FoldingEncoder:
    """An encoder given what the artefact gives its own: folded texts, all as queries."""

    encoder: Encoder

    @property
    def name(self) -> str:
        """By all that decides the vectors, so that weights may move but not change."""
        return f"encoder-{self.encoder.sha256[:16]}-{Preparation().id}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order; a text that folds to nothing gives a zero row."""
        return self.encoder.encode([fold(plain(text)) for text in texts])


def encoder_baseline(name: str) -> Baseline:
    """The baseline called "encoder:NAME_OR_FOLDER", its encoder loaded: half a second and more.

    Raises EncoderUnknown, EncoderDamaged or ExtraMissing, as `load_encoder` does.
    """
    asked = name.removeprefix(PREFIX)
    if not asked:
        raise EncoderUnknown(name, "it names no encoder")
    loaded = load_encoder(asked, threads=os.cpu_count() or 1)
    encoder = FoldingEncoder(loaded)

    def make() -> FoldingEncoder:
        return encoder

    return Baseline(
        name,
        f"the label nearest in meaning: {loaded.name} ({loaded.sha256[:12]}), folded, cosine",
        lookup=lookup_by(make),
        titles=titles_by(make),
        extraction=nearest_by_meaning(make, clauses, near_enough),
    )


def near_enough(vectors: Matrix) -> float:
    """The least cosine of a clause to a skill that names it: every encoder has its own scale."""
    middle = vectors.mean(axis=0)
    usual = float(middle @ middle)  # the mean cosine of all pairs
    return usual + NEARNESS * (1.0 - usual)
