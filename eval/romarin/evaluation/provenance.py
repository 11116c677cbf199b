"""Provenance: which code made a result, on which machine."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path


def commit() -> str:
    """The commit of the checkout that runs, "+dirty" when files differ; else the version."""
    try:
        # An installed package may lie in somebody else's checkout, such as in a folder .venv.
        _git("ls-files", "--error-unmatch", Path(__file__).name)
        return _git("describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=+dirty")
    except (OSError, subprocess.CalledProcessError):
        return f"romarin {version('romarin')}"


def _git(*arguments: str) -> str:
    """What git prints in the folder of this file. Raises OSError or CalledProcessError."""
    command = ["git", "-C", str(Path(__file__).parent), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> dict[str, str]:
    """The machine, and its load over the last 1, 5 and 15 minutes: times depend on both."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
