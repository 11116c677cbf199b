"""Processes: several workers give the output of one, and a kill costs nothing that was done."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.batch.conftest import MakePlan, ids, offer, write_lines
from tests.batch.engines import in_this_process
from tests.trees import tree, wait_for_end

from romarin.batch import Processes, run
from romarin.batch.errors import EngineFailed, WorkerDied

pytestmark = pytest.mark.slow

PARTS = "*.json"  # of a ledger, its run.json among them


def test_workers_give_the_output_of_one_process(
    plan: MakePlan, offers: Path, tmp_path: Path
) -> None:
    run(plan(offers, out=tmp_path / "one.jsonl"), in_this_process)
    run(plan(offers, out=tmp_path / "two.jsonl"), Processes(2))
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()


def test_an_error_of_a_worker_is_told_as_it_is(plan: MakePlan, tmp_path: Path) -> None:
    rows = [offer(at, "FAIL Secret") for at in range(64)]
    failing = write_lines(tmp_path / "failing.jsonl", rows)
    with pytest.raises(EngineFailed, match="ValueError"):
        run(plan(failing, out=tmp_path / "out.jsonl"), Processes(2))


def test_a_worker_that_dies_ends_the_run_which_can_go_on(plan: MakePlan, tmp_path: Path) -> None:
    rows = [offer(at, "DIE" if at == 299 else "Conduire") for at in range(300)]
    deadly = write_lines(tmp_path / "deadly.jsonl", rows)
    wanted = plan(deadly, out=tmp_path / "out.jsonl")
    with pytest.raises(WorkerDied, match="goes on where it stopped"):
        run(wanted, Processes(1))
    assert list(wanted.output.work.glob("000000.jsonl"))


def test_a_run_that_is_killed_goes_on_without_loss_or_duplicate(tmp_path: Path) -> None:
    rows = [offer(at, "SLEEP") if at % 7 else {"id": f"o{at}"} for at in range(900)]
    offers = write_lines(tmp_path / "offers.jsonl", rows)
    out = tmp_path / "out.jsonl"
    moments = random.Random(5)
    kills = 0
    while _killed(offers, out, after=moments.uniform(0, 1)):
        kills += 1
    assert kills >= 2
    assert ids(out) == [f"o{at}" for at in range(900) if at % 7]
    rejected = tmp_path / "out.jsonl.rejected.jsonl"
    assert ids(rejected) == [f"o{at}" for at in range(0, 900, 7)]
    assert not list(tmp_path.glob(".*"))


def test_a_disk_that_is_full_is_told_and_gone_on_from(offers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    full = _attempt(offers, out, "ulimit -f 64; ")  # kilobytes that a file may have
    assert full.returncode == 1
    assert "OutUnwritable" in full.stderr
    assert not out.exists()
    assert _attempt(offers, out).returncode == 0
    assert ids(out) == [f"o{at}" for at in range(300)]


def _attempt(offers: Path, out: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"{before}exec {sys.executable} -m tests.batch.attempt {offers} {out}"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def _killed(offers: Path, out: Path, *, after: float) -> bool:
    """Kills an attempt some seconds after it did a part more; False if it ended before."""
    work = out.with_name(f".{out.name}.run")
    done = len(list(work.glob(PARTS)))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.batch.attempt", str(offers), str(out)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    while process.poll() is None and len(list(work.glob(PARTS))) < max(done, 1) + 1:
        time.sleep(0.02)
    time.sleep(after)
    family = tree(process.pid)
    process.send_signal(signal.SIGKILL)
    ended = process.wait()
    wait_for_end(family, patience=10)
    assert ended in (0, -signal.SIGKILL)
    return ended != 0
