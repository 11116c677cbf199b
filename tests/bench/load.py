"""Load: requests a second that two workers sustain, by wrk where it is installed."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from tests.bench.baseline import CONSTANT
from tests.bench.client import Client, at_most_speed
from tests.bench.conditions import Conditions
from tests.bench.figures import Chapter, Figure, Target, Values, at_least, at_most, percentiles
from tests.bench.queries import Titles, completion_path
from tests.bench.server import Server, serving, serving_baseline

SCRIPT = Path(__file__).with_name("wrk.lua")
WORKERS = 2
CONNECTIONS = (8, 32)
SECONDS = (15, 4)  # of one load: full and quick
FASTEST = 4000  # requests a second to have queries for
WARM = 500  # queries that are asked again and again
SPEED = {"req/s": at_least(400), "errors": at_most(0)}

Serve: TypeAlias = Callable[[], AbstractContextManager[Server]]


@dataclass(frozen=True, slots=True)
class Load:
    """How to load a server."""

    paths: Sequence[str]
    connections: int
    seconds: int
    again: bool = False  # start over when every path was asked
    tags: Sequence[str] = ()  # the ETag of each path that the client holds; (): it holds none


@dataclass(frozen=True, slots=True)
class Sustained:
    """What came of a load."""

    requests: int
    seconds: float
    errors: int
    milliseconds: Values  # percentiles

    @property
    def values(self) -> Values:
        """For the report."""
        speed = self.requests / self.seconds if self.seconds else 0.0
        return {"req/s": speed, **self.milliseconds, "errors": self.errors}


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Cold: every query is new to a server just started; warm: the same ones again and again."""
    seconds = conditions.pick(*SECONDS)
    queries = titles.typed(titles=conditions.pick(10_000, 2_000), cuts=conditions.pick(24, 12))
    paths = [completion_path(query) for query in queries][: FASTEST * seconds]
    serve = partial(serving, conditions, workers=WORKERS)
    serve_constant = partial(serving_baseline, CONSTANT, conditions, workers=WORKERS)
    figures = [
        _beside(
            f"new queries, {connections} connections",
            Load(paths, connections, seconds),
            serve,
            serve_constant,
            targets=SPEED,
        )
        for connections in CONNECTIONS
    ]
    warm = Load(paths[:WARM], CONNECTIONS[-1], seconds, again=True)
    figures.append(_beside(f"the same {WARM} queries again and again", warm, serve, serve_constant))
    if _has_wrk():
        figures.append(_revalidated(warm, serve))
    return [
        Chapter(
            f"Throughput, {WORKERS} workers, by {_client()}",
            figures,
            baseline="the same application over a constant lookup",
            notes=_notes(len(paths) / seconds),
        )
    ]


def _beside(
    name: str,
    load: Load,
    serve: Serve,
    serve_baseline: Serve,
    *,
    targets: dict[str, Target] | None = None,
) -> Figure:
    """The load on a server just started, then on a baseline just started."""
    with serve() as server:
        ours = _sustain(server, load)
    with serve_baseline() as server:  # which remembers nothing: it may be asked again
        baseline = _sustain(server, replace(load, again=True))
    return Figure(name, "", ours.values, baseline.values, targets or {})


def _revalidated(warm: Load, serve: Serve) -> Figure:
    """As a CDN asks whether what it holds is still right: the answer is a 304."""
    with serve() as server:
        client = Client(server)
        tags = [client.get(path)[1] for path in warm.paths]
        load = Load(warm.paths, warm.connections, warm.seconds, again=True, tags=tags)
        return Figure(
            f"ETags of {len(tags)} queries asked about", "", _sustain(server, load).values
        )


def _sustain(server: Server, load: Load) -> Sustained:
    return _by_wrk(server, load) if _has_wrk() else _by_python(server, load)


def _by_wrk(server: Server, load: Load) -> Sustained:
    words = ["again"] * load.again + ["tagged"] * bool(load.tags)
    lines = (
        [f"{path}\t{tag}" for path, tag in zip(load.paths, load.tags, strict=True)]
        if load.tags
        else load.paths
    )
    options = ("-t1", f"-c{load.connections}", f"-d{load.seconds}s")
    finished = subprocess.run(
        ["wrk", *options, "-s", str(SCRIPT), server.url, "--", *words],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(finished.stdout.splitlines()[-1])
    milliseconds = {name: told[name] for name in ("p50", "p95", "p99")}
    return Sustained(told["requests"], told["seconds"], told["errors"], milliseconds)


def _by_python(server: Server, load: Load) -> Sustained:
    """Slower than the server may be: a floor of what it sustains."""
    times = FASTEST * load.seconds // len(load.paths) + 1 if load.again else 1
    outcome = at_most_speed(
        server, [*load.paths] * times, seconds=load.seconds, connections=load.connections
    )
    milliseconds = percentiles(outcome.milliseconds)
    return Sustained(len(outcome.milliseconds), outcome.seconds, outcome.errors, milliseconds)


def _has_wrk() -> bool:
    return shutil.which("wrk") is not None


def _client() -> str:
    return "wrk" if _has_wrk() else "a Python client"


def _notes(fastest: float) -> list[str]:
    told = [
        "Each query is used once, on servers just started, except where it says again: "
        f"no more than {fastest:,.0f} new ones a second could show."
    ]
    if not _has_wrk():
        told.append(
            "wrk is not installed (apt-get install wrk): a Python client takes much of the "
            "processor itself, so these are floors; it asks about no ETag."
        )
    return told
