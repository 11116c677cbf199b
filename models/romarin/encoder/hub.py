"""Encoder over sentence-transformers: any model of a folder or of the hub, at its own speed."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from romarin.encoder.errors import EncoderUnknown, ExtraMissing
from romarin.encoder.packaged import packaged_names
from romarin.encoder.protocol import Kind, Matrix
from romarin.encoder.scale import CosineScale, read_scale

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEncoder:
    """Turns texts into unit vectors with torch; needs the extra `train`."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self._name = name
        self._model = model
        self._sha256 = _checksum(model)
        self._scale = read_scale(Path(name))
        self._dimension = int(model.encode("a", show_progress_bar=False).shape[0])

    @classmethod
    def load(cls, name_or_path: str) -> Self:
        """Load a folder, or a model of the hub when it is cached or can be fetched.

        Raises:
            ExtraMissing: sentence-transformers is not installed.
            EncoderUnknown: there is no such folder, and the hub does not give it.
        """
        return cls(name_or_path, load_sentence_transformer(name_or_path))

    @property
    def name(self) -> str:
        """The folder or hub name it was loaded by."""
        return self._name

    @property
    def sha256(self) -> str:
        """Checksum of the weights and of the prompts."""
        return self._sha256

    @property
    def dimension(self) -> int:
        """Columns of every matrix it returns."""
        return self._dimension

    @property
    def scale(self) -> CosineScale:
        """Of a scale.json in its folder; FALLBACK for a model of the hub."""
        return self._scale

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        """One unit row per text, in the order given; an empty text gives a zero row."""
        filled = [at for at, text in enumerate(texts) if text.strip()]
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if filled:
            rows[filled] = self._model.encode(
                [texts[at].strip() for at in filled],
                prompt=prompts(self._model)[kind],
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return rows


def load_sentence_transformer(name_or_path: str) -> "SentenceTransformer":
    """The model itself, on the CPU.

    Raises:
        ExtraMissing: sentence-transformers is not installed.
        EncoderUnknown: there is no such folder, and the hub does not give it.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ModuleNotFoundError as error:
        raise ExtraMissing(f"the encoder {name_or_path!r}", error.name or "a package") from error
    try:
        return SentenceTransformer(name_or_path, device="cpu")
    except (OSError, ValueError) as error:  # huggingface_hub's errors are both
        raise EncoderUnknown(name_or_path, str(error), packaged_names()) from error


def prompts(model: "SentenceTransformer") -> dict[Kind, str]:
    """What the model's own configuration puts before each kind of text."""
    known = model.prompts
    passage = known.get("passage") or known.get("document") or ""
    return {Kind.QUERY: known.get("query") or "", Kind.PASSAGE: passage}


def _checksum(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256(repr(sorted(prompts(model).items())).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
