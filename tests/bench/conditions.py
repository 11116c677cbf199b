"""Conditions: what is measured, from what material, on which machine."""

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from romarin.cli.servers import Running, running

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "eval" / "cases"
SHARED = ROOT.parent / "shared"
PACKAGE = "tests.bench"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What every part is given."""

    artefact: Path  # a built one, the same that the servers answer from
    environ: Mapping[str, str]  # of every process started
    shared: Path | None  # evaluation material beside the project, where there is some
    quick: bool  # fewer queries, shorter loads
    seed: int
    build: bool  # measure a build from nothing too

    def pick(self, full: int, quick: int) -> int:
        """A count or a number of seconds, by how long the bench may take."""
        return quick if self.quick else full

    def serving(self, *, workers: int = 1) -> AbstractContextManager[Running]:
        """What `romarin serve` starts, in this environment. Raises ServerNotReady on entry."""
        encoder = self.environ.get("ROMARIN_ENCODER") or "default"
        named = ["serve", "--artefacts", str(self.artefact), "--encoder", encoder]
        return running("romarin", [*named, "--workers", str(workers)], self.environ)

    def serving_baseline(self) -> AbstractContextManager[Running]:
        """The same application over RapidFuzz, which knows no vectors and no index."""
        return running("rapidfuzz", ["serve-baseline", "rapidfuzz"], self.environ)


def environment(environ: Mapping[str, str], shared: Path | None) -> dict[str, str]:
    """The environment of what `make run` would start, with the archive of `shared` if none is set.

    A table of popularity is left out: the figures are those of a plain installation.
    """
    cleaned = {name: value for name, value in environ.items() if name != "ROMARIN_PRIORS"}
    archives = sorted((shared / "rome").glob("*.zip")) if shared else []
    if archives and not cleaned.get("ROMARIN_ARCHIVE"):
        cleaned["ROMARIN_ARCHIVE"] = str(archives[-1])
    return cleaned


def romarin(*arguments: str) -> list[str]:
    """The command line of the `romarin` that stands beside this Python."""
    return [str(Path(sys.executable).with_name("romarin")), *arguments]


def own_process(module: str, *arguments: str) -> list[str]:
    """The command line of a module of this package; it must run in ROOT."""
    return [sys.executable, "-m", f"{PACKAGE}.{module}", *arguments]
