"""The official archive is fetched whole or not at all, and goes on where it broke off."""

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.catalogue.archives import replace, zipped
from tests.catalogue.server import Served, serving

from romarin.catalogue import Catalogue, FetchFailed
from romarin.catalogue.fetch import fetch, recorded_sha256


@pytest.fixture
def content(zip_path: Path) -> bytes:
    return zip_path.read_bytes()


@pytest.fixture
def served(content: bytes) -> Iterator[Served]:
    with serving(Served(content)) as server:
        yield server


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "romarin"


def test_the_archive_comes_under_its_version_with_its_checksum(
    served: Served, cache: Path, content: bytes
) -> None:
    path = fetch(served.url, cache)
    assert path == cache / "rome-v490.zip"
    assert path.read_bytes() == content
    assert recorded_sha256(path) == hashlib.sha256(content).hexdigest()
    assert names(cache) == ["rome-v490.zip", "rome-v490.zip.sha256"]
    assert served.asked == ["GET"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_the_checksum_reads_with_the_usual_tool(served: Served, cache: Path) -> None:
    fetch(served.url, cache)
    subprocess.run(["sha256sum", "--check", "rome-v490.zip.sha256"], cwd=cache, check=True)


def test_progress_counts_the_bytes_up_to_the_whole(
    served: Served, cache: Path, content: bytes
) -> None:
    seen: list[tuple[int, int | None]] = []
    fetch(served.url, cache, on_progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, len(content))
    assert seen[-1] == (len(content), len(content))
    assert seen == sorted(seen)


def test_a_transfer_that_breaks_off_goes_on_by_itself(
    served: Served, cache: Path, content: bytes
) -> None:
    served.cut_at = [1000, 2000]
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked == ["GET", "GET bytes=1000-", "GET bytes=3000-"]


def test_a_transfer_that_keeps_breaking_off_goes_on_next_time(
    served: Served, cache: Path, content: bytes
) -> None:
    served.cut_at = [1000, 1000, 1000]
    with pytest.raises(FetchFailed, match=f"broken off at 3000 of {len(content)} bytes"):
        fetch(served.url, cache)
    assert names(cache) == ["rome.zip.part", "rome.zip.part.json"]
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked[-1] == "GET bytes=3000-"
    assert names(cache) == ["rome-v490.zip", "rome-v490.zip.sha256"]


def test_a_server_without_ranges_sends_all_of_it_again(
    served: Served, cache: Path, content: bytes
) -> None:
    served.ranges = False
    served.cut_at = [1000]
    assert fetch(served.url, cache).read_bytes() == content


def test_an_archive_that_changed_meanwhile_is_begun_anew(
    served: Served, cache: Path, content: bytes
) -> None:
    served.cut_at = [1000, 0, 0]
    with pytest.raises(FetchFailed):
        fetch(served.url, cache)
    served.etag = '"two"'
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked[-1] == "GET bytes=1000-"


def test_halves_that_do_not_fit_are_dropped_and_fetched_once_more(
    served: Served, cache: Path, content: bytes
) -> None:
    """A server that gives no ETag cannot say that the archive changed."""
    served.etag = ""
    served.cut_at = [1000, 0, 0]
    served.content = b"x" * len(content)
    with pytest.raises(FetchFailed):
        fetch(served.url, cache)
    served.content = content
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked[-2:] == ["GET bytes=1000-", "GET"]


def test_a_part_that_is_whole_already_is_used(served: Served, cache: Path, content: bytes) -> None:
    served.tell_length = False
    served.cut_at = [1000]
    with pytest.raises(FetchFailed, match="no usable archive"):
        fetch(served.url, cache)
    served.tell_length = True
    served.cut_at = [len(content) - 1, 0, 0]
    with pytest.raises(FetchFailed):
        fetch(served.url, cache)
    with (cache / "rome.zip.part").open("ab") as part:
        part.write(content[-1:])
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked[-1] == f"GET bytes={len(content)}-"


def test_a_part_longer_than_the_archive_is_begun_anew(
    served: Served, cache: Path, content: bytes
) -> None:
    served.cut_at = [1000, 0, 0]
    with pytest.raises(FetchFailed):
        fetch(served.url, cache)
    with (cache / "rome.zip.part").open("ab") as part:
        part.write(content * 2)
    assert fetch(served.url, cache).read_bytes() == content


def test_an_answer_to_another_range_is_not_appended(
    served: Served, cache: Path, content: bytes
) -> None:
    served.cut_at = [1000]
    served.shift = 5
    assert fetch(served.url, cache).read_bytes() == content


@pytest.mark.parametrize("note", ["", "{", "[]", '{"url": "http://other/", "validator": ""}'])
def test_a_part_of_unknown_origin_is_not_gone_on_from(
    served: Served, cache: Path, content: bytes, note: str
) -> None:
    cache.mkdir(parents=True)
    (cache / "rome.zip.part").write_bytes(b"something")
    (cache / "rome.zip.part.json").write_text(note, "utf-8")
    assert fetch(served.url, cache).read_bytes() == content
    assert served.asked == ["GET"]


@pytest.mark.parametrize(
    "wrong", [b"<html>maintenance</html>", b"", b"PK\x03\x04 and then something else"]
)
def test_wrong_content_never_takes_the_place_of_an_archive(
    served: Served, cache: Path, content: bytes, wrong: bytes
) -> None:
    fetch(served.url, cache)
    served.content = wrong
    with pytest.raises(FetchFailed, match="no usable archive"):
        fetch(served.url, cache)
    assert names(cache) == ["rome-v490.zip", "rome-v490.zip.sha256"]
    assert (cache / "rome-v490.zip").read_bytes() == content


def test_an_archive_with_an_orphan_needs_to_be_tolerated(
    served: Served, cache: Path, folder: Path, tmp_path: Path
) -> None:
    replace(folder, "rubrique_mobilite", '"A1901","G1901"', '"A1901","Z9999"')
    served.content = zipped(folder, tmp_path / "orphan.zip").read_bytes()
    with pytest.raises(FetchFailed, match="Z9999"):
        fetch(served.url, cache)
    assert names(cache) == []
    path = fetch(served.url, cache, tolerate=1)
    assert len(Catalogue.load(path, tolerate=1).tolerated) == 1


def test_the_same_archive_again_changes_nothing(served: Served, cache: Path) -> None:
    fetch(served.url, cache)
    fetch(served.url, cache)
    assert names(cache) == ["rome-v490.zip", "rome-v490.zip.sha256"]


def test_a_version_published_anew_keeps_the_one_before(
    served: Served, cache: Path, content: bytes, folder: Path, tmp_path: Path
) -> None:
    fetch(served.url, cache)
    replace(folder, "themes", "Service aux personnes", "Service à la personne")
    served.content = zipped(folder, tmp_path / "again.zip").read_bytes()
    served.etag = '"two"'
    assert fetch(served.url, cache).read_bytes() == served.content
    assert (cache / "rome-v490.previous.zip").read_bytes() == content
    assert recorded_sha256(cache / "rome-v490.previous.zip") == hashlib.sha256(content).hexdigest()


def test_another_version_stands_beside_the_one_before(
    served: Served, cache: Path, folder: Path, tmp_path: Path
) -> None:
    fetch(served.url, cache)
    for path in folder.glob("*.csv"):
        path.rename(folder / path.name.replace("_v490_", "_v491_"))
    version = folder / "version.txt"
    version.write_text(version.read_text("utf-8").replace(": 90", ": 91"), "utf-8")
    served.content = zipped(folder, tmp_path / "next.zip").read_bytes()
    assert fetch(served.url, cache).name == "rome-v491.zip"
    assert (cache / "rome-v490.zip").is_file()


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_refusal_says_its_status(served: Served, cache: Path, status: int) -> None:
    served.status = status
    with pytest.raises(FetchFailed, match=f"HTTP {status}") as caught:
        fetch(served.url, cache)
    assert "ROMARIN_ARCHIVE" in str(caught.value)
    assert names(cache) == []


def test_a_redirect_is_followed(served: Served, cache: Path) -> None:
    served.location = "/elsewhere"
    assert fetch(served.url, cache).name == "rome-v490.zip"


def test_a_server_that_does_not_answer_is_given_up(served: Served, cache: Path) -> None:
    served.wait = 1.0
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"no answer within 0\.2 s"):
        fetch(served.url, cache, timeout=0.2)
    assert time.monotonic() - began < 0.9


def test_a_server_that_stops_sending_is_given_up(served: Served, cache: Path) -> None:
    served.drip = 0.6
    with pytest.raises(FetchFailed, match="timed out"):
        fetch(served.url, cache, timeout=0.2)


def test_a_server_that_drips_is_given_up(served: Served, cache: Path) -> None:
    served.drip = 0.01
    with pytest.raises(FetchFailed, match="too slow"):
        fetch(served.url, cache, timeout=0.3)
    assert (cache / "rome.zip.part").stat().st_size > 0


def test_a_port_where_nobody_listens_is_said(cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchFailed, match="no connection"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/", cache)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/rome.zip", "rome.zip"])
def test_only_http_is_fetched(cache: Path, url: str) -> None:
    with pytest.raises(FetchFailed, match="not an http address"):
        fetch(url, cache)


def test_a_cache_that_cannot_be_written_is_said(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FetchFailed, match="file"):
        fetch(served.url, tmp_path / "file" / "cache")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
