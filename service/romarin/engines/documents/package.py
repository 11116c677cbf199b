"""Package: the zip file of a DOCX or ODT, unpacked piece by piece within limits."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentTooLarge,
    Measure,
)

_CHUNK = 65_536  # bytes
_SMALL = 2**20  # bytes unpacked that no ratio makes dangerous
_METHODS = (ZIP_STORED, ZIP_DEFLATED)  # those of both formats
_ENCRYPTED = 0x1  # flag bit of a member


class Package:
    """The parts of a packed document, by name."""

    def __init__(self, content: bytes, format: Format, limits: Limits) -> None:  # noqa: A002
        """`format` names the document in errors, until it is known."""
        self._limits, self._unpacked = limits, 0
        self.format = format
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise DocumentDamaged(format, "its zip container is broken") from error
        self._members = {member.filename: member for member in self._zip.infolist()}
        if len(self._zip.infolist()) > limits.entries:
            found = len(self._zip.infolist())
            raise DocumentTooLarge(Measure.ENTRIES, found, limits.entries)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def named(self, pattern: str) -> list[str]:
        """The names of parts that match as a whole, in order."""
        return sorted(name for name in self._members if re.fullmatch(pattern, name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; raises DocumentDamaged, -Encrypted or -TooLarge."""
        member = self._members.get(name)
        if member is None:
            raise DocumentDamaged(self.format, f"its part {name} is missing")
        if member.flag_bits & _ENCRYPTED:
            raise DocumentEncrypted(self.format)
        if member.compress_type not in _METHODS:
            raise DocumentDamaged(self.format, f"its part {name} is packed in an unusual way")
        try:
            yield from self._unpack(member)
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise DocumentDamaged(self.format, f"its part {name} cannot be unpacked") from error

    def beginning(self, name: str) -> bytes:
        """The first bytes of a part, b"" where it is missing."""
        return next(self.chunks(name), b"") if name in self else b""

    def _unpack(self, member: ZipInfo) -> Iterator[bytes]:
        unpacked = 0
        with self._zip.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                unpacked += len(chunk)
                self._count(unpacked, len(chunk), member)
                yield chunk

    def _count(self, unpacked: int, fresh: int, member: ZipInfo) -> None:
        self._unpacked += fresh
        if self._unpacked > self._limits.unpacked:
            raise DocumentTooLarge(Measure.UNPACKED, None, self._limits.unpacked)
        if unpacked > max(_SMALL, self._limits.ratio * member.compress_size):
            raise DocumentTooLarge(Measure.RATIO, None, self._limits.ratio)
