"""Sources of the ROME, in order: the archive named, the cache, the download, the starter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_cache_path

from romarin.catalogue.download import Progress
from romarin.catalogue.errors import ArchiveMissing, ArchiveUnreadable, FetchFailed
from romarin.catalogue.fetch import OFFICIAL_URL, file_sha256, recorded_sha256
from romarin.catalogue.fetch import fetch as download_archive

STARTER_FOLDER = Path(__file__).parent / "starter"
CACHED = re.compile(r"rome-v(?P<version>\d{3})\.zip")
NO = frozenset({"", "0", "no", "false"})


class Origin(StrEnum):
    """Where an archive was found; the value is how a line shown to the user names it."""

    ARGUMENT = "--archive"
    ENVIRONMENT = "ROMARIN_ARCHIVE"
    CACHE = "cache"
    DOWNLOAD = "official download"
    STARTER = "starter catalogue"


@dataclass(frozen=True, slots=True)
class Located:
    """An archive to load; `note` says why it is no better one, and is "" when it is named."""

    path: Path
    origin: Origin
    note: str = ""


def cache_folder(environ: Mapping[str, str]) -> Path:
    """ROMARIN_CACHE, else the platform's cache folder, such as ~/.cache/romarin."""
    named = environ.get("ROMARIN_CACHE")
    return Path(named).expanduser() if named else user_cache_path("romarin", appauthor=False)


def find_archive(
    archive: Path | None,
    environ: Mapping[str, str],
    *,
    cache: Path,
    fetch: bool = True,
    url: str = OFFICIAL_URL,
    on_progress: Progress | None = None,
) -> Located:
    """The archive to load; one that is named but missing or unreadable is an error, not skipped.

    An empty ROMARIN_ARCHIVE counts as not set. A download is tried when the cache is empty, unless
    `fetch` is false or ROMARIN_OFFLINE is set (to anything but 0, no or false).
    Raises ArchiveMissing or ArchiveUnreadable.
    """
    if archive is not None:
        return Located(_readable(archive, Origin.ARGUMENT), Origin.ARGUMENT)
    if named := environ.get("ROMARIN_ARCHIVE"):
        path = _readable(Path(named).expanduser(), Origin.ENVIRONMENT)
        return Located(path, Origin.ENVIRONMENT)
    if cached := newest_cached(cache):
        return Located(cached, Origin.CACHE)
    if not fetch or is_offline(environ):
        return _starter("no archive named or cached, and the download is turned off")
    try:
        return Located(download_archive(url, cache, on_progress=on_progress), Origin.DOWNLOAD)
    except FetchFailed as error:
        if cached := newest_cached(cache):  # another process was quicker
            return Located(cached, Origin.CACHE)
        return _starter(str(error))


def newest_cached(cache: Path) -> Path | None:
    """The cached archive of the highest version; ArchiveUnreadable if it changed since."""
    if not cache.is_dir():
        return None
    names = sorted(path.name for path in cache.iterdir() if CACHED.fullmatch(path.name))
    if not names:
        return None
    newest = _readable(cache / names[-1], Origin.CACHE)
    recorded = recorded_sha256(newest)
    if recorded and recorded != file_sha256(newest):
        raise ArchiveUnreadable(newest, "no longer what was downloaded (its sha256 differs)")
    return newest


def is_offline(environ: Mapping[str, str]) -> bool:
    """Whether ROMARIN_OFFLINE forbids the download."""
    return environ.get("ROMARIN_OFFLINE", "").strip().lower() not in NO


def _starter(note: str) -> Located:
    if not STARTER_FOLDER.is_dir():
        raise ArchiveMissing(STARTER_FOLDER, Origin.STARTER)
    return Located(STARTER_FOLDER, Origin.STARTER, note)


def _readable(path: Path, named_by: Origin) -> Path:
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        elif path.exists() and not path.is_file():
            raise ArchiveUnreadable(path, "neither a file nor a folder")
        else:
            path.open("rb").close()
    except FileNotFoundError as error:
        raise ArchiveMissing(path, named_by) from error
    except OSError as error:
        raise ArchiveUnreadable(path, error.strerror or str(error)) from error
    return path
