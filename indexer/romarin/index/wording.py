"""Wording: the words of every label and phrase of the skills, and where each skill belongs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from romarin.index.forms import Flags, Ids


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
