"""Encoders on the command line: those that are packaged, and the export of a model."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

import typer

from romarin.catalogue import RomarinError
from romarin.encoder import packaged_folder, packaged_folders, read_settings


class FolderTaken(RomarinError):
    """The folder to write stands already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: stands already; name another folder, or remove it first")
        self.folder = folder


def list_packaged() -> None:
    """Prints name, dimensions, size and licence of each; raises EncoderDamaged."""
    for folder in packaged_folders():
        settings = read_settings(folder)
        megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        facts = f"{settings.dimension:>4} dimensions {megabytes:>5.1f} MB  {settings.licence}"
        mark = "  (default)" if folder == packaged_folder() else ""
        typer.echo(f"{folder.name:16} {facts}{mark}")


def export_model(model: str, out: Path) -> None:
    """Exports a model; raises ExtraMissing where the extra `train` is not installed."""
    if out.exists():
        raise FolderTaken(out)
    # Imported here: it needs the extra `train`, which a plain installation does not have.
    from romarin.training import export_encoder

    typer.echo(export_encoder(model, out))
