"""Provenance: the commit of the code that runs, never of the checkout that it lies in."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from romarin.evaluation import provenance

SOURCE = Path(provenance.__file__)


def _git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _told(folder: Path) -> str:
    """What a copy of the module in the folder says."""
    shutil.copy(SOURCE, folder)
    code = "import provenance; print(provenance.commit())"
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(folder), *sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    _git(tmp_path, "init", "-q")
    (tmp_path / "README").write_text("x", "utf-8")
    _git(tmp_path, "add", "README")
    _git(tmp_path, "commit", "-qm", "x")
    return tmp_path


def test_code_of_a_checkout_tells_its_commit_and_whether_files_differ(checkout: Path) -> None:
    shutil.copy(SOURCE, checkout)
    _git(checkout, "add", SOURCE.name)
    _git(checkout, "commit", "-qm", "y")
    _git(checkout, "tag", "v1")
    head = _git(checkout, "rev-parse", "HEAD")[:12]
    assert _told(checkout) == head
    (checkout / "README").write_text("y", "utf-8")
    assert _told(checkout) == f"{head}+dirty"


def test_code_installed_within_somebody_elses_checkout_tells_its_version(checkout: Path) -> None:
    folder = checkout / ".venv"
    folder.mkdir()
    assert re.fullmatch(r"romarin \d+\.\d+\.\d+", _told(folder))


def test_code_outside_of_any_checkout_tells_its_version(tmp_path: Path) -> None:
    assert _told(tmp_path).startswith("romarin ")


def test_without_git_the_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert provenance.commit().startswith("romarin ")
