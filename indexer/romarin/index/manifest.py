"""Manifest: what an artefact folder was built from and holds, in manifest.json."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Self

from romarin.catalogue import Release, Source
from romarin.index.errors import ArtefactDamaged, ArtefactMismatch, ArtefactMissing

NAME = "manifest.json"
FORMAT = 5  # raised when the files of an artefact, or what the build makes of its inputs, change


@dataclass(frozen=True, slots=True)
class Stamp:
    """The encoder that made the vectors."""

    name: str
    sha256: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that decides the content of an artefact."""

    release: Release
    encoder: Stamp | None  # None: an artefact without vectors, for lookup by words alone
    preparation: str  # "titles-2"
    tables: Mapping[str, str]  # thesaurus, commonest, priors -> sha256 of the file read
    format: int = FORMAT

    @property
    def hash(self) -> str:
        """12 hexadecimal digits that change with any input."""
        content = json.dumps(_plain(asdict(self)), sort_keys=True)
        return sha256(content.encode()).hexdigest()[:12]

    @property
    def folder_name(self) -> str:
        """`<rome>-<encoder>-<hash>`."""
        # An encoder may be named by its path or by its hub name, "intfloat/multilingual-e5-small".
        encoder = Path(self.encoder.name).name if self.encoder else "words"
        source = "" if self.release.source is Source.OFFICIAL else f"{self.release.source}-"
        return f"{source}{self.release.version}-{encoder}-{self.hash}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Inputs, row counts and checksums of one artefact folder."""

    inputs: Inputs
    rows: Mapping[str, int]
    files: Mapping[str, str]  # path in the folder -> sha256

    @classmethod
    def of(cls, inputs: Inputs, folder: Path, rows: Mapping[str, int]) -> Self:
        """The manifest of the files that stand in a folder now."""
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
        return cls(inputs, rows, {_name(path, folder): digest(path) for path in files})

    def save(self, folder: Path) -> None:
        """Writes manifest.json."""
        text = json.dumps(_plain(asdict(self)), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / NAME).write_text(text + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises ArtefactMissing, ArtefactDamaged, or ArtefactMismatch for another format."""
        path = folder / NAME
        if not path.is_file():
            raise ArtefactMissing(folder)
        try:
            content = json.loads(path.read_text("utf-8"))
            found = content["inputs"]["format"]
            if found != FORMAT:
                raise ArtefactMismatch(folder, "format", str(found), str(FORMAT))
            return cls(_inputs(content["inputs"]), dict(content["rows"]), dict(content["files"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ArtefactDamaged(folder, NAME, f"not a manifest ({error!r})") from error

    def verify(self, folder: Path) -> None:
        """Raises ArtefactDamaged unless every file is there, as it was written."""
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file():
                raise ArtefactDamaged(folder, name, "missing")
            if digest(path) != expected:
                raise ArtefactDamaged(folder, name, "its checksum is not the manifest's")


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _inputs(content: dict[str, Any]) -> Inputs:
    release = content["release"]
    encoder = content["encoder"]
    return Inputs(
        release=Release(
            **release
            | {
                "date": date.fromisoformat(release["date"]),
                "source": Source(release["source"]),
            }
        ),
        encoder=Stamp(**encoder) if encoder else None,
        preparation=content["preparation"],
        tables=content["tables"],
        format=content["format"],
    )


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    """The content as JSON writes it: dates in ISO 8601."""
    plain: dict[str, Any] = json.loads(json.dumps(content, default=str))
    return plain
