"""A PostgreSQL of our own, there for a run and gone after it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from romarin.evaluation.baselines import postgres
from romarin.evaluation.baselines.postgres import find_programs, temporary_cluster
from romarin.evaluation.errors import BaselineUnavailable

PATIENCE = 20.0  # seconds for a server to end; it takes a tenth of one

HOLDING = """
import sys, time
from romarin.evaluation.baselines import postgres
from romarin.evaluation.baselines.postgres import temporary_cluster
with temporary_cluster() as cluster:
    print(cluster.folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("postgresql")
def test_the_cluster_answers_in_unicode_and_has_both_extensions() -> None:
    with temporary_cluster() as cluster, cluster.connect() as connection:
        found = connection.execute("SELECT lower('É'), unaccent('é'), similarity('a', 'a')")
        assert found.fetchone() == ("é", "e", 1.0)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert not cluster.folder.exists()


@pytest.mark.usefixtures("postgresql")
def test_it_goes_when_the_run_fails() -> None:
    with pytest.raises(ZeroDivisionError), temporary_cluster() as cluster:
        1 / 0  # noqa: B018 - the failure of a run
    assert not cluster.folder.exists()


@pytest.mark.slow
@pytest.mark.parametrize("deadly", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.usefixtures("postgresql")
def test_it_goes_when_the_process_is_killed(deadly: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with holder:
        assert holder.stdout is not None
        folder = Path(holder.stdout.readline().decode().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        holder.send_signal(deadly)
        holder.wait(PATIENCE)
    assert _comes_true(lambda: not folder.exists())
    assert _comes_true(lambda: not Path(f"/proc/{server}").exists())


def test_programs_on_the_path_come_before_those_of_debian(tmp_path: Path) -> None:
    on_path = _programs(tmp_path / "postgresql-17.2" / "bin")
    links = tmp_path / "links"
    links.mkdir()
    (links / "initdb").symlink_to(on_path / "initdb")
    _programs(tmp_path / "debian" / "15" / "bin")
    assert find_programs(str(links), tmp_path / "debian") == on_path


def test_the_newest_of_debian_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "15", "9", "100", "16"):
        _programs(tmp_path / version / "bin")
    (tmp_path / "200" / "bin").mkdir(parents=True)  # a client alone: no server there
    assert find_programs(str(tmp_path / "nowhere"), tmp_path) == tmp_path / "100" / "bin"


def test_a_machine_without_postgresql_is_told_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(BaselineUnavailable, match="apt-get install postgresql"):
        find_programs(str(tmp_path), tmp_path)


@pytest.mark.usefixtures("postgresql")
def test_a_server_that_does_not_start_says_why(
    monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr(postgres, "OPTIONS", "-c shared_buffers=nonsense")
    with pytest.raises(BaselineUnavailable, match="nonsense"), temporary_cluster():
        pass
    assert not list(temporary.iterdir())


@pytest.mark.usefixtures("postgresql")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_a_folder_that_the_server_cannot_enter_is_named(temporary: Path) -> None:
    temporary.chmod(0o700)
    with pytest.raises(BaselineUnavailable, match="set TMPDIR"), temporary_cluster():
        pass
    assert not list(temporary.iterdir())


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files that every user can enter, as pytest's own is not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def _programs(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


def _comes_true(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
