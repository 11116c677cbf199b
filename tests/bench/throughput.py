"""Throughput: requests a second that two workers sustain as fast as they answer, by wrk."""

import http.client
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.conditions import Conditions
from tests.bench.figures import Chapter, Figure, Values, at_least, at_most
from tests.bench.queries import Titles, completion_path

from romarin.cli.servers import Running

SCRIPT = Path(__file__).with_name("wrk.lua")
WORKERS = 2
CONNECTIONS = (8, 32)
SECONDS = (15, 4)  # of one load: full and quick
FASTEST = 4000  # requests a second to have queries for
WARM = 500  # queries that are asked again and again
SPEED = {"req/s": at_least(400), "errors": at_most(0)}
MISSING = "wrk is not installed (apt-get install wrk): `romarin bench --rates` tells as much."


@dataclass(frozen=True, slots=True)
class Load:
    """How wrk asks."""

    paths: Sequence[str]
    connections: int
    seconds: int
    again: bool = False  # start over when every path was asked
    tags: Sequence[str] = ()  # the ETag of each path that the client holds; (): it holds none


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Queries that are all new to a server just started, the same ones again, and their ETags."""
    if shutil.which("wrk") is None:
        return [Chapter("Throughput", [], notes=[MISSING])]
    seconds = conditions.pick(*SECONDS)
    queries = titles.typed(titles=conditions.pick(10_000, 2_000), cuts=conditions.pick(24, 12))
    paths = [completion_path(query) for query in queries][: FASTEST * seconds]
    figures = [
        Figure(f"new queries, {count} connections", "", _new(conditions, paths, count), {}, SPEED)
        for count in CONNECTIONS
    ]
    figures += _warm(conditions, paths[:WARM], seconds)
    note = f"No more than {len(paths) / seconds:,.0f} new queries a second could show."
    return [Chapter(f"Throughput, {WORKERS} workers, by wrk", figures, notes=[note])]


def _new(conditions: Conditions, paths: Sequence[str], connections: int) -> Values:
    with conditions.serving(workers=WORKERS) as server:
        return _sustained(server, Load(paths, connections, conditions.pick(*SECONDS)))


def _warm(conditions: Conditions, paths: Sequence[str], seconds: int) -> list[Figure]:
    """The same queries, then as a CDN asks whether what it holds is still right."""
    with conditions.serving(workers=WORKERS) as server:
        tags = [_tag(server, path) for path in paths]
        load = Load(paths, CONNECTIONS[-1], seconds, again=True)
        told = Load(paths, CONNECTIONS[-1], seconds, again=True, tags=tags)
        return [
            Figure(f"the same {len(paths)} queries again and again", "", _sustained(server, load)),
            Figure(f"ETags of {len(paths)} queries asked about", "", _sustained(server, told)),
        ]


def _tag(server: Running, path: str) -> str:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"})
    tag: str = connection.getresponse().headers["ETag"]
    connection.close()
    return tag


def _sustained(server: Running, load: Load) -> Values:
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
    speed = told["requests"] / told["seconds"] if told["seconds"] else 0.0
    return {"req/s": speed, **{name: told[name] for name in ("p50", "p95", "p99", "errors")}}
