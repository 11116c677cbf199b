"""Calibration: worked by hand, and as plain code computes it."""

import random
from itertools import pairwise

import pytest

from romarin.evaluation.measures.calibration import (
    BINS,
    PRECISIONS,
    Scored,
    calibration_figures,
    coverage_curve,
    reliability,
)


def test_ten_answers_make_ten_bins_from_low_to_high() -> None:
    scored = [(at / 10, at >= 5) for at in reversed(range(10))]
    bins = reliability(scored)
    assert [one.score for one in bins] == pytest.approx([at / 10 for at in range(10)])
    assert [one.right for one in bins] == [0] * 5 + [1] * 5
    assert {one.count for one in bins} == {1}


def test_bins_differ_by_one_answer_at_most() -> None:
    bins = reliability([(at / 100, True) for at in range(47)])
    assert len(bins) == BINS
    assert sorted(one.count for one in bins) == [4] * 3 + [5] * 7


def test_ece_by_hand() -> None:
    # Ten answers, a bin each: distances .1 (five times, wrong) and .2 (five times, right).
    scored = [(0.1 + at * 1e-9, False) for at in range(5)]
    scored += [(0.8 + at * 1e-9, True) for at in range(5)]
    assert calibration_figures(scored)["ece"] == pytest.approx(0.15, abs=1e-6)


def test_answers_of_one_score_are_not_sorted_by_whether_they_are_right() -> None:
    scored = [(0.5, at % 2 == 0) for at in range(20)]
    assert calibration_figures(scored)["ece"] == pytest.approx(0)
    assert {one.right for one in reliability(scored)} == {0.5}


def test_the_order_of_answers_does_not_matter() -> None:
    scored = _random(500)
    figures = calibration_figures(scored)
    random.Random(1).shuffle(scored)
    assert calibration_figures(scored) == pytest.approx(figures, abs=1e-12)


def test_the_bins_hold_every_answer_once() -> None:
    scored = _random(123)
    bins = reliability(scored)
    assert sum(one.count for one in bins) == 123
    assert sum(one.right * one.count for one in bins) == pytest.approx(
        sum(right for _, right in scored)
    )
    assert all(low.score <= high.score for low, high in pairwise(bins))


def test_auroc_by_hand_a_tie_counting_half() -> None:
    # Pairs right > wrong: (.9, .5) yes, (.9, .2) yes, (.5, .5) half, (.5, .2) yes.
    scored = [(0.9, True), (0.5, True), (0.5, False), (0.2, False)]
    assert calibration_figures(scored)["auroc"] == pytest.approx(3.5 / 4)


def test_coverage_by_hand() -> None:
    # From the surest: right, right, right, right, wrong, right, wrong.
    rights = [True, True, True, True, False, True, False]
    scored = [(0.9 - at / 10, right) for at, right in enumerate(rights)]
    figures = calibration_figures(scored)
    assert figures["coverage@80%"] == pytest.approx(6 / 7)  # 5 of 6, after 4 of 5
    assert figures["coverage@90%"] == pytest.approx(4 / 7)
    assert figures["coverage@95%"] == pytest.approx(4 / 7)


def test_a_cut_takes_all_answers_of_its_score() -> None:
    scored = [(0.9, True), (0.5, True), (0.5, False)]
    assert coverage_curve(scored) == [
        pytest.approx((1.0, 2 / 3)),
        pytest.approx((1 / 3, 1.0)),
    ]
    assert calibration_figures(scored)["coverage@80%"] == pytest.approx(1 / 3)


def test_a_precision_that_is_never_reached_covers_nothing() -> None:
    figures = calibration_figures([(0.9, False), (0.1, True)])
    assert [figures[f"coverage@{least:.0%}"] for least in PRECISIONS] == [0, 0, 0]


@pytest.mark.parametrize("right", [True, False])
def test_auroc_needs_both_right_and_wrong_answers(right: bool) -> None:
    figures = calibration_figures([(0.9, right), (0.1, right)])
    assert "auroc" not in figures
    assert figures["coverage@95%"] == float(right)


def test_share_and_precision_of_sure_answers() -> None:
    figures = calibration_figures([(0.8, True), (0.95, False), (0.79, False), (0.1, False)])
    assert (figures["share@.8"], figures["precision@.8"]) == (0.5, 0.5)
    assert "precision@.8" not in calibration_figures([(0.79, True)])


def test_there_is_nothing_to_say_of_no_answer() -> None:
    assert calibration_figures([]) == {}
    assert reliability([]) == []
    assert coverage_curve([]) == []


@pytest.mark.parametrize("count", [2, 9, 10, 11, 99, 500])
def test_plain_code_computes_the_same(count: int) -> None:
    scored = _random(count)
    figures = calibration_figures(scored)
    assert figures["ece"] == pytest.approx(_plain_ece(scored))
    assert figures["auroc"] == pytest.approx(_plain_auroc(scored))
    for least in PRECISIONS:
        assert figures[f"coverage@{least:.0%}"] == pytest.approx(_plain_coverage(scored, least))


def _plain_ece(scored: list[Scored]) -> float:
    """Over bins of n // 10 or one more answers, the larger ones first; no tie among the scores."""
    ordered = sorted(scored)
    bins = min(10, len(ordered))
    size, longer = divmod(len(ordered), bins)
    total = 0.0
    for at in range(bins):
        portion = [ordered.pop(0) for _ in range(size + (at < longer))]
        total += abs(sum(score for score, _ in portion) - sum(right for _, right in portion))
    return total / len(scored)


def _plain_auroc(scored: list[Scored]) -> float:
    high = [score for score, right in scored if right]
    low = [score for score, right in scored if not right]
    return sum((a > b) + (a == b) / 2 for a in high for b in low) / (len(high) * len(low))


def _plain_coverage(scored: list[Scored], least: float) -> float:
    best = 0.0
    for cut, _ in scored:
        taken = [right for score, right in scored if score >= cut]
        if sum(taken) / len(taken) >= least:
            best = max(best, len(taken) / len(scored))
    return best


def _random(count: int) -> list[Scored]:
    """Scores that mean something; the first is right and the last wrong."""
    chance = random.Random(count)
    scores = [chance.random() for _ in range(count - 2)]
    return [(0.99, True), *((score, chance.random() < score) for score in scores), (0.01, False)]
