"""Meaning: rows of the catalogue whose sense is near that of a question, by its vector."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from romarin.encoder import CosineScale, Encoder
from romarin.engines.question import Question
from romarin.index import Ids, Section, VectorIndex

SHORTEST = 4  # letters; a vector of fewer says nothing
NEIGHBOURS = 100  # rows; some tens of owners, as an owner has several


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The rows near a question: owner -> cosine, nearest first."""

    cosines: dict[int, float]
    scale: CosineScale  # of the encoder that they come from

    @property
    def nearest(self) -> float:
        """The best cosine; 0 when there is none."""
        return max(self.cosines.values(), default=0.0)

    @property
    def is_related(self) -> bool:
        """Whether the question is about anything that the catalogue holds."""
        return self.nearest >= self.scale.related

    def likelihood(self, owner: int) -> float:
        """How often a row as near as the owner's is right, in [0, 1]; as at cosine 0 if unseen."""
        return self.scale.likelihood(self.cosines.get(owner, 0.0))

    def answering(self) -> list[int]:
        """The owners near enough to answer by their meaning alone, nearest first."""
        return [owner for owner, cosine in self.cosines.items() if cosine >= self.scale.least]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of a section and the encoder that made them."""

    encoder: Encoder
    vectors: VectorIndex
    owners: Ids
    labels: int  # first rows, one an owner; those after them are other words for an owner
    other_words: float  # what a cosine to other words is worth, of one to the label

    @classmethod
    def of(
        cls, section: Section, encoder: Encoder | None, *, other_words: float = 1.0
    ) -> Self | None:
        """None where there is no encoder or no vector to compare with."""
        if encoder is None or section.vectors is None:
            return None
        owners = section.vector_owners
        return cls(encoder, section.vectors, owners, len(section.rows), other_words)

    def near(self, question: Question) -> Neighbourhood | None:
        """The owners nearest to what the question is about; None when it is too short to say."""
        text = question.core_text
        if sum(character.isalpha() for character in text) < SHORTEST:
            return None
        cosines, rows = self.vectors.query(self.encoder.encode([text]), limit=NEIGHBOURS)
        worth = np.where(rows[0] < self.labels, cosines[0], self.other_words * cosines[0])
        order = np.argsort(-worth, kind="stable")
        owners: dict[int, float] = {}
        near = zip(worth[order].tolist(), self.owners[rows[0][order]].tolist(), strict=True)
        for cosine, owner in near:
            owners.setdefault(owner, cosine)
        return Neighbourhood(owners, self.encoder.scale)
