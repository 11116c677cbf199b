"""Ranking measures: worked by hand, and as another library computes them."""

import math
import random
import string
import warnings
from collections.abc import Sequence

import pytest

from romarin.evaluation.measures.ranking import (
    DEPTH,
    r_precision,
    rank_of_first,
    ranking_figures,
)


def test_one_right_answer_in_second_place() -> None:
    assert ranking_figures(["x", "a", "y"], {"a"}) == pytest.approx(
        {
            "hit@1": 0,
            "hit@5": 1,
            "hit@10": 1,
            "mrr@10": 1 / 2,
            "ndcg@10": 1 / math.log2(3),
            "recall@10": 1,
            "rp@5": 1,
        }
    )


def test_two_of_three_right_answers_in_second_and_third_place() -> None:
    gained = 1 / math.log2(3) + 1 / math.log2(4)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking_figures(["x", "a", "b"], {"a", "b", "c"}) == pytest.approx(
        {
            "hit@1": 0,
            "hit@5": 1,
            "hit@10": 1,
            "mrr@10": 1 / 2,
            "ndcg@10": gained / ideal,
            "recall@10": 2 / 3,
            "rp@5": 2 / 3,
        }
    )


def test_a_right_answer_in_sixth_place_is_no_hit_among_five() -> None:
    figures = ranking_figures([*"vwxyz", "a"], {"a"})
    assert (figures["hit@5"], figures["hit@10"], figures["rp@5"]) == (0, 1, 0)
    assert figures["mrr@10"] == pytest.approx(1 / 6)


def test_a_right_answer_in_eleventh_place_counts_nowhere() -> None:
    ranked = [*string.ascii_lowercase[:DEPTH], "right"]
    assert set(ranking_figures(ranked, {"right"}).values()) == {0.0}


def test_more_right_answers_than_places_cannot_all_be_asked_of_the_first_five() -> None:
    right = list("abcdefg")
    assert r_precision(right, set(right), at=5) == 1
    assert ranking_figures(right, set(right))["recall@10"] == 1
    assert r_precision([*"abxyz", *"cdefg"], set(right), at=5) == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("ranked", "relevant"), [([], {"a"}), (["x"], {"a"}), (["x"], set()), ([], set())]
)
def test_every_figure_is_0_when_nothing_right_is_found(
    ranked: list[str], relevant: set[str]
) -> None:
    assert set(ranking_figures(ranked, relevant).values()) == {0.0}


def test_names_are_the_same_whether_something_is_relevant_or_not() -> None:
    assert list(ranking_figures(["a"], {"a"})) == list(ranking_figures(["a"], set()))


@pytest.mark.parametrize(
    ("ranked", "rank"), [(["a", "b"], 1), (["x", "b", "a"], 2), (["x"], None), ([], None)]
)
def test_the_rank_is_that_of_the_first_right_answer(ranked: list[str], rank: int | None) -> None:
    assert rank_of_first(ranked, {"a", "b"}) == rank


def test_figures_agree_with_one_another_on_random_rankings() -> None:
    for ranked, relevant in _rankings(300):
        figures, rank = ranking_figures(ranked, relevant), rank_of_first(ranked, relevant)
        for depth in (1, 5, 10):
            assert figures[f"hit@{depth}"] == (rank is not None and rank <= depth)
        assert figures["mrr@10"] == pytest.approx(1 / rank if rank and rank <= DEPTH else 0)


@pytest.mark.slow
def test_ranx_computes_the_same_on_random_rankings(monkeypatch: pytest.MonkeyPatch) -> None:
    # Compiled, ranx's measures take a minute; run as the Python that they are written in, none.
    monkeypatch.setattr("numba.core.config.DISABLE_JIT", 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numba and ranx, which are no part of ours
        import ranx

        rankings = {f"q{at}": one for at, one in enumerate(_rankings(200))}
        # ranx orders by score; it has no query without an answer, so one that is wrong stands in.
        run = ranx.Run(
            {
                query: {name: -float(at) for at, name in enumerate(ranked or ["nothing"])}
                for query, (ranked, _) in rankings.items()
            }
        )
        truth = ranx.Qrels({q: dict.fromkeys(relevant, 1) for q, (_, relevant) in rankings.items()})
        theirs = {
            "hit@1": "hit_rate@1",
            "hit@5": "hit_rate@5",
            "hit@10": "hit_rate@10",
            "mrr@10": "mrr@10",
            "ndcg@10": "ndcg@10",
            "recall@10": "recall@10",
        }
        ranx.evaluate(truth, run, list(theirs.values()))
    for query, (ranked, relevant) in rankings.items():
        ours = ranking_figures(ranked, relevant)
        for name, their_name in theirs.items():
            assert ours[name] == pytest.approx(run.scores[their_name][query]), (query, name)


def _rankings(count: int) -> list[tuple[Sequence[str], set[str]]]:
    """Up to 15 answers, and 1 to 12 right ones of which some are not among them."""
    chance = random.Random(20260302)
    return [
        (
            chance.sample(string.ascii_lowercase, chance.randint(0, 15)),
            set(chance.sample(string.ascii_lowercase, chance.randint(1, 12))),
        )
        for _ in range(count)
    ]
