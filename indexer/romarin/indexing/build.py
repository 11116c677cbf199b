"""Build: from a catalogue and an encoder to an artefact folder, made once for its inputs."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np

from romarin.catalogue import (
    PHRASES,
    TITLES,
    Appellation,
    Catalogue,
    ListUnreadable,
    Phrase,
    Release,
    Thesaurus,
    load_phrases,
    load_priors,
    load_titles,
)
from romarin.encoder import Encoder, Matrix
from romarin.index import (
    Artefact,
    Form,
    FormKind,
    Ids,
    Inputs,
    LexicalIndex,
    Manifest,
    Section,
    Stamp,
    VectorIndex,
    digest,
    staged,
)
from romarin.indexing.errors import FolderUnwritable
from romarin.indexing.fiches import fiches_of
from romarin.indexing.forms import appellation_forms, competence_forms
from romarin.indexing.popularity import COMMONEST, competence_popularities, load_tiers, popularities
from romarin.indexing.wording import wording_of
from romarin.text import Preparation, fold, reduce, split_gender, without_acronyms, words

BATCH = 256  # texts encoded between two steps of the progress bar

Progress: TypeAlias = Callable[[str, int, int], None]  # what, done, in all


def _unwatched(_what: str, _done: int, _in_all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The tables that a build reads beside the catalogue."""

    thesauri: tuple[Path, ...]  # the packaged one first; later ones add to it
    priors: Path | None = None
    titles: Path | None = TITLES  # as recruiters write them: compared by meaning only
    phrases: Path | None = PHRASES  # of skills, likewise

    def digests(self) -> dict[str, str]:
        """The sha256 of each table, by what it is; raises ListUnreadable."""
        tables = {f"thesaurus {at}": path for at, path in enumerate(self.thesauri)}
        tables["commonest"] = COMMONEST
        others = {"priors": self.priors, "titles": self.titles, "phrases": self.phrases}
        tables |= {name: path for name, path in others.items() if path is not None}
        return {name: _digest(path) for name, path in tables.items()}


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except OSError as error:
        raise ListUnreadable(path, error.strerror or str(error)) from error


class Stamped(Protocol):
    """What tells one encoder from another: an encoder itself, or its stamp."""

    @property
    def name(self) -> str:
        """What manifests call it."""
        ...

    @property
    def sha256(self) -> str:
        """Of all that decides its vectors."""
        ...

    @property
    def dimension(self) -> int:
        """Of its vectors."""
        ...


def inputs_of(release: Release, encoder: Stamped | None, recipe: Recipe) -> Inputs:
    """All that decides an artefact, known without loading the catalogue or the weights."""
    stamp = Stamp(encoder.name, encoder.sha256, encoder.dimension) if encoder else None
    return Inputs(release, stamp, Preparation().id, recipe.digests())


def build(
    catalogue: Catalogue,
    encoder: Encoder | None,
    recipe: Recipe,
    root: Path,
    *,
    on_progress: Progress = _unwatched,
) -> Path:
    """Builds the artefact under `root` and gives its folder; nothing is left half written.

    Vectors of a list of texts that this encoder has seen are read back from `root/.vectors`, so
    that a new thesaurus does not encode the labels again.
    Raises ListUnreadable, RowInvalid or another error of the tables, or FolderUnwritable.
    """
    inputs = inputs_of(catalogue.release, encoder, recipe)
    target = root / inputs.folder_name
    vectors = Vectors(encoder, root / ".vectors", on_progress)
    try:
        with staged(target) as folder:
            appellations = _appellations(catalogue, recipe, vectors)
            appellations.save(folder / "appellations")
            competences = _competences(catalogue, recipe, vectors)
            competences.save(folder / "competences")
            wording_of(catalogue, _phrases(catalogue, recipe)).save(folder / "competences")
            fiches = fiches_of(catalogue, _forms(catalogue, recipe), vectors)
            fiches.save(folder / "metiers")
            rows = {
                "appellations": len(appellations.rows),
                "competences": len(competences.rows),
                "metiers": len(fiches.rows),
            }
            Manifest.of(inputs, folder, rows).save(folder)
    except OSError as error:
        raise FolderUnwritable(root, error.strerror or str(error)) from error
    Artefact.open(target)
    return target


