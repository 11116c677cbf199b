"""Runs: from inputs to an output, part by part, so that a killed run goes on where it stopped."""

import json
import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from romarin.batch.errors import OutStands
from romarin.batch.ledger import Ledger, Part, compare, last_of, write_json, writing
from romarin.batch.output import Output
from romarin.batch.parts import PART_ROWS, Parts
from romarin.batch.progress import Attempt, Pace, Progress
from romarin.batch.records import Input, Job, Options, Place, Rejected, Tagged
from romarin.batch.writing import join

FILE_DOCUMENTS = 100_000  # of each file of a folder: some hundred megabytes of Parquet

# What follows a place of the inputs, in their order.
Engine = Callable[[Job, Place], Generator[Tagged, None, None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: what is read, what becomes of it, where it goes."""

    job: Job
    options: Options
    output: Output
    about: Mapping[str, str]  # ROME and versions, kept beside what is written
    part_rows: int = PART_ROWS
    file_documents: int = FILE_DOCUMENTS

    @property
    def fingerprint(self) -> Mapping[str, Any]:
        """All that decides the output; a run goes on only where it is the same."""
        plain: dict[str, Any] = dict(self.about)
        for name in ("task", "format", "flat", "kind", "min_score", "limit"):
            plain[name.replace("_", "-")] = getattr(self.options, name)
        for name in ("id", "title", "text", "naf"):
            plain[f"{name}-column"] = getattr(self.job.columns, name)
        inputs = [f"{file.path.name} {file.sha256}" for file in self.job.inputs]
        return plain | {"inputs": inputs}


@dataclass(frozen=True, slots=True)
class Summary:
    """What an output holds."""

    documents: int
    rejected: int
    attempt: Attempt | None  # None: it stood already


def run(
    plan: Plan, engine: Engine, on_progress: Callable[[Progress], None] | None = None
) -> Summary:
    """Writes the output, or what an earlier attempt left to do of it.

    Raises OutStands, RunDiffers, RunBusy, OutUnwritable, and what reading and tagging raise.
    """
    ledger = Ledger(plan.output.path, plan.output.work, plan.options.format)
    if (whole := _whole(plan)) is not None:
        ledger.remove()  # the attempt was killed just before it would have done so
        return whole
    with ledger.held(plan.fingerprint):
        attempt = _tag(plan, engine, ledger, on_progress or (lambda _progress: None))
        with writing(plan.output.path):
            summary = _publish(plan, ledger.parts(), ledger, attempt)
        ledger.remove()
    return summary


def _whole(plan: Plan) -> Summary | None:
    """What stands already, where it is what this run would write."""
    out, manifest = plan.output.path, plan.output.manifest
    if not out.exists():
        return None
    if not manifest.is_file():
        raise OutStands(out)
    told = json.loads(manifest.read_text("utf-8"))
    compare(out, told["made_from"], plan.fingerprint, out)
    return Summary(told["documents"], told["rejected"], None)


def _tag(
    plan: Plan, engine: Engine, ledger: Ledger, on_progress: Callable[[Progress], None]
) -> Attempt:
    done = ledger.parts()
    pace = Pace(plan.job.inputs, done)
    parts = Parts(ledger, plan.options, plan.about, rows=plan.part_rows)
    with closing(engine(plan.job, last_of(done))) as stream:
        for tagged in parts.write(stream, len(done)):
            on_progress(pace.count(tagged))
    return pace.attempt


def _publish(plan: Plan, parts: Sequence[Part], ledger: Ledger, attempt: Attempt) -> Summary:
    """Joins the parts aside, then puts the output into its place, last of all."""
    documents = sum(part.documents for part in parts)
    rejected = [one for part in parts for one in part.rejected]
    told = {"documents": documents, "rejected": len(rejected), "made_from": plan.fingerprint}
    whole = _joined(plan, parts, ledger)
    beside = replace(plan.output, path=whole) if plan.output.folder else plan.output
    if rejected:
        _write_rejected(beside.rejected, plan.job.inputs, rejected)
    write_json(beside.manifest, told)
    whole.replace(plan.output.path)
    return Summary(documents, len(rejected), attempt)


def _joined(plan: Plan, parts: Sequence[Part], ledger: Ledger) -> Path:
    whole = ledger.folder / "whole"
    if not plan.output.folder:
        join([ledger.path(part.number) for part in parts], whole, plan.options, plan.about)
        return whole
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    for number, group in enumerate(_groups(parts, plan.file_documents)):
        target = whole / f"part-{number:05}.{plan.options.format}"
        join([ledger.path(part.number) for part in group], target, plan.options, plan.about)
    return whole


def _groups(parts: Sequence[Part], documents: int) -> list[list[Part]]:
    """The parts of each file of a folder; one file at least, so that a schema stands there."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        if sum(one.documents for one in groups[-1]) >= documents:
            groups.append([])
        groups[-1].append(part)
    return groups


def _write_rejected(path: Path, inputs: Sequence[Input], rejected: Sequence[Rejected]) -> None:
    with path.open("wb") as file:
        for one in rejected:
            told = {
                "file": str(inputs[one.place.file].path),
                "row": one.place.row,
                "id": one.id,
                "reason": one.reason,
            }
            file.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))
