"""Errors of a tagger."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

from romarin.catalogue import RomarinError


class TaggerMissing(RomarinError):
    """A folder holds no tagger."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no tagger; `romarin train tagger` writes such folders")
        self.folder = folder


class TaggerDamaged(RomarinError):
    """A file of a tagger cannot be read."""

    def __init__(self, folder: Path, reason: Exception) -> None:
        super().__init__(
            f"{folder}: the tagger cannot be read ({str(reason)[:200]}); install Romarin again, or "
            "write the folder again with `romarin train tagger`"
        )
        self.folder = folder
