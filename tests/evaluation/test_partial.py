"""Partial results: what an interrupted run leaves, and who may go on with it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from romarin.evaluation.errors import OutUnwritable, RunGoesOn
from romarin.evaluation.partial import PartialRows
from romarin.evaluation.results import Row

ROW = Row("a: é\u2028", "a", 2, {"hit@1": 0.0, "mrr@10": 0.5}, ((0.75, True),), ("x",), ("y",))
OTHER = Row("b: 1", "b", None, {"hit@1": 0.0}, ranks=(-1, 0, 3), milliseconds=1.5)


class StoppedError(Exception):
    """What ends a run too early."""


@contextmanager
def stopped(path: Path, run: str = "r") -> Iterator[PartialRows]:
    """The rows of a run that fails at the end of the block."""
    with suppress(StoppedError), PartialRows.open(path, run) as kept:
        yield kept
        raise StoppedError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "rows"


@pytest.fixture
def interrupted(path: Path) -> Path:
    """A file of run "r" with a row of two systems each."""
    with stopped(path) as kept:
        kept.add("romarin", ROW)
        kept.add("bm25", OTHER)
    return path


def test_rows_are_found_again_by_system_and_case(interrupted: Path) -> None:
    with PartialRows.open(interrupted, "r") as kept:
        assert len(kept) == 2
        assert kept.find("romarin", ROW.id) == ROW
        assert kept.find("bm25", OTHER.id) == OTHER
        assert kept.find("bm25", ROW.id) is None


def test_a_row_is_on_disk_at_once(path: Path) -> None:
    with PartialRows.open(path, "r") as kept:
        kept.add("romarin", ROW)
        [header, line, end] = path.read_text("utf-8").split("\n")
    assert (json.loads(header), end) == ({"run": "r"}, "")
    assert json.loads(line)["id"] == ROW.id


def test_the_file_goes_when_the_run_ends_well(interrupted: Path) -> None:
    with PartialRows.open(interrupted, "r") as kept:
        kept.add("romarin", OTHER)
    assert not interrupted.exists()


def test_rows_of_before_and_after_an_interruption_are_kept(interrupted: Path) -> None:
    with stopped(interrupted) as kept:
        kept.add("romarin", OTHER)
    with PartialRows.open(interrupted, "r") as kept:
        assert len(kept) == 3


def test_rows_of_another_run_are_dropped(interrupted: Path) -> None:
    with stopped(interrupted, "s") as kept:
        assert len(kept) == 0
    assert interrupted.read_bytes() == b'{"run": "s"}\n'


@pytest.mark.parametrize(
    "damage",
    [
        b"\n",
        b'{"system": "bm25", "id": "c: 1", "fam',
        b'{"system": "bm25", "id": "c: 1", "family": "c", "rank": 1, "measures": {}}',
        b'{"system": "bm25"}\n',
        b'{"system": "bm25", "id": "c", "family": "c", "rank": 1, "measures": 5}\n',
        b'["bm25"]\n',
        b"\xff\xfe\n",
        b"\0" * 100,
    ],
    ids=range(8),
)
def test_what_an_interruption_cut_is_asked_again(interrupted: Path, damage: bytes) -> None:
    whole = interrupted.read_bytes()
    interrupted.write_bytes(whole + damage)
    with stopped(interrupted) as kept:
        assert len(kept) == 2
        assert interrupted.read_bytes() == whole
        kept.add("bm25", ROW)
    with PartialRows.open(interrupted, "r") as kept:
        assert len(kept) == 3


@pytest.mark.parametrize("content", [b"", b'{"run"', b'{"run": "r"}', b"[]\n", b"\xff\n", b"5\n"])
def test_a_file_without_its_first_line_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with stopped(path) as kept:
        assert len(kept) == 0
    assert path.read_bytes() == b'{"run": "r"}\n'


@pytest.mark.parametrize("run", ["r", "s"])
def test_two_runs_at_once_cannot_share_a_file(interrupted: Path, run: str) -> None:
    with stopped(interrupted) as kept:
        with (
            pytest.raises(RunGoesOn, match="another run keeps its rows there"),
            PartialRows.open(interrupted, run),
        ):
            pass
        kept.add("bm25", ROW)
    with PartialRows.open(interrupted, "r") as kept:
        assert len(kept) == 3


def test_a_process_that_is_killed_leaves_its_rows_and_no_lock(path: Path) -> None:
    code = f"""
from pathlib import Path
from romarin.evaluation.partial import PartialRows
from romarin.evaluation.results import Row
import time
with PartialRows.open(Path({str(path)!r}), "r") as kept:
    for at in range(5):
        kept.add("romarin", Row(f"a: {{at}}", "a", 1, {{}}))
    print("ready", flush=True)
    time.sleep(600)
"""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environ, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        with pytest.raises(RunGoesOn), PartialRows.open(path, "r"):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with PartialRows.open(path, "r") as kept:
        assert len(kept) == 5


@pytest.mark.parametrize("parts", [("file", "rows"), ("file", "x", "rows"), ("folder",)])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, parts: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises(OutUnwritable, match="cannot be written"),
        PartialRows.open(tmp_path.joinpath(*parts), "r"),
    ):
        pass
