"""Output: where a run writes, and what stands beside or in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from romarin.batch.parquet import require
from romarin.batch.records import Format
from romarin.batch.writing import format_of


@dataclass(frozen=True, slots=True)
class Output:
    """One file, or a folder of files; it is there once it is whole."""

    path: Path
    format: Format
    folder: bool

    @classmethod
    def of(cls, path: Path, named: Format | None = None) -> Self:
        """A suffix of a format means a file. Raises OutUnclear or ExtraMissing."""
        format_, folder = format_of(path, named)
        if format_ is Format.PARQUET:
            require()
        return cls(path, format_, folder)

    @property
    def work(self) -> Path:
        """The folder of the run under way; taken away at its end."""
        return self.path.with_name(f".{self.path.name}.run")

    @property
    def manifest(self) -> Path:
        """What the output was made from."""
        return self._beside("manifest.json")

    @property
    def rejected(self) -> Path:
        """The rows that could not be tagged; there only when there are any."""
        return self._beside("rejected.jsonl")

    @property
    def ours(self) -> tuple[Path, ...]:
        """All that this run writes, which is no input of it."""
        return self.path, self.work, self.manifest, self.rejected

    def _beside(self, name: str) -> Path:
        if self.folder:  # the underline hides it from readers of folders of tables
            return self.path / f"_{name}"
        return self.path.with_name(f"{self.path.name}.{name}")
