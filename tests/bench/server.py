"""Server: a process that serves, from its start until it is ready, and until it is told to stop."""

import http.client
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from tests.bench.conditions import ROOT, Conditions, own_process, romarin

HOST = "127.0.0.1"
PATIENCE = 120  # seconds to become ready: the machine may be busy
POLL = 0.01  # seconds between two looks


class ServerFailed(Exception):  # noqa: N818 - named after what went wrong, as the house style does
    """A server ended, or did not become ready."""

    def __init__(self, command: Sequence[str], output: str) -> None:
        super().__init__(f"{' '.join(command)}: not ready; it said:\n{output}")
        self.command, self.output = command, output


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready on every worker."""

    port: int
    pid: int  # of the process that was started; with several workers, their parent
    seconds: float  # from its start until ready

    @property
    def url(self) -> str:
        """Without a path."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def serving(conditions: Conditions, *, workers: int = 1) -> Iterator[Server]:
    """What `romarin serve` starts, in the environment of the conditions."""
    with _running(romarin("serve"), conditions, workers=workers) as server:
        yield server


@contextmanager
def serving_baseline(name: str, conditions: Conditions, *, workers: int = 1) -> Iterator[Server]:
    """The same application over another lookup: "constant" or "fuzzy"."""
    command = own_process("baseline", name, str(conditions.artefact))
    with _running(command, conditions, workers=workers) as server:
        yield server


@contextmanager
def _running(command: list[str], conditions: Conditions, *, workers: int) -> Iterator[Server]:
    port = _free_port()
    command = [*command, "--port", str(port), "--workers", str(workers)]
    # To a file: a pipe that nobody reads would fill with request logs, and stop the server.
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=conditions.environ, stdout=output, stderr=output
        )
        try:
            if not _becomes_ready(process, port):
                raise ServerFailed(command, _tail(output))
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            _stop(process)


def _becomes_ready(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if _is_ready(port):
            return True
        time.sleep(POLL)
    return False


def _is_ready(port: int) -> bool:
    """Whether every worker is: it is what /health/ready says."""
    try:
        return _get(port, "/health/ready") is not None
    except (OSError, http.client.HTTPException):
        return False


def _get(port: int, path: str) -> bytes | None:
    """The body of a 200, over a connection of its own; None for another status."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == http.client.OK else None
    finally:
        connection.close()


def version(server: Server) -> dict[str, str]:
    """What the server says it answers from."""
    told = json.loads(_get(server.port, "/version") or b"{}")
    rome = told.get("rome", {})
    names = {"rome": rome.get("version"), "source": rome.get("source")}
    names |= {name: told.get(name) for name in ("version", "encoder", "artefact")}
    return {name: str(value) for name, value in names.items()}


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tail(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read()[-2000:].decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
