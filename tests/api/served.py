"""Served: a real server in a process of its own, for tests that go through a socket."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from romarin.catalogue import Catalogue
from romarin.indexing import Recipe, build

PATIENCE = 60  # seconds; the machine may be busy with other things
_SCRIPT = """
import os
from romarin.api import Settings, serve
if __name__ == "__main__":
    serve(Settings.from_env(os.environ), on_listening=lambda url: print(url, flush=True))
"""


def words_artefact(catalogue: Catalogue, thesaurus: Path, root: Path) -> Path:
    """An artefact without vectors, which needs no encoder to be served."""
    return build(catalogue, None, Recipe((thesaurus,)), root)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that listens."""

    url: str  # with a slash at its end
    process: subprocess.Popen[str]
    log: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rstrip("/").rpartition(":")[2])

    def get(self, path: str) -> tuple[int, Any]:
        """Status and JSON (or text) of an answer, over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        kind = response.headers["Content-Type"]
        return response.status, json.loads(body) if "json" in kind else body

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged so far."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def stop(self) -> int:
        """Sends SIGTERM and gives the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


@contextmanager
def started(artefact: Path, folder: Path, environ: Mapping[str, str]) -> Iterator[Served]:
    """A server that listens, ready or not; `folder` is for its script and its log."""
    script, log = folder / "serving.py", folder / "serving.log"
    script.write_text(_SCRIPT, "utf-8")
    settings = {"ROMARIN_ARTEFACTS": str(artefact), "ROMARIN_PORT": "0", **environ}
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield Served(process.stdout.readline().strip(), process, log)
        finally:
            process.terminate()


@contextmanager
def serving(artefact: Path, folder: Path, **environ: str) -> Iterator[Served]:
    """A server that is ready."""
    with started(artefact, folder, environ) as served:
        wait_until_ready(served)
        yield served


def wait_until_ready(served: Served) -> None:
    """Raises TimeoutError when it is not ready in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if served.get("/health/ready")[0] == 200:
            return
        time.sleep(0.05)
    raise TimeoutError(served.log.read_text("utf-8"))
