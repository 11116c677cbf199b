"""Errors of an extraction."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

from romarin.catalogue import RomarinError


class EncoderNeeded(RomarinError):
    """Skills cannot be read out of texts by words alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: extraction needs an encoder and an artefact with vectors; build one with "
            "`romarin build`, or serve `--without extraction`"
        )
        self.folder = folder
