"""Cluster: Ray Data gives what processes give, on a real cluster of this machine."""

from pathlib import Path

import pytest
from tests.batch.conftest import MakePlan, ids, offer, write_lines
from tests.batch.engines import in_this_process
from tests.batch.test_runs import stop_after

from romarin.batch import Cluster, run
from romarin.batch.errors import ClusterFailed, EngineFailed

# Ray warns of what it does itself.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
pytest.importorskip("ray", reason="needs the extra ray")


def test_a_cluster_gives_the_output_of_one_process(
    plan: MakePlan, offers: Path, tmp_path: Path
) -> None:
    more = write_lines(
        tmp_path / "more.jsonl", [offer(at) if at % 9 else {"id": "no"} for at in range(500, 700)]
    )
    run(plan(offers, more, out=tmp_path / "one.jsonl"), in_this_process)
    done = run(plan(offers, more, out=tmp_path / "ray.jsonl"), Cluster(workers=2))
    assert done.rejected == 22
    for suffix in ("", ".rejected.jsonl"):
        one, ray = tmp_path / f"one.jsonl{suffix}", tmp_path / f"ray.jsonl{suffix}"
        assert ray.read_bytes() == one.read_bytes()


def test_a_cluster_goes_on_where_processes_stopped(
    plan: MakePlan, offers: Path, tmp_path: Path
) -> None:
    wanted = plan(offers, out=tmp_path / "out.jsonl")
    stop_after(wanted, 3)
    run(wanted, Cluster(workers=2))
    assert ids(tmp_path / "out.jsonl") == [f"o{at}" for at in range(300)]


def test_an_error_of_a_worker_is_told_as_it_is(plan: MakePlan, tmp_path: Path) -> None:
    rows = [offer(at, "FAIL Secret") for at in range(64)]
    failing = write_lines(tmp_path / "failing.jsonl", rows)
    with pytest.raises(EngineFailed, match="ValueError") as error:
        run(plan(failing, out=tmp_path / "out.jsonl"), Cluster(workers=1))
    assert "Secret" not in str(error.value)


def test_a_cluster_that_is_not_there_is_told(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    wanted = plan(offers, out=tmp_path / "out.jsonl")
    with pytest.raises(ClusterFailed, match="Ray at auto"):
        run(wanted, Cluster(address="auto"))
