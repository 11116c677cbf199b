"""Blocks: weights in 4 bits with one scale for every 32 of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from romarin.encoder import Matrix

BLOCK = 32  # weights that share a scale; the base weights' own block
WIDTHS = 2 * BLOCK  # a model's widths must be multiples of this: two scales' neutrals share a byte
_NEUTRAL = 8  # the integer that means 0


@dataclass(frozen=True, slots=True)
class Blocks:
    """Integers from 0 to 15 and their scales: weight = (value - 8) · scale of its block."""

    values: npt.NDArray[np.uint8]  # rows by columns
    scales: Matrix  # rows by blocks

    def nibbles(self) -> npt.NDArray[np.uint8]:
        """Two values a byte, the first in the low half."""
        return self.values[:, 0::2] | (self.values[:, 1::2] << np.uint8(4))

    def weights(self) -> Matrix:
        """The matrix that the blocks stand for."""
        centred = self.values.astype(np.float32) - _NEUTRAL
        blocks = centred.reshape(len(centred), -1, BLOCK) * self.scales[..., None]
        result: Matrix = blocks.reshape(centred.shape)
        return result


def quantise(weights: Matrix) -> Blocks:
    """Round to the nearest value of each block; columns must be a multiple of 32.

    The block's extreme becomes the lowest integer exactly, as in llama.cpp's Q4_0: weights that
    were quantised so before come through unchanged.
    """
    blocks = weights.reshape(len(weights), -1, BLOCK)
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], axis=-1)
    scales = extreme / np.float32(-_NEUTRAL)
    steps = np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)
    values = np.clip(np.rint(steps) + _NEUTRAL, 0, 2 * _NEUTRAL - 1).astype(np.uint8)
    return Blocks(values.reshape(weights.shape), scales[..., 0].astype(np.float32))
