"""Keystrokes: labels typed key by key, worked by hand."""

import pytest
from tests.evaluation.systems import Table, answers

from romarin.evaluation.cases import QueryCase
from romarin.evaluation.results import Row
from romarin.evaluation.running import summarise
from romarin.evaluation.tasks import KeystrokesTask

TASK = KeystrokesTask()
COOK = QueryCase("cuisto", "keystrokes", ("6023",), ())
RIGHT, WRONG = answers("6023 G1901"), answers("6006 D1901")


def judge(shown: str, case: QueryCase = COOK) -> Row:
    """One letter a key: r(ight), w(rong), - nothing, 6: right in sixth place."""
    sixth = answers(*(f"600{n} A1901" for n in range(5)), "6023 G1901")
    kinds = {"r": RIGHT, "w": WRONG, "6": sixth}
    rows = {case.query[: at + 1]: kinds[one] for at, one in enumerate(shown) if one != "-"}
    return TASK.judge(Table(rows), case)


@pytest.mark.parametrize(
    ("shown", "keys", "lost", "later", "never"),
    [
        ("rrrrrr", 1, 0, 5, 0),
        ("-wrrrr", 3, 0, 3, 0),
        ("-rwrw-", 2, 3, 4, 0),
        ("wwwwwr", 6, 0, 0, 0),
        ("66666r", 6, 0, 0, 0),
        ("r66666", 1, 5, 5, 0),
        ("wwwww6", 6, 0, 0, 1),
        ("------", 6, 0, 0, 1),
    ],
)
def test_keys_until_the_target_is_seen_and_how_often_it_goes_away(
    shown: str, keys: int, lost: int, later: int, never: int
) -> None:
    row = judge(shown)
    assert row.measures == {
        "saved": pytest.approx(1 - keys / 6),
        "keys": keys,
        "lost_keys": lost,
        "later_keys": later,
        "never": never,
        "empty_keys": shown.count("-"),
        "typed_keys": 6,
    }


def test_ranks_are_kept_for_each_key() -> None:
    row = judge("-w6r-6")
    assert row.ranks == (-1, 0, 6, 1, -1, 6)
    assert row.rank == 6  # of the whole query


def test_the_rank_of_a_query_that_ends_without_a_right_answer_is_none() -> None:
    assert judge("rrrrr-").rank is None
    assert judge("rrrrrw").rank is None


def test_every_beginning_is_asked_as_it_is_typed_blanks_and_all() -> None:
    table = Table({})
    TASK.judge(table, QueryCase("a  é", "keystrokes", ("6023",), ()))
    assert table.asked == ["a", "a ", "a  ", "a  é"]


def test_shares_are_of_all_keys_not_of_queries() -> None:
    short = QueryCase("cu", "keystrokes", ("6023",), ())
    scores = summarise(TASK, [judge("rw", short), judge("r-rrrr")], seed=0)
    assert scores.all["lost"] == pytest.approx(2 / 6)
    assert scores.all["empty"] == pytest.approx(1 / 8)
    assert scores.all["saved"] == pytest.approx((1 / 2 + 5 / 6) / 2)
    assert scores.all["keys"] == 1
    assert scores.all["never"] == 0


def test_nothing_can_be_lost_that_was_never_seen() -> None:
    assert "lost" not in summarise(TASK, [judge("------")], seed=0).all


def test_figures_by_number_of_keys_are_of_the_queries_that_have_so_many() -> None:
    short = QueryCase("cu", "keystrokes", ("6023",), ())
    scores = summarise(TASK, [judge("-r", short), judge("w6rrrr")], seed=0)
    by_prefix = scores.measures["by_prefix"]
    assert list(by_prefix) == ["1", "2", "3", "4", "5", "6"]
    assert by_prefix["1"] == {"hit@5": 0, "mrr@10": 0, "empty": 0.5, "queries": 2}
    assert by_prefix["2"] == {
        "hit@5": 0.5,
        "mrr@10": pytest.approx((1 + 1 / 6) / 2),
        "empty": 0,
        "queries": 2,
    }
    assert by_prefix["3"] == {"hit@5": 1, "mrr@10": 1, "empty": 0, "queries": 1}


def test_curves_end_at_twenty_keys() -> None:
    case = QueryCase("x" * 30, "keystrokes", ("6023",), ())
    by_prefix = summarise(TASK, [judge("r" * 30, case)], seed=0).measures["by_prefix"]
    assert list(by_prefix) == [str(length) for length in range(1, 21)]
