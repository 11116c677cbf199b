"""Build: how long an artefact takes from nothing, and once it stands."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.conditions import Conditions, romarin
from tests.bench.figures import Chapter, Figure, at_most
from tests.bench.queries import Titles

FROM_NOTHING = {"": at_most(120)}
AGAIN = {"": at_most(2)}


def build(environ: Mapping[str, str], *, watched: bool = False) -> tuple[Path, float]:
    """What `romarin build` builds or finds, and its seconds; `watched` passes on what it says.

    Raises CalledProcessError.
    """
    started = time.perf_counter()
    finished = subprocess.run(
        romarin("build"),
        env=environ,
        stdout=subprocess.PIPE,
        stderr=None if watched else subprocess.PIPE,
        text=True,
        check=True,
    )
    return Path(finished.stdout.strip()), time.perf_counter() - started


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:  # noqa: ARG001 - a part
    """A second build always; one from nothing, which takes minutes, when it is asked for."""
    figures = [Figure("again, nothing changed", "s", {"": build(conditions.environ)[1]}, {}, AGAIN)]
    if conditions.build:
        figures = _from_nothing(conditions.environ) + figures
    notes = (
        () if conditions.build else ("A build from nothing takes minutes: --build measures it.",)
    )
    return [Chapter("Build", figures, baseline="the same without an encoder", notes=notes)]


def _from_nothing(environ: Mapping[str, str]) -> list[Figure]:
    seconds = []
    for encoder in (environ.get("ROMARIN_ENCODER") or "default", "none"):
        with TemporaryDirectory() as empty:
            there = {**environ, "ROMARIN_ARTEFACTS": empty, "ROMARIN_ENCODER": encoder}
            seconds.append(build(there)[1])
    whole, words = seconds
    return [Figure("from an empty cache", "s", {"": whole}, {"": words}, FROM_NOTHING)]
