"""Fixtures of the command line's tests: `romarin` as it is run, without a new process."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from romarin.cli import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def error_line(self) -> str:
        """The one line on standard error of a mistake that the user can mend."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        *before, last = self.err.splitlines()
        assert all(line.startswith(("Answering from", "Source :")) for line in before), self.err
        assert last.startswith("romarin: ")
        return last


class Romarin(Protocol):
    """Runs the command line with these arguments."""

    def __call__(self, *arguments: str | Path) -> Outcome: ...


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No setting of the machine, no download, and a cache of the test's own, which is given."""
    for name in os.environ:
        if name.startswith("ROMARIN_"):
            monkeypatch.delenv(name)
    cache = tmp_path / "cache"
    monkeypatch.setenv("ROMARIN_CACHE", str(cache))
    monkeypatch.setenv("ROMARIN_OFFLINE", "1")
    monkeypatch.setenv("ROMARIN_ENCODER", "none")
    monkeypatch.setenv("COLUMNS", "200")
    return cache


@pytest.fixture
def romarin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Romarin]:
    """`romarin ARGUMENTS` in this process; Typer, exit codes and errors are the real ones."""

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["romarin", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else int(code is not None), out, err)

    before = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def built(romarin: Romarin, tiny: Path, tmp_path: Path) -> Path:
    """An artefact of the tiny archive, without vectors."""
    done = romarin("build", "--archive", tiny, "--artefacts", tmp_path / "artefacts")
    assert done.code == 0, done.err
    return Path(done.out.strip())
