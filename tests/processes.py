"""Servers started as processes of their own: a free port, and the wait until they are ready."""

import socket
import subprocess
import time
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 600  # seconds; a first start builds an artefact


def free_port() -> int:
    """A port that nothing listened on a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers that it is ready; fails when it ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended by itself"
        try:
            with urlopen(f"{url}/health/ready", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError(f"not ready within {PATIENCE} s")
