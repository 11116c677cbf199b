"""Errors of indexing: what kept an artefact from being built."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

from romarin.catalogue import RomarinError


class FolderUnwritable(RomarinError):
    """The folder that artefacts are built in takes no files."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"{folder}: {reason}; make room or name another folder with --artefacts or "
            "ROMARIN_ARTEFACTS"
        )
        self.folder, self.reason = folder, reason
