"""Statistics: intervals that hold what they promise, and p values that mean what they say."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from romarin.evaluation.measures.aggregates import F1, Aggregate, Mean, Share
from romarin.evaluation.statistics import Difference, differences, intervals

HIT = Mean("hit")
SCORE = F1("f1", Share("", "right", "found"), Share("", "right", "gold"))


def _rows(values: Sequence[float]) -> list[dict[str, float]]:
    return [{"hit": float(value)} for value in values]


def _difference(
    before: Sequence[float], after: Sequence[float], *, seed: int = 0, one: Aggregate = HIT
) -> Difference:
    [found] = differences(_rows(before), _rows(after), [one], seed=seed)
    return found


def test_rows_that_are_all_equal_leave_no_doubt() -> None:
    assert intervals(_rows([1] * 30), [HIT], seed=0) == {"hit": (1.0, 1.0)}


def test_one_row_leaves_no_width_either() -> None:
    assert intervals(_rows([0.25]), [HIT], seed=0) == {"hit": (0.25, 0.25)}


def test_the_interval_of_a_share_is_about_as_wide_as_theory_says() -> None:
    low, high = intervals(_rows([1, 0] * 200), [HIT], seed=0)["hit"]
    assert low < 0.5 < high
    assert high - low == pytest.approx(2 * 1.96 * 0.5 / 400**0.5, rel=0.1)


def test_more_rows_make_a_narrower_interval() -> None:
    few, many = (
        intervals(_rows([1, 0, 0, 1, 1] * times), [HIT], seed=0)["hit"] for times in (5, 50)
    )
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_the_same_seed_gives_the_same_and_another_seed_another() -> None:
    rows = _rows(np.random.default_rng(3).random(40).tolist())
    assert intervals(rows, [HIT], seed=1) == intervals(rows, [HIT], seed=1)
    assert intervals(rows, [HIT], seed=1) != intervals(rows, [HIT], seed=2)


def test_a_figure_that_no_row_has_gets_no_interval() -> None:
    assert intervals([{}, {}], [HIT], seed=0) == {}


def test_a_figure_of_few_rows_gets_one_from_the_samples_that_hold_them() -> None:
    rows = [*_rows([1, 0]), *({} for _ in range(50))]
    assert intervals(rows, [HIT], seed=0) == {"hit": (0.0, 1.0)}


@pytest.mark.slow
def test_about_95_of_100_intervals_hold_the_truth() -> None:
    generator = np.random.default_rng(5)
    held = 0
    for trial in range(300):
        low, high = intervals(
            _rows(generator.binomial(1, 0.7, size=80).tolist()), [HIT], seed=trial
        )["hit"]
        held += low <= 0.7 <= high
    assert 0.90 <= held / 300 <= 0.98


@pytest.mark.slow
def test_about_95_of_100_intervals_of_an_f1_hold_the_truth() -> None:
    generator = np.random.default_rng(6)
    held = 0
    for trial in range(200):
        # Found and gold are 10 a text, of which 6 are right on average: the F1 is 0.6.
        right = generator.binomial(10, 0.6, size=60)
        rows = [{"right": float(one), "found": 10.0, "gold": 10.0} for one in right]
        low, high = intervals(rows, [SCORE], seed=trial)["f1"]
        held += low <= 0.6 <= high
    assert 0.89 <= held / 200 <= 0.99


def test_a_clear_gain_is_no_chance() -> None:
    found = _difference([0] * 40 + [1] * 60, [1] * 90 + [0] * 10)
    assert (found.before, found.after) == (0.6, 0.9)
    assert found.gain == pytest.approx(0.3)
    assert 0 < found.low < 0.3 < found.high
    assert found.chance < 0.001


def test_no_difference_is_all_chance() -> None:
    found = _difference([1, 0] * 50, [1, 0] * 50)
    assert (found.gain, found.low, found.high, found.chance) == (0, 0, 0, 1)


def test_as_many_gains_as_losses_are_chance() -> None:
    found = _difference([1, 0] * 50, [0, 1] * 50)
    assert found.gain == 0
    assert found.low < 0 < found.high
    assert found.chance == 1


def test_one_row_better_of_many_may_well_be_chance() -> None:
    assert _difference([0] * 50, [1] + [0] * 49).chance == 1


def test_p_is_that_of_a_fair_coin_for_each_row_that_changed() -> None:
    # Six rows changed, all for the better: only 2 of 2 ** 6 exchanges make as much of it.
    found = _difference([0] * 6 + [1] * 20, [1] * 26)
    assert found.chance == pytest.approx(2 / 64, abs=0.005)


def test_the_other_way_round_is_the_same_with_the_sign_changed() -> None:
    chance = random.Random(8)
    before, after = ([chance.random() for _ in range(60)] for _ in range(2))
    there, back = _difference(before, after), _difference(after, before)
    assert there.gain == pytest.approx(-back.gain)
    assert there.chance == pytest.approx(back.chance)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_the_same_seed_gives_the_same_difference_and_another_seed_another() -> None:
    chance = random.Random(9)
    before, after = ([chance.random() for _ in range(60)] for _ in range(2))
    assert _difference(before, after, seed=4) == _difference(before, after, seed=4)
    assert _difference(before, after, seed=4) != _difference(before, after, seed=5)


def test_pairs_matter_more_than_spread() -> None:
    # Rows differ much among themselves, each gains a little: a test without pairs sees nothing.
    before = [at / 100 for at in range(100)]
    found = _difference(before, [value + 0.01 for value in before])
    assert found.chance < 0.001
    assert (found.low, found.high) == pytest.approx((0.01, 0.01))


def test_what_only_one_of_both_measured_is_not_compared() -> None:
    assert differences([{}, {}], _rows([1, 0]), [HIT], seed=0) == []


def test_an_exchange_that_leaves_nothing_to_count_is_no_evidence() -> None:
    # The precision of one side is of a single row: half of the exchanges take it away.
    precision = Share("precision", "right", "found")
    before = [{"right": 0.0, "found": 1.0}, {"right": 0.0, "found": 0.0}]
    after = [{"right": 0.0, "found": 0.0}, {"right": 1.0, "found": 1.0}]
    [found] = differences(before, after, [precision], seed=0)
    assert found.gain == 1
    assert found.chance == pytest.approx(1)


@pytest.mark.slow
def test_where_nothing_differs_p_is_below_5_percent_about_5_times_in_100() -> None:
    generator = np.random.default_rng(11)
    low = sum(
        _difference(generator.random(50).tolist(), generator.random(50).tolist(), seed=at).chance
        < 0.05
        for at in range(200)
    )
    assert 2 <= low <= 20


def test_f1_is_tested_by_its_counts() -> None:
    worse = [{"right": 4.0, "found": 10.0, "gold": 10.0}] * 30
    better = [{"right": 8.0, "found": 10.0, "gold": 10.0}] * 30
    [found] = differences(worse, better, [SCORE], seed=0)
    assert (found.before, found.after) == pytest.approx((0.4, 0.8))
    assert found.chance < 0.001
