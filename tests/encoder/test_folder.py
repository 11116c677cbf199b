"""A folder of weights: what it must hold, and what happens when it does not."""

import json
import shutil
from pathlib import Path

import pytest

from romarin.encoder import (
    EncoderDamaged,
    EncoderSettings,
    Kind,
    OnnxEncoder,
    packaged_folder,
)
from romarin.encoder.folder import (
    MODEL,
    SETTINGS,
    TOKENIZER,
    checksum,
    read_settings,
    write_settings,
)

SIZE_LIMIT = 40_000_000  # bytes of model and tokenizer
SETTINGS_OF_A_TEST = EncoderSettings(
    name="essai",
    dimension=6,
    max_tokens=12,
    prefixes={"query": "cherche : "},
    source="ce test",
    licence="aucune",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MODEL).write_bytes(b"poids")
    (tmp_path / TOKENIZER).write_text("{}")
    write_settings(tmp_path, SETTINGS_OF_A_TEST)
    return tmp_path


def test_settings_come_back_as_written(folder: Path) -> None:
    settings = read_settings(folder)
    assert settings == SETTINGS_OF_A_TEST
    assert settings.prefix(Kind.QUERY) == "cherche : "
    assert settings.prefix(Kind.PASSAGE) == ""


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"autre chose")
    with pytest.raises(EncoderDamaged, match="sha256"):
        read_settings(folder)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, SETTINGS])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EncoderDamaged, match="romarin encoder export"):
        read_settings(folder)


@pytest.mark.parametrize("content", ["", "[]", '{"name": "essai"}', '{"files": {}, "nom": 1}'])
def test_settings_of_another_making_are_refused(folder: Path, content: str) -> None:
    (folder / SETTINGS).write_text(content)
    with pytest.raises(EncoderDamaged, match=SETTINGS):
        read_settings(folder)


def test_the_checksum_changes_with_any_file(folder: Path) -> None:
    before = checksum(folder)
    (folder / MODEL).write_bytes(b"autres poids")
    write_settings(folder, SETTINGS_OF_A_TEST)
    assert checksum(folder) != before


def test_the_packaged_weights_are_small_enough_to_ship() -> None:
    folder = packaged_folder()
    assert sum((folder / name).stat().st_size for name in (MODEL, TOKENIZER)) <= SIZE_LIMIT


def test_the_packaged_weights_say_where_they_come_from() -> None:
    card = (packaged_folder() / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "intfloat/multilingual-e5-small" in card
    assert "MIT" in card


def test_a_prefix_of_the_settings_is_put_before_every_text(tmp_path: Path) -> None:
    shutil.copytree(packaged_folder(), tmp_path / "sans")
    plain = json.loads((tmp_path / "sans" / SETTINGS).read_text(encoding="utf-8"))
    plain["prefixes"] = {}
    (tmp_path / "sans" / SETTINGS).write_text(json.dumps(plain))
    prefix = read_settings(packaged_folder()).prefix(Kind.QUERY)
    with_prefix = OnnxEncoder.load(packaged_folder()).encode(["boulanger"])[0]
    without = OnnxEncoder.load(tmp_path / "sans").encode([prefix + "boulanger"])[0]
    assert with_prefix @ without > 0.9999
