"""Examples: what an encoder is trained on, once drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.encoder import Matrix
from romarin.training.data import Pair


@dataclass(frozen=True, slots=True)
class Example:
    """A pair, and a label that is near its positive but wrong."""

    pair: Pair
    negative: str = ""
    negative_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Targets:
    """Texts and the unit vectors that a student should give them, a row each."""

    texts: Sequence[str]
    vectors: Matrix
