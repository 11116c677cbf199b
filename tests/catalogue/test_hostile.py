"""A damaged archive, or one made to harm, is refused with one error and nothing unpacked."""

import os
import random
import stat
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from romarin.catalogue import (
    ArchiveHostile,
    ArchiveMissing,
    ArchiveUnreadable,
    Catalogue,
    RomarinError,
)
from romarin.catalogue.zipped import FILE_BYTES_MAX, MEMBERS_MAX, TOTAL_BYTES_MAX

LOAD_BYTES_MAX = 16 * 2**20  # of memory that a refusal may take


@pytest.mark.parametrize(
    "name",
    [
        "../unix_item_v490_utf8.csv",
        "a/../../etc/passwd",
        "..",
        "/etc/passwd",
        "//server/share",
        "C:/windows/system.ini",
        "c:evil.csv",
        "..\\evil.csv",
        "a\\b.csv",
        "new\nline.csv",
        "escape\x1b[2J.csv",
        "\u202egnp.exe",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(zip_path: Path, name: str) -> None:
    with zipfile.ZipFile(zip_path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(ArchiveHostile) as caught:
        Catalogue.load(zip_path)
    assert caught.value.member == name
    assert str(caught.value).isprintable()


def test_a_name_cut_by_a_nul_is_refused(zip_path: Path) -> None:
    with zipfile.ZipFile(zip_path, "a") as archive:
        archive.writestr("evil.csvQ.txt", b"x")
    zip_path.write_bytes(zip_path.read_bytes().replace(b"evil.csvQ.txt", b"evil.csv\0.txt"))
    with pytest.raises(ArchiveHostile, match="control characters"):
        Catalogue.load(zip_path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_a_device_is_refused(zip_path: Path, kind: int) -> None:
    info = zipfile.ZipInfo("unix_extra_v490_utf8.csv")
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(zip_path, "a") as archive:
        archive.writestr(info, b"/etc/passwd")
    with pytest.raises(ArchiveHostile, match="link or a device"):
        Catalogue.load(zip_path)


@pytest.mark.parametrize("folder", ["", "other/"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(zip_path: Path, folder: str) -> None:
    with zipfile.ZipFile(zip_path, "a") as archive:
        archive.writestr(f"{folder}unix_item_v490_utf8.csv", b"x")
    with pytest.raises(ArchiveHostile, match="twice"):
        Catalogue.load(zip_path)


def test_a_bomb_is_refused_by_its_ratio(zip_path: Path) -> None:
    add_zeros(zip_path, 8 * 2**20)
    refuse_cheaply(zip_path, "a bomb")


def test_a_file_too_large_is_refused(zip_path: Path) -> None:
    set_declared_size(zip_path, FILE_BYTES_MAX + 1)
    refuse_cheaply(zip_path, "at most expected")


def test_many_files_too_large_together_are_refused(zip_path: Path) -> None:
    set_declared_size(zip_path, FILE_BYTES_MAX, every=True)
    refuse_cheaply(zip_path, str(TOTAL_BYTES_MAX))


def test_a_bomb_that_hides_its_size_is_cut_off(zip_path: Path) -> None:
    """Its list says 100 bytes: no more than that is ever unpacked."""
    add_zeros(zip_path, 48 * 2**20, name="unix_themes_v490_utf8.csv")
    set_declared_size(zip_path, 100, name=b"unix_themes_v490_utf8.csv")
    tracemalloc.start()
    with pytest.raises(RomarinError):
        Catalogue.load(zip_path)
    assert tracemalloc.get_traced_memory()[1] < LOAD_BYTES_MAX
    tracemalloc.stop()


def test_too_many_members_are_refused(zip_path: Path) -> None:
    with zipfile.ZipFile(zip_path, "a") as archive:
        for number in range(MEMBERS_MAX):
            archive.writestr(f"{number}.txt", b"")
    refuse_cheaply(zip_path, "members")


def test_a_list_of_members_longer_than_it_says_is_refused(zip_path: Path) -> None:
    raw = bytearray(zip_path.read_bytes())
    end = raw.rfind(b"PK\x05\x06")
    struct.pack_into("<L", raw, end + 12, 2**31)
    zip_path.write_bytes(raw)
    refuse_cheaply(zip_path, "members")


def test_a_zip64_is_refused(zip_path: Path) -> None:
    raw = zip_path.read_bytes()
    end = raw.rfind(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    zip_path.write_bytes(raw[:end] + locator + raw[end:])
    refuse_cheaply(zip_path, "zip64")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_compress_are_refused(zip_path: Path, method: int) -> None:
    with zipfile.ZipFile(zip_path, "a") as archive:
        archive.writestr("note.txt", b"x" * 100, compress_type=method)
    refuse_cheaply(zip_path, "compression method")


def test_an_encrypted_member_is_refused(zip_path: Path) -> None:
    raw = bytearray(zip_path.read_bytes())
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    zip_path.write_bytes(raw)
    with pytest.raises(ArchiveUnreadable, match="encrypted"):
        Catalogue.load(zip_path)


def test_a_changed_byte_fails_its_checksum(zip_path: Path) -> None:
    raw = bytearray(zip_path.read_bytes())
    with zipfile.ZipFile(zip_path) as archive:
        info = archive.getinfo("unix_item_v490_utf8.csv")
    raw[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0xFF
    zip_path.write_bytes(raw)
    with pytest.raises(ArchiveUnreadable, match="unix_item"):
        Catalogue.load(zip_path)


@pytest.mark.parametrize("share", [0, 0.0001, 0.3, 0.9, 0.999])
def test_a_zip_cut_off_is_refused(zip_path: Path, share: float) -> None:
    raw = zip_path.read_bytes()
    zip_path.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(ArchiveUnreadable):
        Catalogue.load(zip_path)


@pytest.mark.parametrize(
    "content", [b"", b"<!DOCTYPE html><html>", b"\x1f\x8b\x08", b"%PDF-1.7", b"PK\x05\x06"]
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rome.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveUnreadable, match=r"no zip|cut off"):
        Catalogue.load(path)


def test_a_zip_without_members_lacks_every_file(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "rome.zip", "w").close()
    with pytest.raises(RomarinError, match="30 of the official files missing"):
        Catalogue.load(tmp_path / "rome.zip")


def test_a_path_where_nothing_stands_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"nothing\.zip"):
        Catalogue.load(tmp_path / "nothing.zip")


def test_a_path_that_the_system_refuses_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="File name too long"):
        Catalogue.load(tmp_path / ("x" * 5000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_forbidden_archive_is_unreadable(zip_path: Path) -> None:
    zip_path.chmod(0)
    with pytest.raises(ArchiveUnreadable, match="Permission denied"):
        Catalogue.load(zip_path)


def test_a_pipe_in_the_place_of_a_file_does_not_hang(folder: Path) -> None:
    path = folder / "unix_themes_v490_utf8.csv"
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RomarinError, match="unix_themes_v490_utf8"):
        Catalogue.load(folder)


def test_a_pipe_in_the_place_of_the_archive_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rome.zip")
    with pytest.raises(ArchiveUnreadable, match="neither a file nor a folder"):
        Catalogue.load(tmp_path / "rome.zip")


def test_a_folder_with_a_file_too_large_is_refused(folder: Path) -> None:
    with (folder / "unix_themes_v490_utf8.csv").open("ab") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    refuse_cheaply(folder, "too large")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    for number in range(MEMBERS_MAX + 1):
        (tmp_path / str(number)).touch()
    with pytest.raises(RomarinError):
        Catalogue.load(tmp_path)


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_whatever_bytes_change_the_error_is_ours(zip_path: Path, seed: int) -> None:
    """Half of the changes hit the list of members, where a zip is most easily confused."""
    generator = random.Random(seed)
    raw = bytearray(zip_path.read_bytes())
    lists = raw.find(b"PK\x01\x02")
    for _ in range(generator.randint(1, 4)):
        start = lists if generator.random() < 0.5 else 0
        raw[generator.randrange(start, len(raw))] = generator.randrange(256)
    damaged = zip_path.with_name("damaged.zip")
    damaged.write_bytes(raw)
    with suppress(RomarinError):
        Catalogue.load(damaged)


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_bytes_change_in_a_file_the_error_is_ours(
    tiny: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = {path.name: bytearray(path.read_bytes()) for path in tiny.iterdir()}
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    files[name][at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path / "rome.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, bytes(content))
    with suppress(RomarinError):
        Catalogue.load(path, tolerate=3)


def refuse_cheaply(path: Path, reason: str) -> None:
    tracemalloc.start()
    with pytest.raises(ArchiveHostile, match=reason):
        Catalogue.load(path)
    assert tracemalloc.get_traced_memory()[1] < LOAD_BYTES_MAX
    tracemalloc.stop()


def add_zeros(path: Path, size: int, *, name: str = "zeros.csv") -> None:
    """Adds, or puts in the place of a member, that many zeros, packed a thousand to one."""
    with zipfile.ZipFile(path) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in members.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w") as file:
            for _ in range(size // 2**20):
                file.write(bytes(2**20))


def set_declared_size(path: Path, size: int, *, name: bytes = b"", every: bool = False) -> None:
    """Lies about the unpacked size, in the list and before the member itself."""
    raw = bytearray(path.read_bytes())
    for signature, at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        found = raw.find(signature)
        while found >= 0:
            if every or raw[found + name_at :].startswith(name):
                struct.pack_into("<L", raw, found + at, size)
                if every:  # packed sizes too, so that the ratio looks honest
                    struct.pack_into("<L", raw, found + at - 4, size // 50)
                if not every and not name:
                    break
            found = raw.find(signature, found + 4)
    path.write_bytes(raw)
