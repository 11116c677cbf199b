"""Encoder: the contract between what turns texts into vectors and everything that uses vectors."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from romarin.encoder.scale import CosineScale

Matrix: TypeAlias = npt.NDArray[np.float32]


class Kind(StrEnum):
    """What a text is for; an encoder may mark each kind in its own way."""

    QUERY = "query"  # what someone typed or wrote
    PASSAGE = "passage"  # what the catalogue holds


class Encoder(Protocol):
    """Turns texts into unit vectors; a text's vector never depends on the texts beside it."""

    @property
    def name(self) -> str:
        """What manifests and messages call it."""
        ...

    @property
    def sha256(self) -> str:
        """Changes whenever the vectors may: weights, tokenizer and configuration."""
        ...

    @property
    def dimension(self) -> int:
        """Columns of every matrix it returns."""
        ...

    @property
    def scale(self) -> CosineScale:
        """What its cosines say; decides no vector."""
        ...

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        """One unit row per text, in the order given; an empty text gives a zero row."""
        ...
