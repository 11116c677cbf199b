"""Traffic: who types what and when, before any of it is sent."""

import random
import statistics
from itertools import pairwise
from pathlib import Path

import pytest

from romarin.evaluation.load.errors import TitlesInvalid
from romarin.evaluation.load.traffic import (
    LONGEST,
    MEAN_INTERVAL,
    Kind,
    Traffic,
    debounced,
    keystrokes,
    read_titles,
)

TITLES = ("Boulanger", "Chef de rang", "Développeur web", "Aide à domicile")


def _traffic(kind: Kind = Kind.TYPED, *, debounce: float = 0.0) -> Traffic:
    return Traffic(TITLES, "tests", kind, debounce)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_seed_draws_the_same_requests_and_another_seed_others(kind: Kind) -> None:
    one, same, other = (
        _traffic(kind).due(rate=50, seconds=4, seed=seed) for seed in ("1", "1", "2")
    )
    assert one == same != other


@pytest.mark.parametrize("kind", list(Kind))
def test_requests_fall_due_in_order_within_the_time(kind: Kind) -> None:
    due = _traffic(kind).due(rate=80, seconds=5, seed="1")
    assert all(before.at <= after.at for before, after in pairwise(due))
    assert due[0].at >= 0
    assert due[-1].at < 5


@pytest.mark.parametrize("debounce", [0.0, 0.25])
def test_people_send_as_many_requests_as_were_asked_for(debounce: float) -> None:
    due = _traffic(debounce=debounce).due(rate=200, seconds=60, seed="1")
    assert 12_000 <= len(due) < 12_050  # the last user may have a few more to send


def test_people_are_in_mid_word_when_the_time_begins_and_when_it_ends() -> None:
    due = _traffic().due(rate=200, seconds=20, seed="1")
    first, last = ([one for one in due if at <= one.at < at + 2] for at in (0, 18))
    assert abs(len(first) - len(last)) < 120  # of about 400: neither is empty or half so
    assert any(len(one.query) > 5 for one in due[:5])


def test_constant_requests_come_at_equal_intervals_and_are_beginnings_of_titles() -> None:
    due = _traffic(Kind.CONSTANT).due(rate=20, seconds=5, seed="1")
    assert [one.at for one in due] == pytest.approx([at / 20 for at in range(100)])
    assert all(any(title.startswith(one.query) for title in TITLES) for one in due)


def test_a_title_is_typed_to_its_end_one_key_at_a_time() -> None:
    keys = list(keystrokes("Chef de rang", random.Random(1)))
    assert keys[0][0] == 0
    assert keys[-1][1] == "Chef de rang"
    assert all(before < after for (before, _), (after, _) in pairwise(keys))
    assert all(abs(len(b) - len(a)) <= 1 for (_, a), (_, b) in pairwise([(0.0, ""), *keys]))


def test_a_wrong_key_is_taken_back() -> None:
    chance = random.Random(5)
    typed = [[text for _, text in keystrokes("boulanger", chance)] for _ in range(200)]
    wrong = [
        (text, following)
        for texts in typed
        for text, following in pairwise(texts)
        if not "boulanger".startswith(text)
    ]
    assert wrong
    assert all(following == text[:-1] for text, following in wrong)


def test_keys_follow_each_other_as_slowly_as_in_the_study_cited() -> None:
    chance = random.Random(2)
    intervals = [
        after - before
        for _ in range(3000)
        for (before, _), (after, _) in pairwise(keystrokes("boulanger", chance))
    ]
    assert statistics.mean(intervals) == pytest.approx(MEAN_INTERVAL, rel=0.05)
    assert statistics.median(intervals) < statistics.mean(intervals)  # skewed, as people are


def test_a_widget_that_waits_asks_only_for_what_stood_long_enough() -> None:
    keys = [(0.0, "c"), (0.25, "ch"), (1.0, "che"), (1.25, "chef")]
    assert list(debounced(keys, 0.5)) == [(0.75, "ch"), (1.75, "chef")]
    assert [text for _, text in debounced(keys, 0.0)] == ["c", "ch", "che", "chef"]


def test_an_empty_field_asks_for_nothing() -> None:
    assert list(debounced([(0.0, "x"), (0.2, ""), (0.4, " ")], 0.0)) == [(0.0, "x")]


def test_no_query_is_longer_than_the_api_takes() -> None:
    for kind in Kind:
        due = Traffic(("x" * 500,), "tests", kind).due(rate=50, seconds=5, seed="1")
        assert max(len(one.query) for one in due) <= LONGEST


def test_titles_are_read_one_a_line(tmp_path: Path) -> None:
    file = tmp_path / "titles.txt"
    file.write_text("Boulanger\r\n\n  Cariste (H/F) \nChef\u2028de rang\n", "utf-8")
    assert read_titles(file) == ["Boulanger", "Cariste (H/F)", "Chef\u2028de rang"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe"])
def test_a_file_without_a_title_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "titles.txt"
    file.write_bytes(content)
    with pytest.raises(TitlesInvalid, match=r"titles\.txt: .*one title a line"):
        read_titles(file)


def test_a_missing_file_of_titles_is_told(tmp_path: Path) -> None:
    with pytest.raises(TitlesInvalid, match="No such file"):
        read_titles(tmp_path / "nowhere.txt")
