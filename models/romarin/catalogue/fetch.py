"""Fetch of the official archive into the cache: downloaded, checked, then renamed into place."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from romarin.catalogue.catalogue import Catalogue
from romarin.catalogue.download import CONNECTION_SECONDS, Part, Progress, download
from romarin.catalogue.errors import FetchFailed, RomarinError

OFFICIAL_URL = "https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv"


def fetch(
    url: str,
    cache: Path,
    *,
    on_progress: Progress | None = None,
    timeout: float = CONNECTION_SECONDS,
    tolerate: int = 0,
) -> Path:
    """Downloads into `cache` as rome-v460.zip, with its sha256 beside it; raises FetchFailed.

    `timeout` is in seconds, for the connection (names and redirects included) and for each wait.
    Nothing appears under that name before it has loaded as a catalogue; an earlier archive of the
    same version stays as rome-v460.previous.zip, other versions stay as they are.
    """
    try:
        cache.mkdir(parents=True, exist_ok=True)
        part = Part(cache / "rome.zip.part", url)
        version = _complete(part, on_progress, timeout, tolerate)
        return _settle(part, cache / f"rome-v{version}.zip")
    except OSError as error:
        raise FetchFailed(url, f"{cache}: {error.strerror or error}") from error


def recorded_sha256(archive: Path) -> str:
    """The sha256 that was recorded when the archive was fetched; "" where none was."""
    record = checksum_file(archive)
    return record.read_text("utf-8").partition(" ")[0] if record.is_file() else ""


def file_sha256(path: Path) -> str:
    """The sha256 of the file as it stands (not of its content, as in Release)."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(2**20):
            digest.update(chunk)
    return digest.hexdigest()


def checksum_file(archive: Path) -> Path:
    """Where the checksum of an archive stands, in the form that `sha256sum -c` reads."""
    return archive.with_name(f"{archive.name}.sha256")


def _complete(part: Part, on_progress: Progress | None, timeout: float, tolerate: int) -> str:
    resumed = part.size > 0
    download(part, on_progress=on_progress, timeout=timeout)
    try:
        return _version(part, tolerate)
    except FetchFailed:
        if not resumed:
            raise
    # two halves that do not fit together: once more, from the beginning
    download(part, on_progress=on_progress, timeout=timeout)
    return _version(part, tolerate)


def _version(part: Part, tolerate: int) -> str:
    try:
        return Catalogue.load(part.path, tolerate=tolerate).release.version
    except RomarinError as error:
        part.discard()
        raise FetchFailed(part.url, f"what came is no usable archive: {error}") from error


def _settle(part: Part, target: Path) -> Path:
    digest = file_sha256(part.path)
    if target.is_file() and file_sha256(target) != digest:
        previous = target.with_name(f"{target.stem}.previous.zip")
        target.replace(previous)
        _record(previous, file_sha256(previous))
    _record(target, digest)
    part.path.replace(target)
    part.discard()
    return target


def _record(archive: Path, digest: str) -> None:
    staged = archive.with_name(f"{archive.name}.sha256.part")
    staged.write_text(f"{digest}  {archive.name}\n", "utf-8")
    staged.replace(checksum_file(archive))
