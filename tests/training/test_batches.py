"""Batches: texts of like length together, the same each time."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

import pytest

pytest.importorskip("torch", reason="needs the extra train")
datasets = pytest.importorskip("datasets", reason="needs the extra train")

from romarin.training.batches import BatchesOfLikeLength, batches

LENGTHS = [(at * 37) % 101 for at in range(1003)]


def test_every_batch_is_whole_and_no_place_comes_twice() -> None:
    found = batches(LENGTHS, 8, seed=1)
    places = [at for batch in found for at in batch]
    assert {len(batch) for batch in found} == {8}
    assert len(found) == len(LENGTHS) // 8
    assert len(places) == len(set(places))


def test_a_batch_holds_texts_of_like_length() -> None:
    lengths = [[LENGTHS[at] for at in batch] for batch in batches(LENGTHS, 8, seed=1)]
    apart = [max(batch) - min(batch) for batch in lengths]
    assert sum(apart) / len(apart) < 8  # of 100, where chance would give some 80


def test_a_seed_gives_one_order_and_another_seed_another() -> None:
    assert batches(LENGTHS, 8, seed=1) == batches(LENGTHS, 8, seed=1)
    assert batches(LENGTHS, 8, seed=1) != batches(LENGTHS, 8, seed=2)


def test_batches_do_not_come_in_order_of_length() -> None:
    means = [sum(LENGTHS[at] for at in batch) for batch in batches(LENGTHS, 8, seed=1)]
    assert means != sorted(means)


def test_fewer_texts_than_a_batch_give_none() -> None:
    assert batches([1, 2, 3], 4, seed=1) == []


def test_the_trainer_gets_the_lengths_of_all_texts_of_a_row() -> None:
    rows = datasets.Dataset.from_dict(
        {"anchor": ["a", "bb", "c"], "positive": ["dd", "e", "fff"], "label": [[1], [2], [3]]}
    )
    sampler = BatchesOfLikeLength(
        rows, batch_size=1, seed=1, drop_last=False, valid_label_columns=["label"]
    )
    assert sampler.lengths == [3, 3, 4]
    assert len(sampler) == len(list(sampler)) == 3
