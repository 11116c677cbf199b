"""Archives for the tests: copies of the tiny one, damaged on purpose."""

import csv
import io
import zipfile
from pathlib import Path

VERSION = "490"


def csv_path(folder: Path, name: str) -> Path:
    return folder / f"unix_{name}_v{VERSION}_utf8.csv"


def read_rows(folder: Path, name: str) -> list[list[str]]:
    """All rows, the header first; blank lines are lost."""
    raw = csv_path(folder, name).read_bytes()
    encoding = "iso-8859-15" if name == "arborescence_secteur_naf" else "utf-8"
    return [row for row in csv.reader(io.StringIO(raw.decode(encoding), newline="")) if row]


def write_rows(folder: Path, name: str, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    csv_path(folder, name).write_text(text.getvalue(), "utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Replaces the first occurrence in a file of the archive."""
    path = csv_path(folder, name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def zipped(folder: Path, path: Path, *, inside: str = "") -> Path:
    """The folder as a zip, its files perhaps inside a folder of the zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
    return path
