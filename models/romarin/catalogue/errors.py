"""Errors of Romarin: each carries its data as attributes and says the way out."""

# ruff: noqa: N818 - named after what went wrong, as the house style does (ArtefactMismatch)

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHOWN = 80  # characters of a wrong value that a message repeats


class RomarinError(Exception):
    """Base of every error that a user of Romarin can meet and mend."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Survives pickling, so that a worker process can hand it back."""
        return _rebuild, (type(self), self.args, self.__dict__)


class ArchiveMissing(RomarinError):
    """No archive stands at the path that was named."""

    def __init__(self, path: Path, named_by: str = "") -> None:
        named = f" (named by {named_by})" if named_by else ""
        super().__init__(
            f"{path}{named}: no such file or folder; give the official CSV archive, as a zip or "
            "a folder, or leave the setting out to use the cache or the starter catalogue"
        )
        self.path, self.named_by = path, named_by


class ArchiveUnreadable(RomarinError):
    """The archive is there, but it is damaged, forbidden or of another kind."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; give the official CSV archive (RefRomeCsv.zip) or its unpacked "
            "folder, or download it again with `romarin fetch`"
        )
        self.path, self.reason = path, reason


class ArchiveHostile(RomarinError):
    """The archive holds something that no release of the ROME has: a trap, so nothing is read."""

    def __init__(self, path: Path, member: str, reason: str) -> None:
        where = f"{path}: {shown(member)}" if member else str(path)
        super().__init__(
            f"{where}: {reason}; refused, nothing was unpacked: take the archive from "
            "France Travail with `romarin fetch`"
        )
        self.path, self.member, self.reason = path, member, reason


class FileMissing(RomarinError):
    """The archive lacks files of the official format."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        super().__init__(
            f"{path}: {len(names)} of the official files missing: {', '.join(names)}; the CSV "
            "archive has 29 files unix_<name>_v4xx_utf8.csv and version.txt (the JSON and XML "
            "archives are others)"
        )
        self.path, self.names = path, tuple(names)


class VersionMismatch(RomarinError):
    """Two parts of one archive name different releases."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(
            f"{path}: {found} beside {expected}: the files of one release belong together; "
            "unpack the archive into an empty folder"
        )
        self.path, self.found, self.expected = path, found, expected


class ColumnMissing(RomarinError):
    """A file lacks a column of the official format."""

    def __init__(self, file: str, columns: Sequence[str], found: Sequence[str]) -> None:
        super().__init__(
            f"{file}, line 1: column {', '.join(columns)} missing; its header has "
            f"{', '.join(shown(name) for name in found) or 'no column'}"
        )
        self.file, self.line, self.columns, self.found = file, 1, tuple(columns), tuple(found)


class RowInvalid(RomarinError):
    """A row cannot be read, or holds a value outside what its column allows."""

    def __init__(self, file: str, line: int, value: str, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {shown(value)}: {reason}")
        self.file, self.line, self.value, self.reason = file, line, value, reason


class OrphanKey(RomarinError):
    """A row points at a key that no row has."""

    def __init__(
        self, file: str, line: int, column: str, value: str, target: str, tolerated: int
    ) -> None:
        after = f" ({tolerated} such rows tolerated before it)" if tolerated else ""
        super().__init__(
            f"{file}, line {line}: {column} {shown(value)} is not in {target}{after}; "
            f"`--tolerate {tolerated + 1}` or more loads without the rows that hang in the air"
        )
        self.file, self.line, self.column, self.value = file, line, column, value
        self.target, self.tolerated = target, tolerated


class EncodingInvalid(RomarinError):
    """A file is neither UTF-8 nor ISO-8859-15."""

    def __init__(self, file: str, line: int, value: str, reason: str) -> None:
        super().__init__(
            f"{file}, line {line}: {shown(value)}: {reason}; save the file as UTF-8, or take the "
            "archive again with `romarin fetch`"
        )
        self.file, self.line, self.value, self.reason = file, line, value, reason


class FetchFailed(RomarinError):
    """The official archive could not be downloaded; what was there before is untouched."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"{url}: {reason}; try again (a broken download goes on where it stopped), or "
            "download the archive by other means and name it with --archive or ROMARIN_ARCHIVE"
        )
        self.url, self.reason = url, reason


class ListUnreadable(RomarinError):
    """A list given beside the archive, thesaurus or priors, cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; give a tab-separated UTF-8 file, or leave it out")
        self.path, self.reason = path, reason


def shown(value: str) -> str:
    """The value as a message repeats it: quoted, escaped and at most 80 characters long."""
    return repr(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")


def _rebuild(
    kind: type[RomarinError], args: tuple[object, ...], data: dict[str, object]
) -> RomarinError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(data)
    return error
