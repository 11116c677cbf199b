"""Servers: processes that serve for the time of a measurement, and are always stopped after it."""

# ruff: noqa: N818 - the error is named after what went wrong, as the house style does

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from romarin.catalogue import RomarinError

COMMAND = (sys.executable, "-c", "from romarin.cli import main; main()")  # this very romarin
PATIENCE = 600.0  # seconds to become ready: a baseline may have vectors to make first
_POLL = 0.01  # seconds between two looks
_STOPPING = 15.0  # seconds to stop when told to; then it is killed
_TAIL = 15  # lines of a log that are told
_GUARD = 'read -r _; kill "$0"; rm -r "$1"'  # `read` returns when the pipe from us is closed
_LISTENING = re.compile(r"Listening on (http://\S+)/")


class ServerNotReady(RomarinError):
    """A server that was started ended by itself, or takes too long."""

    def __init__(self, name: str, log: str) -> None:
        super().__init__(f"the server of {name} did not become ready; its last lines:\n{log}")
        self.name, self.log = name, log


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is ready on every worker."""

    url: str
    pid: int  # of the process that was started; with several workers, their parent
    seconds: float  # from its start until ready
    log: Path

    @property
    def last_lines(self) -> str:
        """Of its log, which never holds what somebody typed."""
        return last_lines(self.log)


@contextmanager
def running(name: str, arguments: list[str], environ: Mapping[str, str]) -> Iterator[Running]:
    """`romarin ARGUMENTS`, on a free port of this machine, until the block ends or fails.

    Raises ServerNotReady.
    """
    # A path set for a proxy would be part of the address that the server tells.
    settings = {key: value for key, value in environ.items() if key != "ROMARIN_ROOT_PATH"}
    local = ["--host", "127.0.0.1", "--port", "0"]
    command = [*COMMAND, *arguments, *local]
    with TemporaryDirectory(prefix="romarin-bench-") as folder:
        log = Path(folder) / "log"
        started = time.perf_counter()
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=settings,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us, and we stop it
            )
        try:
            with _guarded(process, log.parent):
                url = _ready(process, log)
                if url is None:
                    raise ServerNotReady(name, last_lines(log))
                yield Running(url, process.pid, time.perf_counter() - started, log)
        finally:
            _stop(process)


def last_lines(log: Path) -> str:
    """The end of a log."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-_TAIL:])


@contextmanager
def _guarded(process: subprocess.Popen[bytes], folder: Path) -> Iterator[None]:
    """Stops the server when this process ends before the block does, whatever ends it."""
    command = ["/bin/sh", "-c", _GUARD, str(process.pid), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as guard:
        try:
            yield
        finally:
            guard.kill()  # a server of ours is told by ourselves


def _ready(process: subprocess.Popen[bytes], log: Path) -> str | None:
    """The address, once every worker is ready there; None when that never comes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        told = _LISTENING.search(log.read_text("utf-8", errors="replace"))
        if told and _answers(f"{told[1]}/health/ready"):
            return told[1]
        time.sleep(_POLL)
    return None


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=_STOPPING):
            return True
    except (URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOPPING)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its workers too
        process.wait()
