"""Packaged encoders: chosen by name, told apart by their checksum."""

import json
from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.encoder import (
    EncoderUnknown,
    encoder_folder,
    load_encoder,
    packaged_folder,
    packaged_folders,
    packaged_names,
    packaged_with,
    read_settings,
)
from romarin.encoder.folder import SETTINGS, checksum
from romarin.encoder.scale import SCALE


def test_a_packaged_encoder_is_called_by_its_folder() -> None:
    names = [read_settings(folder).name for folder in packaged_folders()]
    assert names == list(packaged_names())


def test_the_default_is_one_of_the_packaged() -> None:
    assert packaged_folder() in packaged_folders()


def test_every_packaged_encoder_has_a_scale_of_its_own() -> None:
    assert [folder.name for folder in packaged_folders() if not (folder / SCALE).is_file()] == []


@pytest.mark.parametrize("name", ["romarin-mini", "mini"])
def test_a_name_or_its_last_part_loads_the_encoder(shelf: Path, name: str) -> None:
    encoder = load_encoder(name)
    assert encoder.name == "romarin-mini"
    assert encoder.sha256 == checksum(shelf / "romarin-mini")
    assert encoder.encode(["boulanger"]).shape == (1, encoder.dimension)


def test_default_means_the_one_that_is_marked(shelf: Path) -> None:
    assert encoder_folder("default") == shelf / "romarin-small"


def test_names_come_in_alphabetical_order(shelf: Path) -> None:
    assert packaged_folders() == (shelf / "romarin-mini", shelf / "romarin-small")
    assert packaged_names() == ("romarin-mini", "romarin-small")


def test_a_last_part_that_two_share_names_none(shelf: Path) -> None:
    (shelf / "lavande-mini").mkdir()
    (shelf / "lavande-mini" / SETTINGS).write_text("{}")
    assert encoder_folder("mini") is None
    assert encoder_folder("romarin-mini") == shelf / "romarin-mini"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("name", ["", "romarin", "ini", "-mini", "Mini", "../weights/romarin-mini"])
def test_what_is_no_last_part_names_none(name: str) -> None:
    assert encoder_folder(name) is None


def test_a_path_is_a_folder_even_where_it_reads_like_a_name(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "mini"
    (shelf / "romarin-small").rename(own)
    assert encoder_folder("mini") == shelf / "romarin-mini"
    assert encoder_folder(Path("mini")) == Path("mini")
    assert encoder_folder("./mini") == Path("mini")
    assert encoder_folder(str(own)) == own


def test_a_folder_without_settings_is_not_packaged(shelf: Path) -> None:
    (shelf / "notes").mkdir()
    assert "notes" not in packaged_names()


def test_an_encoder_is_found_by_its_checksum(shelf: Path) -> None:
    assert packaged_with(checksum(shelf / "romarin-mini")) == shelf / "romarin-mini"
    assert packaged_with(HashingEncoder().sha256) is None


@pytest.mark.usefixtures("shelf")
def test_encoders_of_equal_weights_and_other_names_differ_in_checksum() -> None:
    one, two = (json.loads((folder / SETTINGS).read_text()) for folder in packaged_folders())
    assert one["files"] == two["files"]
    assert len({checksum(folder) for folder in packaged_folders()}) == 2


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("name", ["/nowhere/romarin-mini", "./romarin-mini"])
def test_a_folder_that_is_missing_is_told_with_the_packaged_names(name: str) -> None:
    with pytest.raises(EncoderUnknown, match="romarin-mini, romarin-small") as caught:
        load_encoder(name)
    assert (caught.value.name, caught.value.packaged) == (name, packaged_names())
