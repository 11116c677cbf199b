"""Streams: input files as bytes or text, .gz unpacked, and how far they were read."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from romarin.batch.errors import InputUnreadable

At = Callable[[], int]  # bytes of the file read so far, packed as they stand


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read, and why; nothing of its text."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that can be read from its start, as often as need be."""

    path: Path

    @contextmanager
    def binary(self) -> Iterator[tuple[IO[bytes], At]]:
        """Its content. Raises InputUnreadable, for a file that ends too soon as well."""
        try:
            with self.path.open("rb") as raw:
                if self.path.name.lower().endswith(".gz"):
                    with gzip.open(raw) as unpacked:
                        yield io.BufferedReader(unpacked), raw.tell
                else:
                    yield raw, raw.tell
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputUnreadable(self.path, f"damaged gzip: {error}") from error
        except OSError as error:
            raise InputUnreadable(self.path, error.strerror or str(error)) from error

    @contextmanager
    def text(self) -> Iterator[tuple[IO[str], At]]:
        """Its content as UTF-8; bytes that are none become lone surrogates, told later by row."""
        with self.binary() as (content, at):
            yield (
                io.TextIOWrapper(content, "utf-8-sig", errors="surrogateescape", newline=""),
                at,
            )
