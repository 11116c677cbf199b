"""Archive: the files of one release, read from a zip or a folder within bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from romarin.catalogue.errors import (
    ArchiveHostile,
    ArchiveMissing,
    ArchiveUnreadable,
    FileMissing,
    VersionMismatch,
)
from romarin.catalogue.schema import SCHEMAS
from romarin.catalogue.zipped import FILE_BYTES_MAX, MEMBERS_MAX, TOTAL_BYTES_MAX, ZipMembers

VERSION_FILE = "version.txt"
CSV_NAME = re.compile(r"unix_(?P<name>[a-z_]+)_v(?P<version>\d{3})_utf8\.csv")


@dataclass(frozen=True, slots=True)
class Archive:
    """The content of an archive, all 29 files and version.txt, not yet understood."""

    path: Path
    version: str  # "460", from the file names
    files: Mapping[str, bytes]  # by table name: "item", …
    names: Mapping[str, str]  # table name -> name of its file
    version_text: bytes
    sha256: str  # `LC_ALL=C sha256sum unix_*.csv version.txt | sha256sum` in the folder

    @classmethod
    def read(cls, path: Path) -> Archive:
        """Raises ArchiveMissing, ArchiveUnreadable, ArchiveHostile, FileMissing, VersionMismatch.

        Files that are no part of the official format are left alone.
        """
        try:
            if path.is_dir():
                return cls._of(path, *_folder(path))
            if not path.exists():
                raise ArchiveMissing(path)
            if not path.is_file():
                raise ArchiveUnreadable(path, "neither a file nor a folder")
            with ZipMembers.open(path) as members:
                return cls._of(path, members.names, members.read)
        except OSError as error:
            raise ArchiveUnreadable(path, error.strerror or str(error)) from error

    def label(self, name: str) -> str:
        """The file of a table, as messages name it."""
        return f"{self.path.name}: {self.names[name]}"

    @classmethod
    def _of(cls, path: Path, names: Iterable[str], read: Callable[[str], bytes]) -> Archive:
        version, by_table = _recognise(path, names)
        files = {table: read(name) for table, name in by_table.items()}
        version_text = read(VERSION_FILE)
        by_name = {name: files[table] for table, name in by_table.items()}
        digest = _digest({**by_name, VERSION_FILE: version_text})
        return cls(path, version, files, by_table, version_text, digest)


def _recognise(path: Path, names: Iterable[str]) -> tuple[str, dict[str, str]]:
    names = sorted(names)
    matches = {name: match for name in names if (match := CSV_NAME.fullmatch(name))}
    known = {name: match for name, match in matches.items() if match["name"] in SCHEMAS}
    versions = sorted({match["version"] for match in known.values()})
    if len(versions) > 1:
        other = next(name for name, match in known.items() if match["version"] != versions[0])
        raise VersionMismatch(path, other, f"files of v{versions[0]}")
    by_table = {match["name"]: name for name, match in known.items()}
    version = versions[0] if versions else "4xx"
    missing = [f"unix_{name}_v{version}_utf8.csv" for name in SCHEMAS if name not in by_table]
    if VERSION_FILE not in names:
        missing.append(VERSION_FILE)
    if missing:
        raise FileMissing(path, missing)
    return version, by_table


def _folder(path: Path) -> tuple[list[str], Callable[[str], bytes]]:
    names = [entry.name for entry in path.iterdir() if entry.is_file()]
    if len(names) > MEMBERS_MAX:
        raise ArchiveHostile(path, "", f"{len(names)} files, {MEMBERS_MAX} at most expected")
    taken = 0

    def read(name: str) -> bytes:
        nonlocal taken
        size = (path / name).stat().st_size
        taken += size
        if size > FILE_BYTES_MAX or taken > TOTAL_BYTES_MAX:
            raise ArchiveHostile(path, name, f"{size} bytes, {taken} so far: too large for a ROME")
        return (path / name).read_bytes()

    return names, read


def _digest(files: Mapping[str, bytes]) -> str:
    lines = (f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return sha256("".join(lines).encode()).hexdigest()
