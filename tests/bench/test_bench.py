"""What the figures of the bench rest on: how queries are drawn and answers judged."""

from pathlib import Path

import pytest
from tests.bench.cases import Case, Verdict, hits, judge, misses, read_cases
from tests.bench.conditions import CASES
from tests.bench.figures import at_least, at_most, percentiles
from tests.bench.queries import GROUPS, LONGEST, Titles

TITLES = ("Boulanger", "Boulangère", "Cariste (H/F)", "Chef de projet", "Chef de rang")


def test_no_two_queries_are_alike() -> None:
    drawn = Titles(TITLES, "tests", seed=1)
    first = drawn.typed(titles=3, cuts=5)
    assert first
    assert len(set(first)) == len(first)
    assert all(query == query.strip() != "" for query in first)


def test_the_same_seed_draws_the_same_queries_whatever_was_drawn_before() -> None:
    one, other = (Titles(TITLES, "tests", seed=7) for _ in range(2))
    one.typed(titles=2, cuts=2)
    assert one.typed(titles=4, cuts=3) == other.typed(titles=4, cuts=3)


@pytest.mark.parametrize("length", [1, 3, 4, 8, 9, 20, 21, LONGEST])
def test_every_length_belongs_to_one_group(length: int) -> None:
    assert sum("x" * length in group for group in GROUPS) == 1


def test_an_answer_is_right_by_its_ogr_or_by_its_code_rome() -> None:
    cases = [
        Case("boulanger", "everyday", frozenset({"11573"})),
        Case("baker", "english", frozenset({"D1102"})),
        Case("lyon", "out_of_scope", frozenset()),
    ]
    answers = [frozenset({"1", "A1101"}), frozenset({"11573", "D1102"})]
    verdicts = judge(cases, lambda query: [] if query == "lyon" else answers)
    assert [one.rank for one in verdicts] == [2, 2, None]
    assert hits(verdicts) == {"hit@1": 0.0, "hit@5": 1.0}
    assert [one.answered for one in verdicts] == [True, True, False]


def test_a_right_answer_after_the_fifth_is_missed() -> None:
    verdicts = [Verdict("typo", rank, answered=True) for rank in (1, 5, 6, None)]
    assert misses(verdicts) == 2
    assert hits(verdicts) == {"hit@1": 0.25, "hit@5": 0.5}


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.tsv")), ids=lambda path: path.stem)
def test_every_case_file_reads(path: Path) -> None:
    cases = read_cases(path)
    assert cases
    assert all(case.query and case.family for case in cases)


def test_a_target_is_reached_on_its_limit() -> None:
    assert at_most(3).reached(3)
    assert not at_most(3).reached(3.01)
    assert at_least(0.9).reached(0.9)
    assert percentiles([1, 2, 3])["p50"] == 2
    assert percentiles([]) == {}
