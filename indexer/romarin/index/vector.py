"""Vector index: rows of unit vectors, and which of them lie nearest to a query. Knows FAISS."""

from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias, assert_never

import faiss
import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float32]
Rows: TypeAlias = npt.NDArray[np.int64]

# Choices and their figures: docs/decisions/0003-vector-index.md.
_FEWEST_FOR_SCAN = 2_000  # rows; below, product quantisation has too little to learn from
_NARROWEST_FOR_SCAN = 32  # dimensions; two share 4 bits, and a few bytes tell few rows apart
_FEWEST_FOR_CENTRING = 200  # rows; below, what they share says little about texts at large
_SCAN_SURPLUS = 3.0  # candidates of the coarse scan per row wanted, scored again in half floats
_LINKS, _BEAM = 32, 64  # HNSW: neighbours of a node, breadth of a search

# One OpenMP thread: a query takes 0.1 ms, and a pool per worker process would only get in the way.
faiss.omp_set_num_threads(1)


class IndexKind(StrEnum):
    """How the rows are kept: what is traded for speed and size."""

    FLAT = "flat"  # full floats, exact
    HALF = "half"  # half floats, exact to the third digit
    BYTES = "bytes"  # one byte a dimension
    GRAPH = "graph"  # HNSW over half floats
    SCAN = "scan"  # a 4-bit scan in registers, its best rows scored again in half floats


class VectorIndex:
    """Unit vectors by row number; a query gives the nearest rows by cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def from_vectors(
        cls, vectors: Matrix, *, kind: IndexKind | None = None, centred: bool = True
    ) -> Self:
        """An index over the rows; without a kind, SCAN, or HALF when the rows are few.

        Centred: cosines are taken after removing what all rows have in common (their mean and
        their strongest common direction), of queries too. Encoders like e5 put any two texts at
        0.8 or more; centred, unrelated texts lie near 0. Fewer than 200 rows are left as they are.
        """
        dimension = vectors.shape[1]
        chosen = _default_kind(len(vectors), dimension) if kind is None else kind
        index = faiss.index_factory(dimension, _recipe(chosen, dimension), _COSINE)
        if centred and len(vectors) >= _FEWEST_FOR_CENTRING:
            index = _behind_centring(index, vectors)
        index.train(vectors)
        index.add(vectors)
        _tune(index)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open a saved index; its large tables stay on disk and are mapped, shared by processes."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index as one file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        """Number of rows."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Columns that vectors and queries have."""
        return int(self._index.d)

    def query(self, vectors: Matrix, *, limit: int) -> tuple[Matrix, Rows]:
        """For each vector, the cosines of the nearest rows and their numbers, best first.

        Both have min(limit, rows) columns. A zero vector is near nothing: its scores are all 0.
        """
        scores, rows = self._index.search(vectors, min(limit, len(self)))
        scores[~vectors.any(axis=1)] = 0.0
        return scores, rows

    def cosines(self, vectors: Matrix, rows: npt.NDArray[np.integer[Any]]) -> Matrix:
        """The cosine of every vector to every row named, shape (vectors, rows).

        A zero vector is near nothing. Exact to the third digit, however the rows are kept.
        """
        index, asked = self._index, np.ascontiguousarray(vectors, np.float32)
        if isinstance(index, faiss.IndexPreTransform):
            chain: Any = index.chain  # a vector of C++, whatever the stubs say
            for at in range(chain.size()):
                asked = faiss.downcast_VectorTransform(chain.at(at)).apply(asked)
            index = faiss.downcast_index(index.index)
        asked = np.where(vectors.any(axis=1, keepdims=True), asked, np.float32(0))
        if isinstance(index, faiss.IndexRefine):
            index = faiss.downcast_index(index.refine_index)
        near: Matrix = asked @ index.reconstruct_batch(np.asarray(rows, np.int64)).T
        return near


_COSINE = faiss.METRIC_INNER_PRODUCT


def _default_kind(rows: int, dimension: int) -> IndexKind:
    wide = dimension >= _NARROWEST_FOR_SCAN and dimension % 2 == 0
    return IndexKind.SCAN if wide and rows >= _FEWEST_FOR_SCAN else IndexKind.HALF


def _recipe(kind: IndexKind, dimension: int) -> str:
    match kind:
        case IndexKind.FLAT:
            return "Flat"
        case IndexKind.HALF:
            return "SQfp16"
        case IndexKind.BYTES:
            return "SQ8"
        case IndexKind.GRAPH:
            return f"HNSW{_LINKS},SQfp16"
        case IndexKind.SCAN:
            return f"PQ{dimension // 2}x4fs,Refine(SQfp16)"
        case _:
            assert_never(kind)


def _behind_centring(index: faiss.Index, vectors: Matrix) -> faiss.Index:
    """The index behind: subtract the mean, drop the first principal direction, make unit again."""
    dimension = vectors.shape[1]
    mean = vectors.mean(axis=0)
    away = vectors - mean
    common = np.linalg.eigh(away.T @ away)[1][:, -1]
    projection = np.eye(dimension, dtype=np.float32) - np.outer(common, common)
    centring = faiss.LinearTransform(dimension, dimension, True)
    faiss.copy_array_to_vector(projection.astype(np.float32).ravel(), centring.A)
    faiss.copy_array_to_vector((-projection @ mean).astype(np.float32), centring.b)
    centring.is_trained = True
    chain = faiss.IndexPreTransform(index)
    chain.prepend_transform(faiss.NormalizationTransform(dimension, 2.0))
    chain.prepend_transform(centring)
    return chain


def _tune(index: faiss.Index) -> None:
    inner = (
        faiss.downcast_index(index.index) if isinstance(index, faiss.IndexPreTransform) else index
    )
    if isinstance(inner, faiss.IndexRefine):
        inner.k_factor = _SCAN_SURPLUS
    if isinstance(inner, faiss.IndexHNSW):
        inner.hnsw.efSearch = _BEAM
