"""Parquet: the only module that knows pyarrow, which the extra `batch` brings."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from romarin.batch.errors import ExtraMissing, InputUnreadable
from romarin.batch.records import Options, Task

if TYPE_CHECKING:
    import pyarrow as pa

READ_ROWS = 512  # at a time: some megabytes of texts
ROW_GROUP = 1024  # documents, or rows of --flat about forty times as many
COMPRESSION = "zstd"


def require() -> None:
    """Raises ExtraMissing where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        instead = "use JSON lines or CSV"
        raise ExtraMissing("Parquet", "pyarrow", "batch", instead) from error


def columns(path: Path) -> list[str]:
    """The names of the columns. Raises InputUnreadable."""
    with _opened(path) as file:
        return list(file.schema_arrow.names)


def records(path: Path, names: Sequence[str]) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """Each record: its number, about how far into the file, and these columns of it."""
    import pyarrow as pa

    size = path.stat().st_size
    with _opened(path) as file:
        rows = max(file.metadata.num_rows, 1)
        number = 0
        try:
            for read in file.iter_batches(READ_ROWS, columns=list(names), use_threads=False):
                for record in read.to_pylist():
                    number += 1
                    yield number, size * number // rows, record
        except (pa.ArrowException, OSError) as error:
            raise InputUnreadable(path, f"damaged Parquet: {type(error).__name__}") from error


def table(rows: Sequence[Mapping[str, Any]], options: Options) -> "pa.Table":
    """Rows of the output as a table with the schema of its kind."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=_schema(options))


class ParquetFile:
    """A Parquet file in the making, in row groups of many batches each."""

    def __init__(self, path: Path, options: Options, about: Mapping[str, str]) -> None:
        """`about` stands in the file's own metadata."""
        import pyarrow.parquet as pq

        schema = _schema(options).with_metadata(dict(about))
        self._writer = pq.ParquetWriter(path, schema, compression=COMPRESSION)
        self._held: list[pa.Table] = []
        self._documents = 0

    def add(self, content: "pa.Table", *, documents: int) -> None:
        """Adds the rows of a batch."""
        self._held.append(content)
        self._documents += documents
        if self._documents >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Writes what is held, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._held:
            schema = self._writer.schema
            joined = pa.concat_tables([held.cast(schema) for held in self._held])
            self._writer.write_table(joined.combine_chunks())
        self._held, self._documents = [], 0


def groups(path: Path) -> "Iterator[pa.Table]":
    """The row groups of a file of ours."""
    with _opened(path) as file:
        for at in range(file.num_row_groups):
            yield file.read_row_group(at, use_threads=False)


def _opened(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    require()
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        reason = f"not a Parquet file that can be read: {type(error).__name__}"
        raise InputUnreadable(path, reason) from error


def _schema(options: Options) -> "pa.Schema":
    return _flat() if options.flat else _document(options.task)


def _flat() -> "pa.Schema":
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            ("id", text),
            ("rank", pa.int32()),
            ("type", text),
            ("code", text),
            ("libelle", text),
            ("score", pa.float64()),
            ("level", text),
            ("coreForMetier", pa.bool_()),
            ("rome", text),
            ("romeSource", text),
        ]
    )


def _document(task: Task) -> "pa.Schema":
    import pyarrow as pa

    fields = [("id", pa.string())]
    if task is not Task.METIERS:
        fields += _skills()
    fields.append(("metiers", pa.list_(_metier(task))))
    if task is not Task.SKILLS:
        fields.append(("margin", pa.float64()))
    rome = pa.struct([("version", pa.string()), ("source", pa.string())])
    return pa.schema([*fields, ("unsure", pa.bool_()), ("rome", rome)])


def _skills() -> "list[tuple[str, pa.DataType]]":
    import pyarrow as pa

    text, number, score = pa.string(), pa.int32(), pa.float64()
    skill = [("code", text), ("type", text), ("libelle", text), ("score", score)]
    phrase = [("start", number), ("end", number), ("text", text), ("level", text)]
    whole = [("level", text), ("coreForMetier", pa.bool_()), ("mentions", pa.list_(number))]
    return [
        ("mentions", pa.list_(pa.struct([*phrase, ("items", pa.list_(pa.struct(skill)))]))),
        ("competences", pa.list_(pa.struct([*skill, *whole]))),
        ("unresolved", pa.list_(pa.struct(phrase))),
    ]


def _metier(task: Task) -> "pa.DataType":
    import pyarrow as pa

    named = [("code", pa.string()), ("libelle", pa.string())]
    fields = [*named, ("score", pa.float64())]
    if task is not Task.SKILLS:
        fields.append(("appellation", pa.struct(named)))
    return pa.struct(fields)
