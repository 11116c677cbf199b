"""Meaning: rows of the catalogue whose sense is near that of a question, by its vector."""

import math
from dataclasses import dataclass
from typing import Self

from romarin.encoder import Encoder
from romarin.engines.question import Question
from romarin.index import Ids, Section, VectorIndex

SHORTEST = 4  # letters; a vector of fewer says nothing
NEIGHBOURS = 60
# Cosines of the index, centred, on dev queries and our own (docs/decisions/0005): where no form
# holds every word, the nearest row lies under 0.46 for strings that are no job (but for some that
# hold a job's word), over 0.48 for jobs.
LEAST = 0.5  # of a row that answers by its meaning alone
RELATED = 0.47  # of the nearest row, below which the question is about no job
# Share of right rows by cosine on dev, as a logistic curve: 0.13 at 0.45, 0.5 at 0.66, 0.9 at 0.9.
_MIDDLE, _SLOPE = 0.66, 9.0


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The rows near a question: owner -> cosine, nearest first."""

    cosines: dict[int, float]

    @property
    def nearest(self) -> float:
        """The best cosine; 0 when there is none."""
        return max(self.cosines.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of a section and the encoder that made them."""

    encoder: Encoder
    vectors: VectorIndex
    owners: Ids

    @classmethod
    def of(cls, section: Section, encoder: Encoder | None) -> Self | None:
        """None where there is no encoder or no vector to compare with."""
        if encoder is None or section.vectors is None:
            return None
        return cls(encoder, section.vectors, section.vector_owners)

    def near(self, question: Question) -> Neighbourhood | None:
        """The owners nearest to what the question is about; None when it is too short to say."""
        text = question.core_text
        if sum(character.isalpha() for character in text) < SHORTEST:
            return None
        cosines, rows = self.vectors.query(self.encoder.encode([text]), limit=NEIGHBOURS)
        owners: dict[int, float] = {}
        for cosine, row in zip(cosines[0].tolist(), rows[0].tolist(), strict=True):
            owners.setdefault(int(self.owners[row]), cosine)
        return Neighbourhood(owners)


def likelihood(cosine: float) -> float:
    """How often a row at this cosine is right, in [0, 1]."""
    return 1 / (1 + math.exp(-_SLOPE * (cosine - _MIDDLE)))
