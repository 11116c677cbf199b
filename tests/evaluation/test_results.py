"""Results: the contract's JSON, there and back, and files that are written whole."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from romarin.evaluation.errors import OutUnwritable, ResultUnreadable
from romarin.evaluation.results import Result, Row, Scores, check_writable, write_whole

ROW = Row("a: x", "a", 3, {"mrr@10": 1 / 3}, ((2 / 3, False),), ("6006",), ("6001",), (0, 3))
SCORES = Scores(
    {"all": {"mrr@10": 1 / 3}, "by_family": {"a": {"mrr@10": 1 / 3}}, "by_prefix": {"1": {"x": 1}}},
    {"mrr@10": (1 / 3, 2 / 3)},
    [ROW],
    "about it",
)
ROME = {"version": "490", "source": "official"}
RESULT = Result(
    "lookup",
    "cases",
    1,
    "f00",
    "c0ffee",
    7,
    None,
    ROME,
    "e5-small-fr",
    SCORES,
    {"bm25": SCORES},
    ["a note"],
)


def test_the_json_has_the_fields_of_the_contract() -> None:
    told = RESULT.to_json()
    assert {"task", "cases", "commit", "seed", "sample", "rome", "encoder"} <= set(told)
    assert {"measures", "baselines", "confidence", "rows"} <= set(told)
    assert (told["task"], told["cases"], told["commit"]) == ("lookup", "cases", "c0ffee")
    assert (told["seed"], told["sample"], told["rome"]) == (7, None, ROME)
    assert told["encoder"] == "e5-small-fr"
    assert told["measures"]["all"] == {"mrr@10": 0.333333}
    assert told["measures"]["by_family"] == {"a": {"mrr@10": 0.333333}}
    assert told["confidence"] == {"mrr@10": [0.333333, 0.666667]}
    assert told["rows"] == [
        {
            "id": "a: x",
            "family": "a",
            "rank": 3,
            "measures": {"mrr@10": 0.333333},
            "scored": [[0.666667, False]],
            "expected": ["6006"],
            "answers": ["6001"],
            "ranks": [0, 3],
        }
    ]
    baseline = told["baselines"]["bm25"]
    assert baseline["all"] == {"mrr@10": 0.333333}
    assert (baseline["confidence"], baseline["rows"]) == (told["confidence"], told["rows"])


def test_without_a_system_of_our_own_the_fields_are_empty() -> None:
    told = Result("lookup", "cases", 1, "", "", 0, 5, ROME, None, None, {"bm25": SCORES}).to_json()
    assert told["measures"] == {"all": {}, "by_family": {}}
    assert (told["confidence"], told["rows"], told["encoder"]) == ({}, [], None)
    assert Result.of_json(told).own is None


def test_a_result_is_read_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    RESULT.save(path)
    again = Result.load(path)
    assert again.to_json() == RESULT.to_json()
    assert again.own is not None
    assert again.own.rows == [ROW.as_kept()]
    again.save(tmp_path / "b.json")
    assert (tmp_path / "b.json").read_bytes() == path.read_bytes()


def test_systems_come_with_our_own_first() -> None:
    assert list(RESULT.systems()) == ["romarin", "bm25"]


def test_a_row_that_is_kept_is_the_row_that_is_read() -> None:
    kept = ROW.as_kept()
    assert kept.measures == {"mrr@10": 0.333333}
    assert Row.of_json(json.loads(json.dumps(kept.to_json()))) == kept
    assert kept.as_kept() == kept


def test_times_are_in_the_row_only_when_they_are_kept() -> None:
    timed = Row("a", "a", 1, {}, milliseconds=1.23456)
    assert timed.to_json()["milliseconds"] == 1.235
    assert "milliseconds" not in timed.untimed().to_json()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "5",
        "[]",
        '"text"',
        "{}",
        '{"measures": 5}',
        json.dumps({**RESULT.to_json(), "baselines": []}),
        json.dumps({**RESULT.to_json(), "rows": [5]}),
        json.dumps({**RESULT.to_json(), "measures": {}}),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_result_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ResultUnreadable, match=r"a\.json: .*romarin eval --json"):
        Result.load(path)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff")
    for path in (tmp_path, tmp_path / "missing.json", tmp_path / "a.json"):
        with pytest.raises(ResultUnreadable):
            Result.load(path)


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("before", "utf-8")
    write_whole(path, "é\u2028")
    assert path.read_text("utf-8") == "é\u2028"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("check", [check_writable, lambda path: write_whole(path, "x")])
@pytest.mark.parametrize("name", ["missing/out", "file/out", "folder", "x" * 300])
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, name: str, check: Callable[[Path], None]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutUnwritable, match=r"cannot be written: .*; name another file"):
        check(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_looking_whether_a_file_can_be_written_changes_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "out")
    assert not list(tmp_path.iterdir())
    (tmp_path / "out").write_text("before", "utf-8")
    check_writable(tmp_path / "out")
    assert (tmp_path / "out").read_text("utf-8") == "before"


def test_a_device_is_no_file_to_replace() -> None:
    with pytest.raises(OutUnwritable, match="no regular file"):
        check_writable(Path("/dev/null"))
