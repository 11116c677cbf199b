"""Command line of the bench: its options, its parts, in the order they run."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from tests.bench import build, check, engine, process, throughput
from tests.bench.conditions import SHARED, Conditions, environment
from tests.bench.figures import Chapter
from tests.bench.queries import Titles
from tests.bench.report import Subject, console, show, show_missed, show_subject, write

from romarin.catalogue import RomarinError
from romarin.evaluation.provenance import commit, machine
from romarin.index import Manifest

Measure: TypeAlias = Callable[[Conditions, Titles], Sequence[Chapter]]

PARTS: Mapping[str, Measure] = {
    "engine": engine.measure,
    "throughput": throughput.measure,
    "process": process.measure,
    "build": build.measure,
    "check": check.measure,
}


def main() -> None:
    """Runs the bench; what stops it is told in one line."""
    try:
        typer.run(bench)
    except (RomarinError, OSError) as error:
        console.print(f"bench: {error}", style="red", markup=False)
        sys.exit(1)
    except subprocess.CalledProcessError as error:
        console.print(f"bench: {error}\n{error.stderr or ''}", style="red", markup=False)
        sys.exit(error.returncode)


def bench(
    quick: Annotated[bool, typer.Option("--quick", help="A minute instead of five.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join(PARTS)}; more than once too.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
    build_too: Annotated[
        bool, typer.Option("--build", help="Measure a build from nothing too: minutes.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Of the choice of queries.")] = 1,
) -> None:
    """Measures what `make run` serves, each figure beside a baseline of the same run."""
    unknown = set(only or ()) - set(PARTS)
    if unknown:
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: one of {', '.join(PARTS)}")
    facts = {**machine(), "commit": commit()}  # before the load of this very bench
    shared = SHARED if SHARED.is_dir() else None
    environ = environment(os.environ, shared)
    artefact, _ = build.build(environ, watched=True)
    conditions = Conditions(artefact, environ, shared, quick, seed, build_too)
    titles = Titles.find(shared, artefact, seed=seed)
    subject = Subject(facts, _romarin(artefact), _settings(conditions, titles))
    show_subject(subject)
    chapters = _measure(only or list(PARTS), conditions, titles)
    show_missed(chapters)
    if out is not None:
        write(out, subject, chapters)


def _measure(names: Sequence[str], conditions: Conditions, titles: Titles) -> list[Chapter]:
    """Each part in order; its tables are shown as soon as they stand."""
    chapters: list[Chapter] = []
    for name, measure in PARTS.items():
        if name not in names:
            continue
        with console.status(f"measuring {name}…"):
            measured = measure(conditions, titles)
        for chapter in measured:
            show(chapter)
        chapters += measured
    return chapters


def _romarin(artefact: Path) -> dict[str, str]:
    inputs = Manifest.load(artefact).inputs
    return {
        "rome": f"{inputs.release.version} ({inputs.release.source})",
        "encoder": inputs.encoder.name if inputs.encoder else "none",
        "artefact": artefact.name,
    }


def _settings(conditions: Conditions, titles: Titles) -> dict[str, str]:
    return {
        "queries": titles.source,
        "seed": str(conditions.seed),
        "length": "quick" if conditions.quick else "full",
    }
