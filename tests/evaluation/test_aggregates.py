"""Aggregates: means, shares and F1 of sums, worked by hand."""

import numpy as np
import pytest

from romarin.evaluation.measures.aggregates import F1, Aggregate, Columns, Mean, Share
from romarin.evaluation.statistics import figures

SCORE = F1("f1", Share("", "right", "found"), Share("", "right", "gold"))


def _of(one: Aggregate, *rows: dict[str, float]) -> float | None:
    return figures(rows, [one]).get(one.name)


def test_a_mean_is_over_the_rows_that_have_the_figure() -> None:
    assert _of(Mean("hit"), {"hit": 1}, {"hit": 0}, {"other": 5}, {"hit": 1}) == pytest.approx(
        2 / 3
    )


def test_a_figure_that_no_row_has_is_left_out() -> None:
    assert _of(Mean("hit"), {"other": 1.0}) is None
    assert _of(Mean("hit")) is None


def test_a_share_is_a_ratio_of_sums_not_a_mean_of_ratios() -> None:
    rows = ({"lost": 1.0, "later": 1.0}, {"lost": 0.0, "later": 9.0})
    assert _of(Share("share", "lost", "later"), *rows) == pytest.approx(1 / 10)


def test_a_share_of_nothing_is_left_out() -> None:
    assert _of(Share("share", "lost", "later"), {"lost": 0, "later": 0}) is None


def test_f1_is_of_summed_counts() -> None:
    rows = [{"right": 1.0, "found": 2.0, "gold": 1.0}, {"right": 2.0, "found": 2.0, "gold": 5.0}]
    precision, recall = 3 / 4, 3 / 6
    assert _of(SCORE, *rows) == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"right": 0, "found": 3, "gold": 4}, 0),
        ({"right": 0, "found": 0, "gold": 4}, 0),
        ({"right": 0, "found": 3, "gold": 0}, 0),
        ({"right": 0, "found": 0, "gold": 0}, None),
        ({"right": 2, "found": 2, "gold": 2}, 1),
    ],
)
def test_f1_at_its_ends(row: dict[str, float], expected: float | None) -> None:
    assert _of(SCORE, row) == expected


def test_weights_count_rows_as_often_as_they_say() -> None:
    rows = [{"hit": 1.0}, {"hit": 0.0}, {}]
    columns = Columns.of(rows, [Mean("hit")])
    weights = np.array([[3.0, 1.0, 5.0], [0.0, 2.0, 0.0], [0.0, 0.0, 4.0]])
    assert Mean("hit")(columns.sums(weights)) == pytest.approx([0.75, 0, np.nan], nan_ok=True)
