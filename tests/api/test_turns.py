"""Turns: few requests with texts at a time, none for too long, completions never behind them."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from prometheus_client import CollectorRegistry, Gauge
from starlette.testclient import TestClient
from tests.api.readers import SlowExtraction, reading
from tests.api.test_errors import problem

from romarin.api import Settings
from romarin.api.errors import QueueFull, TimeExceeded
from romarin.api.turns import Turns

PATH = "/v1/extractions"
BODY = {"documents": [{"id": "1", "text": "x"}]}


@pytest.fixture
def gauge() -> Gauge:
    return Gauge("places", "Taken.", registry=CollectorRegistry())


def test_completions_are_answered_while_texts_are_read() -> None:
    with (
        SlowExtraction() as slow,
        reading(slow) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting = pool.submit(client.post, PATH, json=BODY)
        assert slow.begun.wait(60)
        assert client.get("/v1/completions?q=web").status_code == 200
        assert "romarin_queue_places 1.0" in client.get("/metrics").text.splitlines()
        assert not waiting.done()
        slow.go_on.set()
        assert waiting.result(60).status_code == 200


def test_when_the_queue_is_full_a_request_is_told_when_to_come_back() -> None:
    settings = Settings(queue=2)
    with (
        SlowExtraction() as slow,
        reading(slow, settings=settings) as client,
        ThreadPoolExecutor(2) as pool,
    ):
        waiting = [pool.submit(client.post, PATH, json=BODY) for _ in range(2)]
        _wait_for(client, "romarin_queue_places 2.0")
        for path in (PATH, "/v1/extractions/files", "/v1/predictions/metiers"):
            response = client.post(path, json=BODY)
            told = problem(response, 429)
            assert response.headers["retry-after"] == "1"
            assert told["type"] == "urn:romarin:problem:queue-full"
            assert "2 requests" in told["detail"]
        slow.go_on.set()
        assert [one.result(60).status_code for one in waiting] == [200, 200]
        assert client.post(PATH, json=BODY).status_code == 200


def test_a_request_that_takes_too_long_is_told_the_way_out() -> None:
    with SlowExtraction() as slow, reading(slow, settings=Settings(time_limit=1)) as client:
        before = time.monotonic()
        response = client.post(PATH, json=BODY)
        assert time.monotonic() - before < 30
        told = problem(response, 503)
        assert told["type"] == "urn:romarin:problem:time-limit"
        assert "within 1 seconds" in told["detail"]
        assert response.headers["retry-after"] == "5"
        slow.go_on.set()
        assert client.post(PATH, json=BODY).status_code == 200


def test_pieces_of_several_requests_take_turns(gauge: Gauge) -> None:
    turns = Turns(8, 60, gauge)
    done: list[str] = []

    async def ask(name: str, pieces: int) -> None:
        async with turns.place():
            for _ in range(pieces):
                await turns.work(lambda: done.append(name))

    async def both() -> None:
        await asyncio.gather(ask("long", 5), ask("short", 1))

    asyncio.run(both())
    assert done.index("short") == 1
    assert len(done) == 6


def test_places_are_given_back_however_a_request_ends(gauge: Gauge) -> None:
    turns = Turns(2, 0.05, gauge)

    async def ask(work: Callable[[], object]) -> None:
        async with turns.place(size=8):
            await turns.work(work)

    async def all_ways() -> None:
        await ask(lambda: None)
        with pytest.raises(ZeroDivisionError):
            await ask(lambda: 1 / 0)
        with pytest.raises(TimeoutError):  # the work's own, not the limit's
            await ask(_time_out)
        async with turns.place():
            with pytest.raises(QueueFull):
                await ask(lambda: None)
        stop = threading.Event()
        with pytest.raises(TimeExceeded):
            await ask(lambda: stop.wait(60))
        stop.set()

    asyncio.run(all_ways())
    [metric] = gauge.collect()
    assert metric.samples[0].value == 0


def _time_out() -> None:
    raise TimeoutError


def _wait_for(client: TestClient, metric: str) -> None:
    end = time.monotonic() + 60
    while metric not in client.get("/metrics").text.splitlines():
        assert time.monotonic() < end
        time.sleep(0.01)
