"""Conditions: what is measured, from what material, on which machine."""

import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    priors: Path | None  # measure quality with this table of popularity too

    def pick(self, full: int, quick: int) -> int:
        """A count or a number of seconds, by how long the bench may take."""
        return quick if self.quick else full


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


def machine() -> dict[str, str]:
    """The machine and its load now, for the report."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "commit": _commit(),
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _commit() -> str:
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or "unknown"
