"""Fiches: what the ROME says of each métier, by field, as words, vectors and spoken names."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np

from romarin.index.forms import Floats, Ids

FIELDS = ("appellations", "definition", "competences")


@dataclass(frozen=True, slots=True)
class Fiche:
    """One métier, with the appellation that stands for it."""

    code: str  # ROME
    libelle: str
    code_parent: str
    code_domaine: str
    naf: tuple[str, ...]  # divisions of two digits
    appellations: int  # how many it has
    ogr: str  # of its principal appellation
    appellation: str


@dataclass(frozen=True, slots=True)
class Fiches:
    """Every métier of a release, in catalogue order; numbers of métiers are places in `rows`."""

    rows: Sequence[Fiche]
    words: Sequence[str]  # content words that some fiche holds
    counts: Mapping[str, Ids]  # field -> columns (métier, word, times), shape (3, n)
    names: Mapping[str, tuple[int, ...]]  # content words of an appellation -> métiers
    vectors: Mapping[str, Floats]  # field -> one unit row a métier; {} without an encoder

    def save(self, folder: Path) -> None:
        """Writes the fiches as a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        told = {
            "rows": [asdict(row) for row in self.rows],
            "words": list(self.words),
            "names": self.names,
        }
        (folder / "fiches.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        for field in FIELDS:
            np.save(folder / f"{field}.words.npy", self.counts[field])
        for field, matrix in self.vectors.items():
            np.save(folder / f"{field}.vectors.npy", matrix.astype(np.float16))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads what `save` wrote."""
        told = json.loads((folder / "fiches.json").read_text("utf-8"))
        vectors = {field: folder / f"{field}.vectors.npy" for field in FIELDS}
        return cls(
            rows=[Fiche(**row | {"naf": tuple(row["naf"])}) for row in told["rows"]],
            words=told["words"],
            counts={field: np.load(folder / f"{field}.words.npy") for field in FIELDS},
            names={name: tuple(metiers) for name, metiers in told["names"].items()},
            vectors={
                field: np.asarray(np.load(path), np.float32)
                for field, path in vectors.items()
                if path.is_file()
            },
        )
