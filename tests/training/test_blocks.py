"""4-bit blocks: what is lost, and what is not."""

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra train")

from romarin.training.blocks import BLOCK, quantise


def test_weights_that_were_in_blocks_come_through_unchanged() -> None:
    drawn = np.random.default_rng(1).normal(size=(50, 4 * BLOCK)).astype(np.float32)
    once = quantise(drawn).weights()
    np.testing.assert_array_equal(quantise(once).weights(), once)


def test_a_weight_moves_by_at_most_a_step_of_its_block() -> None:
    drawn = np.random.default_rng(2).normal(size=(50, 2 * BLOCK)).astype(np.float32)
    blocks = quantise(drawn)
    step = np.abs(blocks.scales).repeat(BLOCK, axis=1)
    assert (np.abs(blocks.weights() - drawn) <= step * 1.001).all()


def test_zeros_stay_zeros() -> None:
    assert not quantise(np.zeros((3, BLOCK), dtype=np.float32)).weights().any()
