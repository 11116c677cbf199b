"""Spans: hand-worked matchings, and a plain re-implementation on random ones."""

import random
from dataclasses import dataclass

import pytest
from nervaluate import Evaluator

from romarin.evaluation.measures.spans import (
    iou,
    matched,
    matched_exactly,
    nervaluate_credit,
    overlap,
    touched,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    start: int
    end: int
    level: str = "task"


def test_the_iou_of_two_phrases_is_what_they_share_over_what_they_cover() -> None:
    assert iou(Phrase(0, 10), Phrase(5, 20)) == 5 / 20
    assert iou(Phrase(3, 9), Phrase(3, 9)) == 1.0


def test_phrases_that_only_touch_share_nothing() -> None:
    assert overlap(Phrase(0, 5), Phrase(5, 9)) == 0
    assert iou(Phrase(0, 5), Phrase(5, 9)) == 0.0
    assert touched([Phrase(0, 5)], [Phrase(5, 9)]) == 0


def test_half_in_common_is_enough_and_less_is_not() -> None:
    assert matched([Phrase(0, 5)], [Phrase(0, 10)]) == [(0, 0)]
    assert matched([Phrase(0, 4)], [Phrase(0, 10)]) == []


def test_the_best_fit_is_matched_first_wherever_it_stands() -> None:
    marked = [Phrase(0, 10)]
    assert matched([Phrase(0, 6), Phrase(0, 9)], marked) == [(1, 0)]


def test_equal_fits_go_by_the_order_of_the_text() -> None:
    assert matched([Phrase(0, 5), Phrase(5, 10)], [Phrase(0, 10)]) == [(0, 0)]
    assert matched([Phrase(0, 10)], [Phrase(0, 5), Phrase(5, 10)]) == [(0, 0)]


def test_no_phrase_is_matched_twice() -> None:
    # 0.9 takes the only mark; the other, 0.8 of the same mark, gets nothing.
    pairs = matched([Phrase(0, 8), Phrase(1, 10)], [Phrase(0, 10)])
    assert pairs == [(1, 0)]


def test_a_phrase_that_covers_many_marks_touches_them_all_and_matches_none() -> None:
    whole, marks = [Phrase(0, 100)], [Phrase(0, 20), Phrase(30, 50), Phrase(60, 90)]
    assert matched(whole, marks) == []
    assert touched(whole, marks) == 1
    assert touched(marks, whole) == 3


def test_exact_means_both_borders() -> None:
    assert matched_exactly([Phrase(0, 4), Phrase(6, 9)], [Phrase(0, 4), Phrase(6, 10)]) == 1


def test_nervaluate_strict_asks_for_borders_and_level() -> None:
    marked = [Phrase(0, 4, "required"), Phrase(6, 9, "task")]
    found = [Phrase(0, 4, "task"), Phrase(6, 9, "task")]
    assert nervaluate_credit(found, marked) == {"strict": 1.0, "partial": 2.0}


def test_nervaluate_partial_gives_a_half_for_a_part() -> None:
    assert nervaluate_credit([Phrase(0, 3)], [Phrase(0, 4)]) == {"strict": 0.0, "partial": 0.5}


def test_nervaluate_knows_that_neighbours_share_nothing() -> None:
    assert nervaluate_credit([Phrase(0, 4)], [Phrase(4, 8)]) == {"strict": 0.0, "partial": 0.0}


@pytest.mark.parametrize(
    ("found", "marked"), [([], []), ([Phrase(0, 3)], []), ([], [Phrase(0, 3)])]
)
def test_nothing_found_or_nothing_marked_earns_nothing(
    found: list[Phrase], marked: list[Phrase]
) -> None:
    assert matched(found, marked) == []
    assert nervaluate_credit(found, marked) == {"strict": 0.0, "partial": 0.0}


@pytest.mark.parametrize("seed", range(60))
def test_a_plain_matching_of_random_phrases_agrees(seed: int) -> None:
    generator = random.Random(seed)
    found, marked = _phrases(generator), _phrases(generator)
    assert sorted(matched(found, marked)) == sorted(_plainly_matched(found, marked))


@pytest.mark.parametrize("seed", range(20))
def test_nervaluate_over_many_texts_is_the_sum_over_each(seed: int) -> None:
    generator = random.Random(seed)
    texts = [(_apart(generator), _apart(generator)) for _ in range(8)]
    earned = [nervaluate_credit(found, marked) for found, marked in texts]
    whole = Evaluator(
        [_told(marked) for _, marked in texts],
        [_told(found) for found, _ in texts],
        tags=["task", "required"],
        loader="dict",
    ).evaluate()["overall"]
    found = sum(len(found) for found, _ in texts)
    marked = sum(len(marked) for _, marked in texts)
    for scheme in ("strict", "partial"):
        right = sum(credit[scheme] for credit in earned)
        assert whole[scheme].precision == pytest.approx(right / found)
        assert whole[scheme].recall == pytest.approx(right / marked)


def _phrases(generator: random.Random) -> list[Phrase]:
    """Up to eight, in any order, some over others."""
    starts = [generator.randrange(40) for _ in range(generator.randrange(9))]
    return [Phrase(start, start + generator.randint(1, 12)) for start in starts]


def _apart(generator: random.Random) -> list[Phrase]:
    """In order, none over another."""
    borders = sorted(generator.sample(range(60), 12))
    return [
        Phrase(start, end, generator.choice(["task", "required"]))
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]


def _plainly_matched(found: list[Phrase], marked: list[Phrase]) -> list[tuple[int, int]]:
    """Takes the best pair left, over and over, by sets of characters."""
    pairs: list[tuple[int, int]] = []
    free = {(at, of) for at in range(len(found)) for of in range(len(marked))}
    while free:
        shares = {pair: _share(found[pair[0]], marked[pair[1]]) for pair in free}
        best = min(free, key=lambda pair: (-shares[pair], pair))
        if shares[best] < 0.5:
            break
        pairs.append(best)
        free = {pair for pair in free if pair[0] != best[0] and pair[1] != best[1]}
    return pairs


def _share(one: Phrase, other: Phrase) -> float:
    ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    return len(ours & theirs) / len(ours | theirs)


def _told(phrases: list[Phrase]) -> list[dict[str, object]]:
    return [{"label": one.level, "start": one.start, "end": one.end - 1} for one in phrases]
