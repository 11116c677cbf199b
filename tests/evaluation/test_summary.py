"""Summary: the tables of a result, in Markdown for a pull request and on a terminal."""

import pytest
from tests.evaluation.made_results import KEYSTROKES, out_of_scope, query, result, typed

from romarin.evaluation.report import TaskPart, numbers
from romarin.evaluation.report.markdown import table, text
from romarin.evaluation.report.meanings import GROUPS, OTHER, group, meaning, unit
from romarin.evaluation.report.numbers import Unit
from romarin.evaluation.report.tables import (
    Cell,
    Line,
    Table,
    family_tables,
    figure_tables,
    headline_table,
    verdict,
)
from romarin.evaluation.results import Result
from romarin.evaluation.statistics import Difference
from romarin.evaluation.tasks.figures import TASK_FIGURES


@pytest.fixture
def lookup() -> Result:
    own = [query("a", 1), query("b", 2), query("c", 1, "typo"), out_of_scope("d", answered=False)]
    poor = [query("a", 2), query("b", 2), query("c", 9, "typo"), out_of_scope("d", answered=True)]
    return result(own, {"bm25": poor}, notes=["2 lines skipped | by hand"])


@pytest.mark.parametrize(
    ("value", "of", "told"),
    [
        (0.97, Unit.SHARE, ".970"),
        (1.0, Unit.SHARE, "1.000"),
        (0.9996, Unit.SHARE, "1.000"),
        (0.0, Unit.SHARE, ".000"),
        (-0.0, Unit.SHARE, ".000"),
        (-0.0001, Unit.SHARE, ".000"),
        (-0.034, Unit.SHARE, "−.034"),
        (12.0, Unit.COUNT, "12"),
        (1204.0, Unit.COUNT, "1,204"),
        (2.583, Unit.COUNT, "2.58"),
        (0.0, Unit.COUNT, "0"),
        (0.523, Unit.TIME, "0.52 ms"),
        (27.55, Unit.TIME, "27.6 ms"),
        (1204.4, Unit.TIME, "1,204 ms"),
    ],
)
def test_numbers_are_told_in_their_unit(value: float, of: Unit, told: str) -> None:
    assert numbers.printed(value, of) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.034, "+.034"), (-0.012, "−.012"), (0.0, ".000"), (0.0001, ".000")]
)
def test_differences_have_a_sign_unless_they_are_none(value: float, told: str) -> None:
    assert numbers.signed(value) == told


def test_a_very_small_p_is_told_as_small() -> None:
    assert [numbers.chance(p) for p in (0.0001, 0.001, 0.5, 1.0)] == [
        "< .001",
        ".001",
        ".500",
        "1.000",
    ]


def test_every_figure_of_every_task_has_a_meaning() -> None:
    for figures in TASK_FIGURES.values():
        assert [one.name for one in figures.aggregates if not meaning(one.name)] == []


def test_counts_are_not_told_as_shares() -> None:
    assert [unit(name) for name in ("keys", "false_positives", "hit@1")] == [
        Unit.COUNT,
        Unit.COUNT,
        Unit.SHARE,
    ]


def test_figures_are_read_in_groups() -> None:
    assert group("parent@5") is GROUPS[0]
    assert group("text_parent@5").title == "Title and text"
    assert group("ece").title == "Scores"
    assert group("anything else") is OTHER


def test_the_headline_has_values_intervals_and_the_best_of_each_line(lookup: Result) -> None:
    told = headline_table(lookup)
    assert told.columns == ("romarin", "bm25")
    assert [line.name for line in told.lines] == ["hit@1", "hit@5", "answered_out_of_scope"]
    assert [cell.text for cell in told.lines[0].cells] == [".667", ".000"]
    assert [cell.best for cell in told.lines[0].cells] == [True, False]
    assert told.lines[0].cells[0].span == "[.000, 1.000]"
    assert told.lines[0].about == "a right answer is first; 3 cases"
    scope = told.lines[2]
    assert [(cell.text, cell.best) for cell in scope.cells] == [(".000", True), ("1.000", False)]
    assert scope.about == "answers where nothing is right; lower is better; 1 case"


