"""Errors of the artefact folder: what was found, what was expected, and what mends it."""

# ruff: noqa: N818 - named after what went wrong, as the house style does

from pathlib import Path

from romarin.catalogue import RomarinError


class ArtefactMissing(RomarinError):
    """No artefact stands where one was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: no artefact here (no manifest.json); build one with `romarin build`, or "
            "name a built folder with --artefacts"
        )
        self.folder = folder


class ArtefactMismatch(RomarinError):
    """The artefact was built from other inputs than this process expects."""

    def __init__(
        self,
        folder: Path,
        field: str,
        found: str,
        expected: str,
        *,
        way_out: str = "build the artefact again with `romarin build`",
    ) -> None:
        super().__init__(
            f"{folder}: {field} is {found!r} but this Romarin expects {expected!r}; {way_out}"
        )
        self.folder, self.field, self.found, self.expected = folder, field, found, expected


class ArtefactDamaged(RomarinError):
    """A file of the artefact is missing, or is not the one that was written."""

    def __init__(self, folder: Path, file: str, reason: str) -> None:
        super().__init__(
            f"{folder}: {file}: {reason}; delete the folder and build it again with `romarin build`"
        )
        self.folder, self.file, self.reason = folder, file, reason
