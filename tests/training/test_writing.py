"""Writing of an encoder folder, at each precision."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra train")

from tests.training.tiny import tiny_trained

from romarin.encoder import OnnxEncoder
from romarin.training.calibration import PHRASES
from romarin.training.errors import ExportInexact
from romarin.training.graph import Precision
from romarin.training.writing import write_folder

TEXTS = ["chef de rang", "boulanger de nuit"]


def written(out: Path, precision: Precision = Precision.BYTES, *, turned: bool = False) -> Path:
    trained = tiny_trained()
    reference = trained.vectors(PHRASES)
    return write_folder(
        trained.habits.settings(trained.bert.width),
        trained.graph(precision=precision, texts=TEXTS),
        trained.tokenizer,
        out,
        precision=precision,
        reference=-reference if turned else reference,
    )


@pytest.mark.parametrize("precision", list(Precision))
def test_a_model_becomes_a_folder_that_loads(tmp_path: Path, precision: Precision) -> None:
    encoder = OnnxEncoder.load(written(tmp_path / "essai", precision))
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_the_same_model_makes_the_same_folder(tmp_path: Path) -> None:
    made = [OnnxEncoder.load(written(tmp_path / name)) for name in ("a", "b")]
    assert made[0].sha256 == made[1].sha256


def test_a_card_says_what_the_folder_holds(tmp_path: Path) -> None:
    card = (written(tmp_path / "essai") / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "Precision: int8" in card


def test_nothing_is_left_of_a_folder_that_disagrees_with_its_model(tmp_path: Path) -> None:
    with pytest.raises(ExportInexact):
        written(tmp_path / "essai", turned=True)
    assert not list(tmp_path.iterdir())
