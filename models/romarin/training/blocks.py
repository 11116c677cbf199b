"""Blocks: weights in 4 or 8 bits with one scale for every 32 of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from romarin.encoder import Matrix

BLOCK = 32  # weights that share a scale; the base weights' own block


@dataclass(frozen=True, slots=True)
class Blocks:
    """Unsigned integers and their scales: weight = (value - neutral) · scale of its block."""

    values: npt.NDArray[np.uint8]  # rows by columns
    scales: Matrix  # rows by blocks
    bits: int

    @property
    def neutral(self) -> int:
        """The integer that means 0."""
        return 1 << (self.bits - 1)

    def nibbles(self) -> npt.NDArray[np.uint8]:
        """Two 4-bit values a byte, the first in the low half."""
        return self.values[:, 0::2] | (self.values[:, 1::2] << np.uint8(4))

    def weights(self) -> Matrix:
        """The matrix that the blocks stand for."""
        centred = self.values.astype(np.float32) - self.neutral
        blocks = centred.reshape(len(centred), -1, BLOCK) * self.scales[..., None]
        result: Matrix = blocks.reshape(centred.shape)
        return result


def quantise(weights: Matrix, *, bits: int) -> Blocks:
    """Round to the nearest value of each block; columns must be a multiple of 32.

    The block's extreme becomes the lowest integer exactly, as in llama.cpp's Q4_0: weights that
    were quantised so before come through unchanged.
    """
    rows = len(weights)
    blocks = weights.reshape(rows, -1, BLOCK)
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], axis=-1)
    neutral = 1 << (bits - 1)
    scales = extreme / np.float32(-neutral)
    steps = np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)
    values = np.clip(np.rint(steps) + neutral, 0, 2 * neutral - 1).astype(np.uint8)
    return Blocks(values.reshape(weights.shape), scales[..., 0].astype(np.float32), bits)