def test_families_are_lines_and_systems_columns(lookup: Result) -> None:
    told = {one.title: one for one in family_tables(lookup)}
    assert list(told) == ["hit@1 by family", "hit@5 by family"]
    lines = told["hit@1 by family"].lines
    assert [(line.name, line.about) for line in lines] == [
        ("everyday", "2 cases"),
        ("typo", "1 case"),
    ]
    assert [[cell.text for cell in line.cells] for line in lines] == [
        [".500", ".000"],
        ["1.000", ".000"],
    ]


def test_every_measured_figure_stands_in_one_table(lookup: Result) -> None:
    told = [headline_table(lookup), *figure_tables(lookup)]
    names = [line.name for one in told for line in one.lines]
    assert len(names) == len(set(names))
    assert lookup.own is not None
    assert set(names) == set(lookup.own.all) | set(lookup.baselines["bm25"].all)


def test_a_figure_that_a_system_lacks_is_a_dash() -> None:
    told = headline_table(
        result([query("a", 1)], {"bm25": [out_of_scope("a", answered=True)]}, count=2)
    )
    assert [[cell.text for cell in line.cells] for line in told.lines] == [
        ["1.000", "–"],
        ["1.000", "–"],
        ["–", "1.000"],
    ]


@pytest.mark.parametrize(
    ("figure", "before", "after", "p", "told"),
    [
        ("saved", 0.5, 0.6, 0.01, "better"),
        ("saved", 0.6, 0.5, 0.01, "worse"),
        ("lost", 0.1, 0.2, 0.01, "worse"),
        ("lost", 0.2, 0.1, 0.2, "better, may be chance"),
        ("lost", 0.2, 0.2, 1.0, "the same"),
    ],
)
def test_a_difference_is_called_by_its_direction_and_its_chance(
    figure: str, before: float, after: float, p: float, told: str
) -> None:
    assert verdict(Difference(figure, before, after, -0.1, 0.2, p), "keystrokes") == told


def test_the_summary_is_short_and_says_what_counts(lookup: Result) -> None:
    told = TaskPart(lookup).markdown()
    assert told.startswith("## lookup: queries.tsv\n\n**Romarin answers .667 [.000, 1.000] of the")
    assert "| hit@1 | **.667 [.000, 1.000]** | .000 [.000, .000] |" in told
    assert "| everyday | **.500** | .000 |" in told
    assert "<summary>Worst 1 of 1 cases that went wrong</summary>" in told
    assert "| everyday: b | 6006 Boulanger / Boulangère | 6017 D1106" in told
    assert "may be chance |" in told
    assert "- 2 lines skipped \\| by hand" in told
    assert "Licence Ouverte 2.0" in told
    assert told == TaskPart(lookup).markdown()


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ("a | b", "a \\| b"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("`rm` *now* _here_ ~no~", "\\`rm\\` \\*now\\* \\_here\\_ \\~no\\~"),
        ("answered_out_of_scope", "answered_out_of_scope"),
        ("[.948, .989]", "[.948, .989]"),
        ("[here](evil)", "[here]\\(evil)"),
        ("two\nlines\tand more", "two lines and more"),
        ("hit@1 by @octocat", "hit@1 by @\N{ZERO WIDTH SPACE}octocat"),
    ],
)
def test_texts_hold_no_markup_of_their_own(plain: str, told: str) -> None:
    assert text(plain) == told


def test_a_table_has_as_many_cells_in_every_line() -> None:
    one = Table("", "", "a|b", ("c|d",), (Line("e|f", "", (Cell("g|h", best=True),)),))
    assert table(one).split("\n") == [
        "| a\\|b | c\\|d |",
        "| :--- | ---: |",
        "| e\\|f | **g\\|h** |",
    ]


def test_keys_are_counted_and_not_shared() -> None:
    one = result([typed("a", 0, 0, 1)], {"tsvector": [typed("a", 0, 1, 1)]}, KEYSTROKES)
    [keys] = [line for made in figure_tables(one) for line in made.lines if line.name == "keys"]
    assert [(cell.text, cell.best, cell.share) for cell in keys.cells] == [
        ("3", False, None),
        ("2", True, None),
    ]
