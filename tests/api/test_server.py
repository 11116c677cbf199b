"""A real server: it starts, shares its work, and stops."""

import http.client
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from tests.api.served import PATIENCE, Served, serving, started, wait_until_ready

from romarin.api import Settings, serve
from romarin.api.errors import AddressUnavailable

pytestmark = pytest.mark.slow

COMPLETIONS = "/v1/completions?q=boulanger"


def test_it_answers_at_once_and_is_ready_soon(served: Served) -> None:
    assert served.get(COMPLETIONS)[0] == 200
    ready = next(line for line in served.lines() if line["event"] == "ready")
    assert ready["rome"] == "490"
    assert all({"time", "level", "process", "event"} <= set(line) for line in served.lines())


def test_a_port_in_use_is_an_error_that_says_what_to_do(artefact: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            AddressUnavailable, match=rf"port {port}: Address already in use.*--port"
        ):
            serve(Settings(artefacts=artefact, port=port))


def test_an_address_of_another_machine_is_an_error_too(artefact: Path) -> None:
    with pytest.raises(AddressUnavailable, match=r"192\.0\.2\.1"):
        serve(Settings(artefacts=artefact, host="192.0.2.1", port=0))


@pytest.mark.parametrize("workers", [1, 2])
def test_told_to_stop_it_finishes_what_it_began(
    artefact: Path, tmp_path: Path, workers: int
) -> None:
    with serving(artefact, tmp_path, ROMARIN_WORKERS=str(workers)) as served:
        answers: list[int] = []
        asking = threading.Thread(target=_ask_until_refused, args=(served.port, answers))
        asking.start()
        while len(answers) < 20:
            time.sleep(0.01)
        before = time.monotonic()
        assert served.stop() == 0
        seconds = time.monotonic() - before
        asking.join(PATIENCE)
    assert set(answers) == {200}
    assert seconds < 5  # well under one on a quiet machine


def test_an_idle_connection_does_not_hold_it_up(artefact: Path, tmp_path: Path) -> None:
    with serving(artefact, tmp_path) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port)
        connection.request("GET", "/health/live")
        connection.getresponse().read()
        before = time.monotonic()
        assert served.stop() == 0
        assert time.monotonic() - before < 5
        connection.close()


def test_workers_add_up_their_counts(artefact: Path, tmp_path: Path) -> None:
    with serving(artefact, tmp_path, ROMARIN_WORKERS="2") as served:
        for _ in range(40):
            assert served.get(COMPLETIONS)[0] == 200
        counted = 'romarin_requests_total{method="GET",route="/v1/completions",status="200"} 40.0'
        _wait_for(served, counted)  # a request is counted once it is answered
        for _ in range(8):  # whichever worker is asked
            assert counted in served.get("/metrics")[1].splitlines()
        processes = {line["process"] for line in served.lines() if line["event"] == "request"}
        assert served.process.pid not in processes


def test_a_worker_that_dies_is_replaced_and_not_counted_as_ready(
    artefact: Path, tmp_path: Path
) -> None:
    with serving(artefact, tmp_path, ROMARIN_WORKERS="2") as served:
        first, second = _wait_for_ready(served, 2)
        os.kill(first, signal.SIGKILL)
        assert len({first, second, *_wait_for_ready(served, 3)}) == 3
        wait_until_ready(served)
        assert "romarin_ready_workers 2.0" in served.get("/metrics")[1].splitlines()


def test_a_client_that_goes_away_leaves_its_place_to_others(artefact: Path, tmp_path: Path) -> None:
    head = "POST /v1/predictions/metiers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
    with serving(artefact, tmp_path, ROMARIN_QUEUE="1") as served:
        with socket.create_connection(("127.0.0.1", served.port)) as leaving:
            leaving.sendall(f"{head}\r\nContent-Length: 1000\r\n\r\n{{".encode())
            _wait_for(served, "romarin_queue_places 1.0")
        _wait_for(served, "romarin_queue_places 0.0")
        gone = [line for line in served.lines() if line.get("status") == 499]
        assert [line["route"] for line in gone] == ["/v1/predictions/metiers"]
        assert not [line for line in served.lines() if line["event"] == "defect"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_cannot_be_loaded_ends_it_with_an_error(tmp_path: Path, workers: str) -> None:
    with started(tmp_path / "nothing", tmp_path, {"ROMARIN_WORKERS": workers}) as served:
        assert served.process.wait(PATIENCE) == 1
    text = served.log.read_text("utf-8")
    assert "no artefact here" in text
    assert "ArtefactMissing" in text if workers == "1" else "StartFailed" in text


def _wait_for_ready(served: Served, count: int) -> list[int]:
    """The processes that said they are ready, in order, once there are so many."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready = [line["process"] for line in served.lines() if line["event"] == "ready"]
        if len(ready) >= count:
            return ready
        time.sleep(0.05)
    raise TimeoutError(served.log.read_text("utf-8"))


def _ask_until_refused(port: int, answers: list[int]) -> None:
    """One request after another, each over a new connection, until none is accepted."""
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.connect()
        except ConnectionRefusedError:
            return
        try:
            connection.request("GET", COMPLETIONS)
            answers.append(connection.getresponse().status)
        except ConnectionError:
            # Accepted by the kernel, never by the server: it had not begun.
            return
        finally:
            connection.close()


def _wait_for(served: Served, metric: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if metric in served.get("/metrics")[1].splitlines():
            return
        time.sleep(0.05)
    raise TimeoutError(served.log.read_text("utf-8"))
