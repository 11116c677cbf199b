"""Errors of the encoder: weights that are missing, damaged or cannot be fetched."""

# ruff: noqa: N818 - named after what went wrong, as the house style does (ArtefactMismatch)

from collections.abc import Sequence
from pathlib import Path

from romarin.catalogue.errors import RomarinError


class EncoderUnknown(RomarinError):
    """The name is neither packaged, nor a folder of weights, nor a model that can be had."""

    def __init__(self, name: str, reason: str, packaged: Sequence[str] = ()) -> None:
        names = f" ({', '.join(packaged)})" if packaged else ""
        super().__init__(
            f"{name!r}: {reason}; give 'default', the name of a packaged encoder{names}, a folder "
            "made by `romarin encoder export`, or a sentence-transformers folder or hub name "
            "(pip install 'romarin[train]')"
        )
        self.name, self.reason, self.packaged = name, reason, tuple(packaged)


class EncoderDamaged(RomarinError):
    """A folder of weights lacks a file, or holds one that cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; make the folder again with `romarin encoder export`, or use "
            "--encoder default"
        )
        self.path, self.reason = path, reason


class ExtraMissing(RomarinError):
    """The work asked for needs packages that a plain installation leaves out."""

    def __init__(self, work: str, module: str) -> None:
        super().__init__(
            f"{work} needs {module}, which is not installed: pip install 'romarin[train]', or use "
            "--encoder default"
        )
        self.work, self.module = work, module
