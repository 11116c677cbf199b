"""Forms: the ways to write a label, and how a typed word may meet a word of one."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class FormKind(IntEnum):
    """Where a form comes from; the order is the preference between equal forms."""

    LIBELLE = 0
    FEMININE = 1
    COURT = 2
    ACRONYM = 3
    SYNONYM = 4


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a label."""

    text: str
    owner: int  # row of the appellation or compétence that it names
    kind: FormKind
    rank: int = 0  # 0 for the first meaning of a form that has several


class Grade(IntEnum):
    """How a typed word meets a word of a form, best first."""

    EXACT = 0
    REDUCED = 1  # another gender or number of the same word
    PREFIX = 2
    SOUND = 3
    TYPO = 4
    SOUND_PREFIX = 5
    TYPO_PREFIX = 6
    TYPOS = 7  # two edits


# What each grade earns, in [0, 1]. The order is what was chosen; moving one value halfway to its
# neighbour changes at most one row of hit@1 or hit@5 on dev (docs/decisions/0004-lexical-index.md).
QUALITY: dict[Grade, float] = {
    Grade.EXACT: 1.0,
    Grade.REDUCED: 0.98,
    Grade.PREFIX: 0.94,
    Grade.SOUND: 0.82,
    Grade.TYPO: 0.78,
    Grade.SOUND_PREFIX: 0.74,
    Grade.TYPO_PREFIX: 0.7,
    Grade.TYPOS: 0.6,
}
STRICT = 0.9  # qualities from here on are the word as typed: exact, reduced or its beginning


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What one typed word earns in every form: arrays of one value a form."""

    quality: Floats  # in [0, 1]; 0 where the form does not hold the word
    gain: Floats  # quality × weight of the form's word that it meets
    weight: float  # of the typed word itself: that of the best word it meets
    best: Grade | None  # None where it meets nothing

    @property
    def found(self) -> bool:
        """Whether any form holds the word."""
        return self.best is not None
