"""Members of a zip, listed and read within bounds that no honest ROME archive meets."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from romarin.catalogue.errors import ArchiveHostile, ArchiveUnreadable

# v460: 30 members, 25 MB in all, 4.75 MB the largest, 3.9 MB zipped, 10 : 1 the best ratio.
ZIP_BYTES_MAX = 64 * 2**20
DIRECTORY_BYTES_MAX = 2**20  # of the zip's own list of members, which zipfile reads at once
MEMBERS_MAX = 200
FILE_BYTES_MAX = 64 * 2**20
TOTAL_BYTES_MAX = 256 * 2**20
RATIO_MAX = 100  # unpacked to packed, for members above RATIO_FROM
RATIO_FROM = 2**20

END_RECORD = struct.Struct("<4s4H2LH")  # end of central directory
END_SIGNATURE = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"
ZIP64_LOCATOR_BYTES = 20
COMMENT_BYTES_MAX = 2**16
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class ZipMembers:
    """The files of an open zip by base name: a folder around all of them is let be."""

    path: Path
    zip: zipfile.ZipFile
    infos: Mapping[str, zipfile.ZipInfo]

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[ZipMembers]:
        """Raises ArchiveUnreadable or ArchiveHostile, before anything is unpacked."""
        _check_directory(path)
        try:
            opened = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise ArchiveUnreadable(path, f"damaged zip ({error})") from error
        with opened:
            yield cls(path, opened, _listed(path, opened.infolist()))

    @property
    def names(self) -> list[str]:
        """Base names of the members."""
        return list(self.infos)

    def read(self, name: str) -> bytes:
        """The content of a member, checked against its CRC; never more than it declares."""
        info = self.infos[name]
        try:
            with self.zip.open(info) as member:
                content = member.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise ArchiveUnreadable(self.path, f"{name}: damaged or cut off ({error})") from error
        if len(content) != info.file_size:
            reason = f"{name}: cut off at {len(content)} of {info.file_size} bytes"
            raise ArchiveUnreadable(self.path, reason)
        return content


def _check_directory(path: Path) -> None:
    size = path.stat().st_size
    if size > ZIP_BYTES_MAX:
        raise ArchiveHostile(path, "", f"{size} bytes, {ZIP_BYTES_MAX} at most expected")
    with path.open("rb") as file:
        head = file.read(20)
        file.seek(max(0, size - COMMENT_BYTES_MAX - END_RECORD.size))
        tail = file.read()
    end = tail.rfind(END_SIGNATURE)
    if end < 0 or end + END_RECORD.size > len(tail):
        kind = "zip cut off" if head.startswith(b"PK\x03\x04") else f"no zip (begins {head!r})"
        raise ArchiveUnreadable(path, kind)
    if tail[max(0, end - ZIP64_LOCATOR_BYTES) : end].startswith(ZIP64_LOCATOR):
        raise ArchiveHostile(path, "", "a zip64, made for more than 4 GB")
    _, _, _, _, members, directory_bytes, _, _ = END_RECORD.unpack_from(tail, end)
    if members > MEMBERS_MAX or directory_bytes > DIRECTORY_BYTES_MAX:
        raise ArchiveHostile(path, "", f"{members} members, {MEMBERS_MAX} at most expected")


def _listed(path: Path, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MEMBERS_MAX:
        raise ArchiveHostile(path, "", f"{len(infos)} members, {MEMBERS_MAX} at most expected")
    listed: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for info in infos:
        total += info.file_size
        if reason := _hostile(info, total):
            raise ArchiveHostile(path, info.orig_filename, reason)
        if info.flag_bits & ENCRYPTED:
            raise ArchiveUnreadable(path, f"{info.filename}: encrypted")
        if _is_extra(info):
            continue
        name = PurePosixPath(info.filename).name
        if name in listed:
            raise ArchiveHostile(path, info.orig_filename, "stands twice in the zip")
        listed[name] = info
    return listed


def _hostile(info: zipfile.ZipInfo, total: int) -> str:
    if reason := _hostile_name(info.orig_filename):
        return reason
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "a symbolic link or a device, not a file"
    if info.file_size > FILE_BYTES_MAX:
        return f"unpacks to {info.file_size} bytes, {FILE_BYTES_MAX} at most expected"
    if total > TOTAL_BYTES_MAX:
        return f"unpacks, with those before it, to {total} bytes: {TOTAL_BYTES_MAX} at most"
    if info.file_size > RATIO_FROM and info.file_size > RATIO_MAX * info.compress_size:
        return f"unpacks {info.compress_size} bytes to {info.file_size}: a bomb"
    if info.compress_type not in METHODS:
        return f"compression method {info.compress_type}, only stored and deflate expected"
    return ""


def _hostile_name(name: str) -> str:
    if not name.isprintable() or not name:
        return "control characters in the name"
    if "\\" in name or name.startswith("/") or name[1:2] == ":":
        return "absolute name or backslash"
    if ".." in PurePosixPath(name).parts:
        return "leaves the archive's folder"
    return ""


def _is_extra(info: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS adds to every zip it makes."""
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or parts[0] == "__MACOSX" or parts[-1] == ".DS_Store"
