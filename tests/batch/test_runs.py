"""Runs: in order, whole or not there, and gone on with where they stopped."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.batch.conftest import MakePlan, ids, offer, read_lines, write_lines
from tests.batch.engines import in_this_process

from romarin.batch import Format, Job, Output, Place, Plan, Progress, Tagged, Task, run
from romarin.batch.errors import EngineFailed, OutStands, OutUnclear, RunBusy, RunDiffers
from romarin.batch.ledger import Ledger


class Stopped(Exception):  # noqa: N818 - an end, not an error of ours
    """The end that a test gives an attempt."""


class Stopping:
    """An engine that is stopped after some batches, and remembers where it began."""

    def __init__(self, batches: int) -> None:
        self.batches = batches
        self.began = Place(0, 0)

    def __call__(self, job: Job, after: Place) -> Generator[Tagged, None, None]:
        self.began = after
        for at, tagged in enumerate(in_this_process(job, after)):
            if at == self.batches:
                raise Stopped
            yield tagged


ALL = [f"o{at}" for at in range(300)]


def stop_after(plan: Plan, batches: int) -> None:
    with pytest.raises(Stopped):
        run(plan, Stopping(batches))
    assert not plan.output.path.exists()


def test_the_output_has_the_order_of_the_input(
    plan: MakePlan, offers: Path, tmp_path: Path
) -> None:
    more = write_lines(tmp_path / "more.jsonl", [offer(300), offer(301)])
    done = run(plan(more, offers, out=tmp_path / "out.jsonl"), in_this_process)
    assert ids(tmp_path / "out.jsonl") == ["o300", "o301", *ALL]
    assert (done.documents, done.rejected) == (302, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "more.jsonl",
        "offers.jsonl",
        "out.jsonl",
        "out.jsonl.manifest.json",
    ]


def test_progress_tells_share_and_count(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    run(plan(offers, out=tmp_path / "out.jsonl"), in_this_process, told.append)
    assert [one.documents for one in told] == [*range(32, 300, 32), 300]
    assert [one.share for one in told] == sorted(one.share for one in told)
    assert told[-1].share == 1
    assert told[-1].seconds_left == 0
    assert all(one.rate > 0 for one in told)


@pytest.mark.parametrize("batches", [1, 2, 3, 4])
@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "parquet"])
def test_a_run_that_was_stopped_goes_on_without_loss_or_duplicate(
    plan: MakePlan, offers: Path, tmp_path: Path, batches: int, suffix: str
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra batch")
    whole, out = tmp_path / f"whole.{suffix}", tmp_path / f"out.{suffix}"
    run(plan(offers, out=whole), in_this_process)
    stop_after(plan(offers, out=out), batches)
    again = Stopping(99)
    done = run(plan(offers, out=out), again)
    assert again.began.row == 32 * batches  # the last part that was whole
    assert done.documents == 300
    assert out.read_bytes() == whole.read_bytes()


def test_what_is_left_of_a_part_is_done_again(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    stop_after(plan(offers, out=out, rows=64), 3)
    again = Stopping(99)
    run(plan(offers, out=out, rows=64), again)
    assert again.began.row == 64
    assert ids(out) == ALL


def test_a_run_can_be_stopped_time_and_again(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    for _ in range(4):
        stop_after(plan(offers, out=tmp_path / "out.jsonl"), 1)
    run(plan(offers, out=tmp_path / "out.jsonl"), in_this_process)
    assert ids(tmp_path / "out.jsonl") == ALL


def test_rejected_rows_of_every_attempt_are_listed_once(plan: MakePlan, tmp_path: Path) -> None:
    rows = [offer(at) if at % 50 else {"id": f"o{at}"} for at in range(300)]
    offers = write_lines(tmp_path / "offers.jsonl", rows)
    out = tmp_path / "out.jsonl"
    stop_after(plan(offers, out=out), 2)
    done = run(plan(offers, out=out), in_this_process)
    assert (done.documents, done.rejected) == (294, 6)
    assert read_lines(tmp_path / "out.jsonl.rejected.jsonl") == [
        {"file": str(offers), "row": at + 1, "id": f"o{at}", "reason": "no text"}
        for at in range(0, 300, 50)
    ]
    assert ids(out) == [f"o{at}" for at in range(300) if at % 50]


def test_a_document_that_an_engine_fails_at_costs_only_itself(
    plan: MakePlan, tmp_path: Path
) -> None:
    rows = [offer(at, "FAIL Secret" if at == 70 else "Conduire") for at in range(130)]
    offers = write_lines(tmp_path / "offers.jsonl", rows)
    done = run(plan(offers, out=tmp_path / "out.jsonl"), in_this_process)
    assert done.documents == 130 - done.rejected == 129
    (told,) = read_lines(tmp_path / "out.jsonl.rejected.jsonl")
    assert told == {
        "file": str(offers),
        "row": 71,
        "id": "o70",
        "reason": "the engine failed: ValueError",
    }


def test_an_engine_that_fails_at_every_document_ends_the_run(
    plan: MakePlan, tmp_path: Path
) -> None:
    rows = [offer(at, "FAIL Secret") for at in range(64)]
    offers = write_lines(tmp_path / "offers.jsonl", rows)
    with pytest.raises(EngineFailed, match="ValueError") as error:
        run(plan(offers, out=tmp_path / "out.jsonl"), in_this_process)
    assert "Secret" not in str(error.value)


def test_a_finished_run_is_not_done_again(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(plan(offers, out=out), in_this_process)
    again = Stopping(0)
    done = run(plan(offers, out=out), again)
    assert (done.documents, done.attempt) == (300, None)


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize(
    ("option", "value"),
    [("min_score", 0.7), ("task", Task.BOTH), ("flat", True), ("kind", "cv"), ("limit", 3)],
)
def test_other_options_are_refused(
    plan: MakePlan, offers: Path, tmp_path: Path, option: str, value: Any, finished: bool
) -> None:
    out = tmp_path / "out.jsonl"
    if finished:
        run(plan(offers, out=out), in_this_process)
    else:
        stop_after(plan(offers, out=out), 2)
    with pytest.raises(RunDiffers, match=option.replace("_", "-")) as error:
        run(plan(offers, out=out, **{option: value}), in_this_process)
    assert "remove" in str(error.value)


def test_changed_inputs_are_refused(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    stop_after(plan(offers, out=out), 2)
    write_lines(offers, [offer(at, "Autre") for at in range(300)])
    with pytest.raises(RunDiffers, match=r"another inputs.*offers\.jsonl"):
        run(plan(offers, out=out), in_this_process)


def test_two_runs_do_not_write_one_output(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    wanted = plan(offers, out=tmp_path / "out.jsonl")
    ledger = Ledger(wanted.output.path, wanted.output.work, Format.JSONL)
    with ledger.held(wanted.fingerprint), pytest.raises(RunBusy):
        run(wanted, in_this_process)


@pytest.mark.parametrize("name", ["out.jsonl", "tags"])
def test_what_stands_already_is_kept(
    plan: MakePlan, offers: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    out.mkdir() if name == "tags" else out.write_text("mine", "utf-8")
    with pytest.raises(OutStands, match=name):
        run(plan(offers, out=out, format=Format.JSONL), in_this_process)


def test_a_large_folder_has_several_files(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    usual = plan(offers, out=tmp_path / "tags", format=Format.JSONL)
    wanted = replace(usual, file_documents=128)
    stop_after(wanted, 3)
    run(wanted, in_this_process)
    files = sorted((tmp_path / "tags").glob("part-*.jsonl"))
    assert [len(read_lines(file)) for file in files] == [128, 128, 44]
    assert [one for file in files for one in ids(file)] == ALL
    assert json.loads((tmp_path / "tags" / "_manifest.json").read_text("utf-8"))["documents"] == 300
    assert run(wanted, Stopping(0)).attempt is None


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "parquet"])
def test_an_input_without_a_row_makes_an_output_without_a_row(
    plan: MakePlan, tmp_path: Path, suffix: str
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra batch")
    empty = tmp_path / "empty.csv"
    empty.write_text("id,text\n", "utf-8")
    done = run(plan(empty, out=tmp_path / f"out.{suffix}"), in_this_process)
    assert (done.documents, done.rejected) == (0, 0)
    assert (tmp_path / f"out.{suffix}").is_file()


@pytest.mark.parametrize(
    ("name", "named", "found"),
    [
        ("a.jsonl", None, (Format.JSONL, False)),
        ("a.JSONL.GZ", None, (Format.JSONL_GZ, False)),
        ("a.parquet", Format.PARQUET, (Format.PARQUET, False)),
        ("tags", Format.PARQUET, (Format.PARQUET, True)),
    ],
)
def test_the_name_of_the_output_tells_its_format(
    name: str, named: Format | None, found: tuple[Format, bool]
) -> None:
    output = Output.of(Path(name), named)
    assert (output.format, output.folder) == found


@pytest.mark.parametrize(
    ("name", "named"), [("tags", None), ("a.csv", None), ("a.jsonl", Format.PARQUET)]
)
def test_an_output_of_no_clear_format_is_told(name: str, named: Format | None) -> None:
    with pytest.raises(OutUnclear, match=name):
        Output.of(Path(name), named)
