"""Tagging: what `romarin tag` does, told on standard error while it runs."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from romarin.batch import (
    ArtefactEngines,
    Asked,
    Cluster,
    Engine,
    Format,
    Input,
    Job,
    MakeTagger,
    Options,
    Output,
    Plan,
    Processes,
    Progress,
    Summary,
    Task,
    checked,
    columns_of,
    find_inputs,
    run,
    usable_cores,
)
from romarin.cli.workshop import Workshop, console, say
from romarin.engines import NO_ENCODER
from romarin.engines.extraction import DocumentKind
from romarin.index import Artefact

LINE_SECONDS = 30.0  # between two lines of progress where nobody watches


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of `romarin tag`, each known to be one that is allowed."""

    inputs: tuple[str, ...]
    out: Path
    task: str
    format: str | None
    flat: bool
    columns: Mapping[str, str | None]
    kind: str | None
    min_score: float | None
    limit: int
    workers: int | None
    on_ray: bool
    ray_address: str | None


def tag_files(wanted: Wanted, workshop: Workshop) -> None:
    """Raises what the workshop and the run raise; what can be told at once is told first."""
    output = Output.of(wanted.out, Format(wanted.format) if wanted.format else None)
    inputs = _inputs(wanted, output)
    plan = _plan(wanted, workshop, output, inputs)
    before = _core_seconds()
    with _shown() as show:
        summary = run(plan, _engine(wanted), show)
    _tell(output, summary, None if wanted.on_ray else _core_seconds() - before)


def _inputs(wanted: Wanted, output: Output) -> tuple[Input, ...]:
    found = find_inputs(wanted.inputs, leave_out=output.ours)
    for file in found:
        columns_of(file, Asked(**wanted.columns), Task(wanted.task))
    size = sum(file.size for file in found)
    say(f"{len(found)} file{'s' * (len(found) > 1)} to read, {size / 1e6:,.1f} MB")
    return tuple(checked(file) for file in found)


def _plan(wanted: Wanted, workshop: Workshop, output: Output, inputs: tuple[Input, ...]) -> Plan:
    folder, encoder = workshop.artefact(), workshop.choices.encoder
    made_of = Artefact.open(folder).manifest.inputs
    task = Task(wanted.task)
    options = Options(
        task=task,
        format=output.format,
        flat=wanted.flat,
        kind=DocumentKind(wanted.kind) if wanted.kind else None,
        min_score=wanted.min_score,
        limit=wanted.limit,
    )
    about = {
        "rome": made_of.release.version,
        "source": str(made_of.release.source),
        "licence": made_of.release.licence,
        "artefact": made_of.folder_name,
        "encoder": "none" if encoder == NO_ENCODER or not made_of.encoder else made_of.encoder.name,
        "romarin": version("romarin"),
    }
    make = MakeTagger(ArtefactEngines(folder.resolve(), encoder, task), options)
    return Plan(Job(inputs, Asked(**wanted.columns), task, make), options, output, about)


def _engine(wanted: Wanted) -> Engine:
    if wanted.on_ray:
        return Cluster(wanted.workers, wanted.ray_address)
    return Processes(wanted.workers or usable_cores())


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """A bar where somebody watches, else a line every half minute."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with Bar(BarColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task("loading", total=1.0)
        yield lambda now: bar.update(task, completed=now.share, description=_words(now))


def _lines() -> Callable[[Progress], None]:
    last = time.monotonic()

    def show(now: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            say(_words(now))

    return show


def _words(now: Progress) -> str:
    words = [f"{now.share:.0%}", f"{now.documents:,} documents", f"{now.rate:,.1f} a second"]
    if now.seconds_left is not None:
        words.append(f"{timedelta(seconds=round(now.seconds_left))} left")
    if now.rejected:
        words.append(f"{now.rejected:,} rejected")
    return ", ".join(words)


def _core_seconds() -> float:
    """What this process and its workers, once ended, took of the processors."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _tell(output: Output, summary: Summary, core_seconds: float | None) -> None:
    done = summary.attempt
    if done is None:
        say(f"{output.path} stands already, made by this command: nothing to do")
    words = f"{output.path}: {summary.documents:,} documents"
    if done is not None and done.documents:
        words += f", {done.documents / done.seconds:,.1f} a second"
        if core_seconds is not None:
            words += f", {core_seconds / done.documents:.4f} core-seconds each"
    say(words)
    if summary.rejected:
        say(f"{summary.rejected:,} rows rejected, see {output.rejected}", style="yellow")
