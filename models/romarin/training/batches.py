"""Batches of texts of like length: padding would be half of the work."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from datasets import Dataset
from torch.utils.data import BatchSampler

_WINDOW = 24  # batches sorted by length together; many more would make batches all alike


class BatchesOfLikeLength(BatchSampler):
    """Draws rows at random, sorts some batches' worth by length and deals them out, shuffled.

    The order depends on the seed alone, so that training can go on where it was interrupted.
    """

    def __init__(self, dataset: Dataset, *, batch_size: int, seed: int = 0, **_others: Any) -> None:  # noqa: ANN401
        """As the trainer calls it; of its other arguments none is needed."""
        columns = [dataset[name] for name in dataset.column_names if name != "label"]
        self.lengths = [sum(map(len, row)) for row in zip(*columns, strict=True)]
        self.batch_size, self.drop_last, self._seed = batch_size, True, seed

    def __iter__(self) -> Iterator[list[int]]:
        """Places of rows, a batch at a time."""
        yield from batches(self.lengths, self.batch_size, seed=self._seed)

    def __len__(self) -> int:
        """Whole batches."""
        return len(self.lengths) // self.batch_size


def batches(lengths: Sequence[int], size: int, *, seed: int) -> list[list[int]]:
    """All places in whole batches of like length, in random order; what fills no batch is left."""
    random = Random(seed)
    order = random.sample(range(len(lengths)), len(lengths) // size * size)
    found: list[list[int]] = []
    for first in range(0, len(order), size * _WINDOW):
        window = sorted(order[first : first + size * _WINDOW], key=lambda at: lengths[at])
        found += [window[at : at + size] for at in range(0, len(window), size)]
    random.shuffle(found)
    return found
