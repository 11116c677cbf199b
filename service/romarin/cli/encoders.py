"""Encoders on the command line: the export of a model."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

import typer

from romarin.catalogue import RomarinError


class FolderTaken(RomarinError):
    """The folder to write stands already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: stands already; name another folder, or remove it first")
        self.folder = folder


def export_model(model: str, out: Path) -> None:
    """Exports a model; raises ExtraMissing where the extra `train` is not installed."""
    if out.exists():
        raise FolderTaken(out)
    # Imported here: it needs the extra `train`, which a plain installation does not have.
    from romarin.training import export_encoder

    typer.echo(export_encoder(model, out))
