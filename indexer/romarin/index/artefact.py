"""Artefact: a folder with all that a service needs, opened after it is checked."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self

import numpy as np

from romarin.index.errors import ArtefactMismatch
from romarin.index.fiches import Fiches
from romarin.index.forms import Floats, Ids
from romarin.index.lexical import LexicalIndex
from romarin.index.manifest import Manifest
from romarin.index.vector import VectorIndex
from romarin.index.wording import Wording
from romarin.text import Preparation


@dataclass(frozen=True, slots=True)
class Section:
    """One searchable kind of thing: its rows, their forms, popularity and vectors."""

    rows: Sequence[Sequence[Any]]  # one record an owner, as the build wrote it
    lexical: LexicalIndex
    priors: Floats  # popularity of each owner, in [0, 1]
    vectors: VectorIndex | None
    vector_owners: Ids  # the owner that each vector names
    twins: Ids  # equal for owners of which a list shows one: labels apart by gender or plural

    def save(self, folder: Path) -> None:
        """Writes the section as a folder."""
        self.lexical.save(folder)
        (folder / "rows.json").write_text(json.dumps(self.rows, ensure_ascii=False), "utf-8")
        np.save(folder / "priors.npy", self.priors)
        np.save(folder / "vector_owners.npy", self.vector_owners)
        np.save(folder / "twins.npy", self.twins)
        if self.vectors is not None:
            self.vectors.save(folder / "vectors.faiss")

    @classmethod
    def load(cls, folder: Path, preparation: Preparation) -> Self:
        """Reads what `save` wrote."""
        vectors = folder / "vectors.faiss"
        return cls(
            rows=json.loads((folder / "rows.json").read_text("utf-8")),
            lexical=LexicalIndex.load(folder, preparation),
            priors=np.load(folder / "priors.npy"),
            vectors=VectorIndex.load(vectors) if vectors.is_file() else None,
            vector_owners=np.load(folder / "vector_owners.npy"),
            twins=np.load(folder / "twins.npy"),
        )


@dataclass(frozen=True, slots=True)
class Artefact:
    """An artefact folder, its manifest read and its files verified."""

    folder: Path
    manifest: Manifest
    preparation: Preparation
    _sections: dict[str, Section] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def open(cls, folder: Path, *, encoder_sha256: str | None = None) -> Self:
        """Raises ArtefactMissing, ArtefactDamaged, or ArtefactMismatch for other inputs.

        `encoder_sha256` is that of the encoder that will read the queries.
        """
        manifest = Manifest.load(folder)
        preparation = Preparation()
        stamp = manifest.inputs.encoder
        if manifest.inputs.preparation != preparation.id:
            raise ArtefactMismatch(
                folder, "text preparation", manifest.inputs.preparation, preparation.id
            )
        if encoder_sha256 is not None and stamp is not None and stamp.sha256 != encoder_sha256:
            raise ArtefactMismatch(folder, "encoder sha256", stamp.sha256, encoder_sha256)
        manifest.verify(folder)
        return cls(folder, manifest, preparation)

    def section(self, name: str) -> Section:
        """Loads "appellations" or "competences", once for all engines over this artefact."""
        if name not in self._sections:
            self._sections[name] = Section.load(self.folder / name, self.preparation)
        return self._sections[name]

    def fiches(self) -> Fiches:
        """Loads what the fiches say of each métier."""
        return Fiches.load(self.folder / "metiers")

    def wording(self) -> Wording:
        """Loads the words of the skills, and where each belongs."""
        return Wording.load(self.folder / "competences")


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its place at the end, or goes without a trace."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
        folder.chmod(0o755)
        _replace(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, target: Path) -> None:
    """Moves the folder into place; a target that another process put there first is kept."""
    try:
        folder.replace(target)
    except OSError:
        if not target.is_dir():
            raise
