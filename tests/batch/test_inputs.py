"""Inputs: which files are read, in which order."""

from pathlib import Path

import pytest

from romarin.batch import checked, find_inputs
from romarin.batch.errors import InputMissing


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _names(*named: str, leave_out: tuple[Path, ...] = ()) -> list[str]:
    return [file.path.name for file in find_inputs(named, leave_out=leave_out)]


def test_a_folder_is_read_by_name_with_all_below_it(tmp_path: Path) -> None:
    _touch(tmp_path, "b.jsonl", "a.csv.gz", "below/c.parquet", "d.JSONL.GZ", "read.me")
    assert _names(str(tmp_path)) == ["a.csv.gz", "b.jsonl", "c.parquet", "d.JSONL.GZ"]


def test_bookkeeping_of_a_folder_is_no_input(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jsonl", "_rejected.jsonl", ".a.jsonl.run/000000.jsonl", "_SUCCESS")
    assert _names(str(tmp_path)) == ["a.jsonl"]


def test_a_glob_is_read_by_name(tmp_path: Path) -> None:
    _touch(tmp_path, "2024/b.jsonl", "2023/b.jsonl", "2023/a.csv")
    found = find_inputs([f"{tmp_path}/*/b.*"])
    assert [file.path.parent.name for file in found] == ["2023", "2024"]
    assert len(_names(f"{tmp_path}/**/*.jsonl")) == 2


def test_inputs_keep_the_order_in_which_they_are_named_and_are_read_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jsonl", "b.jsonl")
    assert _names(str(tmp_path / "b.jsonl"), str(tmp_path)) == ["b.jsonl", "a.jsonl"]


def test_what_the_run_writes_is_no_input(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jsonl", "out.jsonl", "tags/part-00000.jsonl")
    ours = (tmp_path / "out.jsonl", tmp_path / "tags")
    assert _names(str(tmp_path), leave_out=ours) == ["a.jsonl"]


@pytest.mark.parametrize("name", ["none.jsonl", "*.jsonl", "notes.txt", "empty"])
def test_nothing_to_read_is_told_with_the_formats(tmp_path: Path, name: str) -> None:
    _touch(tmp_path, "notes.txt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputMissing, match=r"\.jsonl.*\.csv.*\.parquet"):
        find_inputs([str(tmp_path / name)])


def test_a_checksum_follows_the_content_not_the_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("one", "utf-8")
    (before,) = map(checked, find_inputs([str(path)]))
    path.touch()
    (touched,) = map(checked, find_inputs([str(path)]))
    path.write_text("two", "utf-8")
    (other,) = map(checked, find_inputs([str(path)]))
    assert before.sha256 == touched.sha256 != other.sha256
