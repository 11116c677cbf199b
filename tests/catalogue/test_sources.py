"""An archive is looked for in order, and one that was named is never passed over."""

import shutil
from pathlib import Path

import pytest
from tests.catalogue.archives import zipped
from tests.catalogue.server import Served, serving

from romarin.catalogue import ArchiveMissing, ArchiveUnreadable, Origin, cache_folder, find_archive
from romarin.catalogue import sources as sources_module
from romarin.catalogue.fetch import fetch
from romarin.catalogue.sources import STARTER_FOLDER

NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody listens


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def starter(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the packaged starter catalogue."""
    monkeypatch.setattr(sources_module, "STARTER_FOLDER", tiny)
    return tiny


def test_the_argument_comes_before_the_environment(tiny: Path, zip_path: Path, cache: Path) -> None:
    found = find_archive(zip_path, {"ROMARIN_ARCHIVE": str(tiny)}, cache=cache)
    assert (found.path, found.origin, found.note) == (zip_path, Origin.ARGUMENT, "")


def test_the_environment_comes_before_the_cache(tiny: Path, zip_path: Path, cache: Path) -> None:
    put(cache, zip_path, "490")
    found = find_archive(None, {"ROMARIN_ARCHIVE": str(tiny)}, cache=cache)
    assert (found.path, found.origin) == (tiny, Origin.ENVIRONMENT)


def test_the_cache_comes_before_the_download(zip_path: Path, cache: Path) -> None:
    put(cache, zip_path, "490")
    found = find_archive(None, {}, cache=cache, url=NOWHERE)
    assert (found.path, found.origin) == (cache / "rome-v490.zip", Origin.CACHE)


def test_the_newest_of_the_cache_is_taken(zip_path: Path, cache: Path) -> None:
    for version in ("490", "461", "460", "491.previous"):
        put(cache, zip_path, version)
    (cache / "rome.zip.part").write_bytes(b"half")
    assert find_archive(None, {}, cache=cache).path.name == "rome-v490.zip"


@pytest.mark.usefixtures("starter")
def test_the_download_comes_before_the_starter(zip_path: Path, cache: Path) -> None:
    with serving(Served(zip_path.read_bytes())) as served:
        found = find_archive(None, {"ROMARIN_ARCHIVE": ""}, cache=cache, url=served.url)
    assert (found.path, found.origin) == (cache / "rome-v490.zip", Origin.DOWNLOAD)


def test_the_starter_comes_last_and_says_why(cache: Path, starter: Path) -> None:
    found = find_archive(None, {}, cache=cache, url=NOWHERE)
    assert (found.path, found.origin) == (starter, Origin.STARTER)
    assert "no connection" in found.note


@pytest.mark.parametrize("value", ["1", "true", "YES"])
def test_the_download_can_be_turned_off(
    zip_path: Path, cache: Path, starter: Path, value: str
) -> None:
    with serving(Served(zip_path.read_bytes())) as served:
        found = find_archive(None, {"ROMARIN_OFFLINE": value}, cache=cache, url=served.url)
        again = find_archive(None, {}, cache=cache, url=served.url, fetch=False)
    assert served.asked == []
    assert found == again
    assert (found.path, found.origin) == (starter, Origin.STARTER)
    assert "turned off" in found.note


@pytest.mark.parametrize("value", ["", "0", "no", "False"])
@pytest.mark.usefixtures("starter")
def test_offline_can_be_said_not_to_be(zip_path: Path, cache: Path, value: str) -> None:
    with serving(Served(zip_path.read_bytes())) as served:
        found = find_archive(None, {"ROMARIN_OFFLINE": value}, cache=cache, url=served.url)
    assert found.origin is Origin.DOWNLOAD


@pytest.mark.usefixtures("starter")
def test_a_named_archive_that_is_missing_is_an_error(
    zip_path: Path, cache: Path, tmp_path: Path
) -> None:
    put(cache, zip_path, "490")
    missing = tmp_path / "missing.zip"
    with pytest.raises(ArchiveMissing, match=r"missing\.zip \(named by ROMARIN_ARCHIVE\)"):
        find_archive(None, {"ROMARIN_ARCHIVE": str(missing)}, cache=cache)
    with pytest.raises(ArchiveMissing, match="named by --archive"):
        find_archive(missing, {}, cache=cache)


@pytest.mark.usefixtures("starter")
def test_a_named_archive_that_cannot_be_read_is_an_error(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveUnreadable, match="Not a directory"):
        find_archive(tmp_path / "file" / "rome.zip", {}, cache=cache)


def test_a_cached_archive_that_changed_is_an_error(zip_path: Path, cache: Path) -> None:
    with serving(Served(zip_path.read_bytes())) as served:
        path = fetch(served.url, cache)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ArchiveUnreadable, match="sha256 differs"):
        find_archive(None, {}, cache=cache)


def test_the_cache_folder_can_be_named(tmp_path: Path) -> None:
    assert cache_folder({"ROMARIN_CACHE": str(tmp_path)}) == tmp_path
    assert cache_folder({}).name == "romarin"


def test_the_starter_stands_in_the_package() -> None:
    assert STARTER_FOLDER.parent.name == "catalogue"


def put(cache: Path, archive: Path, version: str) -> None:
    cache.mkdir(exist_ok=True)
    shutil.copy(archive, cache / f"rome-v{version}.zip")


def test_a_folder_may_be_named(tiny: Path, cache: Path, tmp_path: Path) -> None:
    path = zipped(tiny, tmp_path / "other.zip")
    assert find_archive(path, {}, cache=cache).path == path
    assert find_archive(tiny, {}, cache=cache).path == tiny
