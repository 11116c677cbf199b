"""Provenance: which code made a result."""

import subprocess
from importlib.metadata import version
from pathlib import Path


def commit() -> str:
    """The commit of the checkout that runs, "+dirty" when files differ; else the version."""
    folder = Path(__file__).parent
    try:
        described = subprocess.run(
            [
                "git",
                "-C",
                str(folder),
                "describe",
                "--always",
                "--abbrev=12",
                "--exclude=*",
                "--dirty=+dirty",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return f"romarin {version('romarin')}"
    return described.stdout.strip()
