"""Comparison: cases paired by name, figures by paired tests, and a gate on what fell."""

from collections.abc import Sequence

import pytest
from tests.evaluation.made_results import KEYSTROKES, LOOKUP, out_of_scope, query, result, typed

from romarin.evaluation.comparison import Comparison, Side, compare, leads
from romarin.evaluation.errors import ResultsDiffer, SystemUnknown
from romarin.evaluation.report import changes
from romarin.evaluation.results import Row
from romarin.evaluation.tasks.figures import TASK_FIGURES


def compared(before: Sequence[Row], after: Sequence[Row], task: object = LOOKUP) -> Comparison:
    kind = KEYSTROKES if task is KEYSTROKES else LOOKUP
    return compare(
        Side(result(before, task=kind), "romarin"), Side(result(after, task=kind), "romarin")
    )


def test_every_figure_has_before_after_difference_interval_and_p() -> None:
    before = [query(str(at), 2) for at in range(20)]
    after = [query(str(at), 1) for at in range(15)] + before[15:]
    [hit, *_] = compared(before, after).differences
    assert (hit.name, hit.before, hit.after, hit.gain) == ("hit@1", 0.0, 0.75, 0.75)
    assert 0.5 < hit.low < 0.75 < hit.high < 1
    assert hit.chance < 0.001


def test_a_difference_on_one_case_may_be_chance() -> None:
    before = [query(str(at), 1) for at in range(9)] + [query("ten", 2)]
    after = [query(str(at), 1) for at in range(9)] + [query("ten", 1)]
    comparison = compared(before, after)
    assert comparison.differences[0].chance == pytest.approx(1.0)
    assert "hit@1 better, may be chance" in changes.sentence(comparison)


def test_cases_are_told_worst_first_with_both_answers() -> None:
    before = [query("a", 1), query("b", 1), query("c", 2), query("d", None), query("e", 1)]
    after = [query("a", None), query("b", 2), query("c", 4), query("d", 1), query("e", 1)]
    comparison = compared(before, after)
    assert [one.id for one in comparison.worse] == ["everyday: a", "everyday: b", "everyday: c"]
    assert [one.id for one in comparison.better] == ["everyday: d"]
    worst = comparison.worse[0]
    assert (worst.before.rank, worst.after.rank) == (1, None)
    assert "Vendeur" in changes.markdown(comparison)


def test_an_answer_where_none_is_right_is_a_loss() -> None:
    before = [query("a", 1), out_of_scope("bonjour", answered=False)]
    after = [query("a", 1), out_of_scope("bonjour", answered=True)]
    comparison = compared(before, after)
    assert [one.id for one in comparison.worse] == ["out_of_scope: bonjour"]
    [fallen] = comparison.fallen(0.01)
    assert (fallen.name, comparison.progress(fallen)) == ("answered_out_of_scope", -1.0)


def test_cases_of_one_side_only_are_counted_and_told() -> None:
    comparison = compared(
        [query("a", 1), query("b", 1), query("c", 1)], [query("a", 1), query("d", 1)]
    )
    assert (comparison.paired, comparison.only_before, comparison.only_after) == (1, 2, 1)
    assert comparison.notes[:2] == [
        "cases only in the first result, left out: 2",
        "cases only in the second result, left out: 1",
    ]


def test_results_without_a_case_in_common_are_refused() -> None:
    with pytest.raises(ResultsDiffer, match="cases in common"):
        compared([query("a", 1)], [query("b", 1)])


def test_results_of_two_tasks_are_refused() -> None:
    with pytest.raises(ResultsDiffer, match="task: 'lookup' against 'keystrokes'"):
        compare(
            Side(result([query("a", 1)]), "romarin"),
            Side(result([typed("a", 0, 1)], task=KEYSTROKES), "romarin"),
        )


def test_another_rome_and_other_cases_are_told() -> None:
    before = Side(result([query("a", 1)], rome={"version": "459", "source": "official"}), "romarin")
    after = Side(result([query("a", 1)], sha256="beef" * 16, encoder=None), "romarin")
    told = compare(before, after).notes
    assert told == [
        "ROME: 459 before, 460 after",
        "cases: f00df00df00d before, beefbeefbeef after",
        "encoder: e5-small-fr before, None after",
    ]


def test_one_case_can_be_compared() -> None:
    comparison = compared([query("a", 2)], [query("a", 1)])
    assert comparison.differences[0].gain == 1
    assert comparison.differences[0].chance == 1


def test_two_systems_of_one_result_are_compared() -> None:
    both = result([query("a", 1)], {"bm25": [query("a", 3)]})
    comparison = compare(Side(both, "bm25"), Side(both, "romarin"))
    assert [one.id for one in comparison.better] == ["everyday: a"]
    assert comparison.notes == []


def test_a_system_that_did_not_take_part_is_named_with_those_that_did() -> None:
    alone = result(None, {"bm25": [query("a", 3)]})
    with pytest.raises(SystemUnknown, match="'romarin': no such system in the result; it has bm25"):
        compare(Side(alone, "romarin"), Side(alone, "bm25"))


def test_leads_are_of_romarin_over_each_baseline_in_the_headline() -> None:
    rows = [query(str(at), 1) for at in range(30)]
    found = leads(result(rows, {"poor": [query(str(at), 7) for at in range(30)], "equal": rows}))
    assert [(one.name, one.gain) for one in found["poor"]] == [("hit@1", 1.0), ("hit@5", 1.0)]
    assert found["poor"][0].chance < 0.001
    assert {(one.gain, one.chance) for one in found["equal"]} == {(0.0, 1.0)}
    assert leads(result(None, {"poor": rows})) == {}


def test_a_fall_by_just_the_limit_is_no_regression() -> None:
    before = [query(str(at), 1) for at in range(20)]
    after = [query("0", 3), *before[1:]]
    assert compared(before, after).fallen(0.05) == []  # though 1 - 0.95 is a little more
    assert [one.name for one in compared(before, after).fallen(0.049)] == ["hit@1"]


def test_keys_lost_again_are_a_fall_though_the_figure_rises() -> None:
    comparison = compared([typed("a", 0, 1, 1)], [typed("a", 0, 1, 0)], KEYSTROKES)
    assert [one.name for one in comparison.fallen(0.01)] == ["lost"]
    assert [one.id for one in comparison.worse] == ["a"]


def test_the_headline_of_every_task_is_among_its_figures() -> None:
    for figures in TASK_FIGURES.values():
        assert [one.name for one in figures.headline_aggregates] == list(figures.headline)
