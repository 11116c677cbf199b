"""Wording: the words of every label and phrase of the skills, and where each skill belongs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from romarin.index.forms import Flags, Ids

LONGEST_NAME = 7  # words of a name that a text may hold whole


@dataclass(frozen=True)
class Wording:
    """Rows are those of the section's vectors: one label an item, then further phrases."""

    vocabulary: Sequence[str]  # reduced words but stop words
    cells: Ids  # (row, word) in the order of the texts, shape (2, n)
    owners: Ids  # the item that each row names
    macros: Ids  # row of the macro of each item, -1 for none
    metiers: Sequence[str]  # codes ROME
    links: Ids  # (métier, item), shape (2, n)
    core: Flags  # whether the link is to a principal item

    @cached_property
    def names(self) -> frozenset[str]:
        """The labels and phrases of a few words, reduced, joined by spaces."""
        rows, words = self.cells
        ends = np.cumsum(np.bincount(rows, minlength=len(self.owners)))
        found, start = set(), 0
        for end in ends.tolist():
            if 0 < end - start <= LONGEST_NAME:
                found.add(" ".join([self.vocabulary[at] for at in words[start:end].tolist()]))
            start = end
        return frozenset(found)

    def save(self, folder: Path) -> None:
        """Writes the wording into a folder that stands."""
        told = {"vocabulary": list(self.vocabulary), "metiers": list(self.metiers)}
        (folder / "wording.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        with (folder / "wording.npz").open("wb") as file:
            np.savez(
                file,
                cells=self.cells,
                owners=self.owners,
                macros=self.macros,
                links=self.links,
                core=self.core,
            )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads what `save` wrote."""
        told = json.loads((folder / "wording.json").read_text("utf-8"))
        with np.load(folder / "wording.npz") as arrays:
            return cls(told["vocabulary"], metiers=told["metiers"], **dict(arrays))
