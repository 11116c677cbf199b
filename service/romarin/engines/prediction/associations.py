"""Associations: which métiers recruiters chose for the words of titles and texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self

import numpy as np

from romarin.engines.prediction.lexicon import Reading
from romarin.index import Fiche, Floats, Postings

_FILE = "associations.npz"


@dataclass(frozen=True, slots=True)
class Associations:
    """Learnt from offers: their words with their rarity, and what they say of each métier."""

    words: Sequence[str]
    rarities: Floats
    rarest: float
    codes: Sequence[str]  # métiers that were learnt, the columns of the postings
    chosen: Floats  # how many of the offers learnt were coded so
    title: Postings
    text: Postings

    @classmethod
    def packaged(cls) -> Self:
        """Those of the package."""
        with files(__package__).joinpath(_FILE).open("rb") as file, np.load(file) as told:
            return cls.of(told)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From the arrays that training writes."""
        codes = told["codes"].tolist()
        sides = [
            Postings(
                told[f"{side}_starts"],
                told[f"{side}_columns"].astype(np.int32),
                told[f"{side}_values"].astype(np.float32),
                len(codes),
            )
            for side in ("title", "text")
        ]
        words = bytes(told["words"]).decode("utf-8").split("\n")
        rarities = told["rarities"].astype(np.float32)
        return cls(words, rarities, float(told["rarest"]), codes, told["chosen"], *sides)

    def places(self, fiches: Sequence[Fiche]) -> "Places":
        """Where the codes stand among the métiers of an artefact, which may lack some."""
        numbers = {fiche.code: at for at, fiche in enumerate(fiches)}
        return Places(
            np.array([numbers.get(code, len(fiches)) for code in self.codes], np.int32),
            len(fiches),
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Moves one value a code learnt to one value a métier; the others get 0."""

    numbers: Any  # of the métier of each code; `count` for a code that the artefact lacks
    count: int

    def spread(self, values: Floats) -> Floats:
        """One value a métier."""
        spread = np.zeros(self.count + 1, np.float32)
        spread[self.numbers] = values
        return spread[: self.count]

    def sum(self, postings: Postings, reading: Reading) -> Floats:
        """What the words of a text say of each métier."""
        return self.spread(postings.sum(*reading))