class Vectors:
    """The encoder, with a memory on disk of the lists of texts it has seen."""

    def __init__(self, encoder: Encoder | None, memory: Path, on_progress: Progress) -> None:
        """`memory` is a folder, made when first needed."""
        self._encoder, self._memory, self._on_progress = encoder, memory, on_progress

    def of(self, what: str, texts: Sequence[str]) -> Matrix | None:
        """One vector a text, in order; None without an encoder.

        Folded, as the queries are when they are encoded: accents never matter.
        """
        if self._encoder is None:
            return None
        texts = [fold(text) for text in texts]
        seen = sha256("\n".join([self._encoder.sha256, *texts]).encode()).hexdigest()[:16]
        path = self._memory / f"{what}-{seen}.npy"
        if path.is_file():
            self._on_progress(what, len(texts), len(texts))
        else:
            self._remember(path, self._encode(self._encoder, what, texts))
        return np.asarray(np.load(path), np.float32)

    def _encode(self, encoder: Encoder, what: str, texts: Sequence[str]) -> Matrix:
        matrix = np.zeros((len(texts), encoder.dimension), np.float32)
        for first in range(0, len(texts), BATCH):
            last = min(first + BATCH, len(texts))
            matrix[first:last] = encoder.encode(texts[first:last])
            self._on_progress(what, last, len(texts))
        return matrix

    def _remember(self, path: Path, matrix: Matrix) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.npy")
        np.save(beside, matrix.astype(np.float16))  # half precision moves a cosine by 0.0001
        beside.replace(path)


def _appellations(catalogue: Catalogue, recipe: Recipe, vectors: Vectors) -> Section:
    appellations = list(catalogue.appellations.values())
    forms = _forms(catalogue, recipe)
    labels = [without_acronyms(split_gender(a.libelle).masculine) for a in appellations]
    synonyms = sorted(
        {(f.text, f.owner) for f in forms if f.kind is FormKind.SYNONYM and f.rank == 0}
    )
    owners = {appellation.code: owner for owner, appellation in enumerate(appellations)}
    titles = load_titles(recipe.titles, catalogue) if recipe.titles else []
    matrices = (
        vectors.of("appellations", labels),
        vectors.of("synonyms", [text for text, _ in synonyms]),
        vectors.of("titles", [one.text for one in titles]),
    )
    return Section(
        rows=[_appellation_row(appellation, catalogue) for appellation in appellations],
        lexical=LexicalIndex.build(forms, Preparation()),
        priors=popularities(
            appellations,
            catalogue,
            tiers=load_tiers(COMMONEST, appellations),
            priors=load_priors(recipe.priors, catalogue) if recipe.priors else None,
        ),
        vectors=_index(matrices),
        vector_owners=np.array(
            [
                *range(len(labels)),
                *(owner for _, owner in synonyms),
                *(owners[one.code_ogr] for one in titles),
            ],
            np.int32,
        ),
        twins=_twins((a.code_rome, split_gender(a.libelle).masculine) for a in appellations),
    )


def _forms(catalogue: Catalogue, recipe: Recipe) -> list[Form]:
    appellations = list(catalogue.appellations.values())
    return list(appellation_forms(appellations, catalogue, _thesaurus(recipe)))


def _competences(catalogue: Catalogue, recipe: Recipe, vectors: Vectors) -> Section:
    competences = list(catalogue.competences.values())
    owners = {competence.code: owner for owner, competence in enumerate(competences)}
    phrases = _phrases(catalogue, recipe)
    matrices = (
        vectors.of("competences", [c.libelle for c in competences]),
        vectors.of("phrases", [one.text for one in phrases]),
    )
    return Section(
        rows=[(c.code, str(c.type), c.libelle) for c in competences],
        lexical=LexicalIndex.build(competence_forms(competences), Preparation()),
        priors=competence_popularities(competences, catalogue),
        vectors=_index(matrices),
        vector_owners=np.array(
            [*range(len(competences)), *(owners[one.code] for one in phrases)], np.int32
        ),
        twins=_twins((c.type, c.libelle) for c in competences),
    )


def _phrases(catalogue: Catalogue, recipe: Recipe) -> list[Phrase]:
    return load_phrases(recipe.phrases, catalogue) if recipe.phrases else []


def _twins(labelled: Iterable[tuple[str, str]]) -> Ids:
    """One number an owner, shared within a métier or a type by labels of the same reduced words."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array(
        [
            numbers.setdefault((group, *map(reduce, words(libelle))), len(numbers))
            for group, libelle in labelled
        ],
        np.int32,
    )


def _appellation_row(appellation: Appellation, catalogue: Catalogue) -> tuple[str, ...]:
    """code, libelle, libelle court, code ROME, libelle of the métier, "principale" or ""."""
    return (
        appellation.code,
        appellation.libelle,
        appellation.libelle_court,
        appellation.code_rome,
        catalogue.metiers[appellation.code_rome].libelle,
        "principale" if appellation.principale else "",
    )


def _thesaurus(recipe: Recipe) -> Thesaurus:
    first, *others = recipe.thesauri
    thesaurus = Thesaurus.load(first)
    for path in others:
        thesaurus = thesaurus.merge(Thesaurus.load(path))
    return thesaurus


def _index(matrices: Iterable[Matrix | None]) -> VectorIndex | None:
    present = [matrix for matrix in matrices if matrix is not None and len(matrix)]
    return VectorIndex.from_vectors(np.concatenate(present)) if present else None
