"""Losses, on vectors given by hand."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

from collections.abc import Sequence
from math import exp, log
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train")
pytest.importorskip("sentence_transformers", reason="needs the extra train")

from romarin.training.ranking import KEYS, Imitation, MaskedRanking, padded

EAST, NORTH, WEST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]


def given(features: dict[str, Any]) -> dict[str, Any]:
    """A model whose texts are vectors already."""
    return {"sentence_embedding": features["vectors"]}


def loss(keys: Sequence[Sequence[int]], *columns: list[list[float]]) -> float:
    """The loss at a scale of 1, so that it can be worked out by hand."""
    features = [{"vectors": torch.tensor(column)} for column in columns]
    labels = torch.tensor([list(row) for row in keys])
    return float(MaskedRanking(given, scale=1.0)(features, labels))


def none_shared(rows: int) -> list[list[int]]:
    return [padded([row]) for row in range(rows)]


def test_a_small_batch_costs_what_the_formula_says() -> None:
    # Cosines are 1 and 0 in each row and each column.
    assert loss(none_shared(2), [EAST, NORTH], [EAST, NORTH]) == pytest.approx(log(1 + exp(-1)))


def test_lengths_of_vectors_count_for_nothing() -> None:
    long = [[7.0, 0.0], [0.0, 0.1]]
    assert loss(none_shared(2), long, [EAST, NORTH]) == pytest.approx(log(1 + exp(-1)))


def test_pairs_that_share_a_code_are_no_negatives_for_each_other() -> None:
    shared = [padded([5, 1]), padded([2, 5])]
    assert loss(shared, [EAST, EAST], [EAST, EAST]) == pytest.approx(0)
    assert loss(none_shared(2), [EAST, EAST], [EAST, EAST]) == pytest.approx(log(2))


def test_pairs_without_codes_share_none() -> None:
    assert loss([padded([])] * 2, [EAST, EAST], [EAST, EAST]) == pytest.approx(log(2))


def test_a_negative_costs_the_anchors_and_not_the_positives() -> None:
    keys = [[*padded([0]), *padded([9])]]
    found = loss(keys, [EAST], [EAST], [WEST])
    assert found == pytest.approx(log(1 + exp(-2)) / 2)


def test_a_negative_is_none_for_an_anchor_with_one_of_its_codes() -> None:
    # The second pair's negative has the first one's code, and the first pair's has its own.
    keys = [[*padded([0]), *padded([0])], [*padded([1]), *padded([8, 0])]]
    ahead = log(1 + exp(-1)), log(1 + exp(-1) + exp(-1) + exp(1 - 1))
    back = log(1 + exp(-1))
    found = loss(keys, [EAST, NORTH], [EAST, NORTH], [EAST, NORTH])
    assert found == pytest.approx((sum(ahead) / 2 + back) / 2)


def test_only_so_many_codes_are_kept() -> None:
    assert padded([1]) == [1, *[-1] * (KEYS - 1)]
    assert padded(range(KEYS + 3)) == list(range(KEYS))


def imitation(found: list[list[float]], aimed: list[list[float]]) -> float:
    return float(Imitation(given)([{"vectors": torch.tensor(found)}], torch.tensor(aimed)))


def test_a_student_that_gives_the_teachers_vectors_costs_nothing() -> None:
    aimed = [EAST, NORTH, [0.6, 0.8]]
    assert imitation(aimed, aimed) == pytest.approx(0, abs=1e-5)
    assert imitation([[5 * x for x in row] for row in aimed], aimed) == pytest.approx(0, abs=1e-5)


def test_a_student_costs_more_the_farther_it_is() -> None:
    aimed = [EAST, NORTH, [0.6, 0.8]]
    near, far = [[0.9, 0.1], NORTH, [0.6, 0.8]], [WEST, NORTH, [0.6, 0.8]]
    assert 0 < imitation(near, aimed) < imitation(far, aimed)
