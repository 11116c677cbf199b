"""What the figures of the bench rest on: how queries are drawn, and targets judged."""

import pytest
from tests.bench.conditions import CASES
from tests.bench.figures import at_least, at_most, percentiles
from tests.bench.queries import GROUPS, LONGEST, Titles, column

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


def test_the_queries_of_a_case_file_are_its_first_column() -> None:
    queries = column(CASES / "competences.tsv", "query")
    assert len(queries) > 100
    assert all(queries)


def test_a_target_is_reached_on_its_limit() -> None:
    assert at_most(3).reached(3)
    assert not at_most(3).reached(3.01)
    assert at_least(0.9).reached(0.9)
    assert percentiles([1, 2, 3])["p50"] == 2
    assert percentiles([]) == {}
