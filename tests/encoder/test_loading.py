"""Loading an encoder by name."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from romarin.encoder import (
    EncoderUnknown,
    ExtraMissing,
    OnnxEncoder,
    load_encoder,
    packaged_folder,
    packaged_names,
)

HAS_EXTRA = find_spec("sentence_transformers") is not None


def test_default_is_the_packaged_encoder(encoder: OnnxEncoder) -> None:
    assert load_encoder("default").sha256 == encoder.sha256


def test_a_folder_with_our_layout_is_loaded(encoder: OnnxEncoder) -> None:
    assert load_encoder(packaged_folder()).sha256 == encoder.sha256


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_a_hub_name_says_what_to_install() -> None:
    with pytest.raises(ExtraMissing, match=r"pip install 'romarin\[train\]'"):
        load_encoder("intfloat/multilingual-e5-small")


@pytest.mark.skipif(not HAS_EXTRA, reason="needs the extra train")
def test_a_folder_that_holds_no_model_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnknown, match="romarin encoder export"):
        load_encoder(tmp_path)


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_one_word_is_taken_for_a_packaged_name_misspelt() -> None:
    with pytest.raises(EncoderUnknown, match="packaged encoder") as caught:
        load_encoder("e5-smal-fr")
    assert caught.value.packaged == packaged_names()
    assert "pip install 'romarin[train]'" in str(caught.value)


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_a_folder_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modele").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExtraMissing, match=r"pip install 'romarin\[train\]'"):
        load_encoder("modele")
