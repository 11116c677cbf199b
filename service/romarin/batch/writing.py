"""Writing: rows as bytes of their format, files of them, and files joined to one."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import Any, Protocol

import orjson

from romarin.batch import parquet
from romarin.batch.errors import OutUnclear
from romarin.batch.records import Format, Options

PACKING = 6  # of gzip: two thirds of the time of its default for 2 % more bytes


class OpenFile(Protocol):
    """A file in the making."""

    def add(self, content: Any, *, documents: int) -> None:  # noqa: ANN401 - bytes or a table
        """Adds what `encode` made of a batch."""
        ...

    def close(self) -> None:
        """Ends the file, which is none before."""
        ...


def format_of(out: Path, named: Format | None) -> tuple[Format, bool]:
    """The format of an output, and whether it is a folder of files. Raises OutUnclear."""
    by_suffix = next((one for one in Format if out.name.lower().endswith(f".{one}")), None)
    if by_suffix is None and named is None:
        raise OutUnclear(out, "its name tells no format")
    if by_suffix is not None and named not in (None, by_suffix):
        raise OutUnclear(out, f"its name tells {by_suffix}, --format {named}")
    return by_suffix or named or Format.JSONL, by_suffix is None


def encode(rows: Sequence[Mapping[str, Any]], options: Options) -> Any:  # noqa: ANN401
    """What `OpenFile.add` takes: lines as bytes, or an Arrow table."""
    if options.format is Format.PARQUET:
        return parquet.table(rows, options)
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def create(path: Path, options: Options, about: Mapping[str, str]) -> OpenFile:
    """A new file of the format; `about` is kept in its metadata where the format has any."""
    if options.format is Format.PARQUET:
        return parquet.ParquetFile(path, options, about)
    return LinesFile(path, packed=options.format is Format.JSONL_GZ)


def join(parts: Iterable[Path], target: Path, options: Options, about: Mapping[str, str]) -> None:
    """Writes the rows of these files, in order, to one."""
    if options.format is not Format.PARQUET:
        with target.open("wb") as file:  # gzip files that follow each other are one as well
            for part in parts:
                with part.open("rb") as content:
                    copyfileobj(content, file)
        return
    whole = parquet.ParquetFile(target, options, about)
    for part in parts:
        for group in parquet.groups(part):
            whole.add(group, documents=parquet.ROW_GROUP)
    whole.close()


class LinesFile:
    """JSON lines in the making."""

    def __init__(self, path: Path, *, packed: bool) -> None:
        self._raw = path.open("wb")
        # No time in its head: the same rows are the same bytes.
        self._packed = gzip.GzipFile("", "wb", PACKING, self._raw, mtime=0) if packed else None

    def add(self, content: bytes, *, documents: int) -> None:  # noqa: ARG002 - as all files do
        """Adds the lines of a batch."""
        (self._packed or self._raw).write(content)

    def close(self) -> None:
        """Ends the file."""
        if self._packed is not None:
            self._packed.close()
        self._raw.close()
