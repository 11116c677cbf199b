"""Meaning: rows of the catalogue whose sense is near that of a question, by its vector."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from romarin.encoder import Encoder
from romarin.engines.question import Question
from romarin.index import Ids, Section, VectorIndex

SHORTEST = 4  # letters; a vector of fewer says nothing (landscape D2)
NEIGHBOURS = 40
LEAST = 0.80  # cosine


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

    def near(self, question: Question) -> dict[int, float]:
        """Scores of the nearest owners, in [0, 1], best first; {} for what is too short."""
        text = question.core_text
        if sum(character.isalpha() for character in text) < SHORTEST:
            return {}
        cosines, rows = self.vectors.query(self.encoder.encode([text]), limit=NEIGHBOURS)
        return self._by_owner(cosines[0], rows[0])
