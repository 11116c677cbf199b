"""Process: how soon a server is ready, what it holds in memory, and how soon commands answer."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.bench.conditions import ROOT, Conditions, own_process, romarin
from tests.bench.figures import Chapter, Figure, Values, at_most
from tests.bench.memory import memory, workers
from tests.bench.queries import Titles

from romarin.catalogue import cache_folder, find_archive
from romarin.cli.servers import Running
from romarin.evaluation.load.client import load
from romarin.evaluation.load.traffic import Due

STARTS = 3
COMMANDS = 5
ASKED, FEW = 1000, 50  # queries a worker before memory is read; few of the baseline, which is slow
RATE, USERS = 100, 32  # requests a second, and the users who share them
READY = {"median": at_most(3)}
MEMORY = {"RSS": at_most(500)}
HELP = {"best": at_most(0.4)}
LOADING = {"s": at_most(3), "MB": at_most(400)}


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Start and memory of a server, then commands and the catalogue in fresh processes."""
    queries = titles.typed(titles=600, cuts=6)
    return [_server_chapter(conditions, queries), _command_chapter(conditions)]


def _server_chapter(conditions: Conditions, queries: Sequence[str]) -> Chapter:
    ready, held = _started(conditions, queries)
    with conditions.serving_baseline() as server:
        baseline_ready, baseline_held = _best([server.seconds]), _held(server, queries, FEW)[0]
    with conditions.serving(workers=2) as server:
        together = _held(server, queries, ASKED)
    return Chapter(
        f"Server, started {STARTS} times; memory after {ASKED:,} queries a worker",
        [
            Figure("ready from start, one worker", "s", ready, baseline_ready, READY),
            Figure("memory, one worker", "MB", held, baseline_held, MEMORY),
            *(
                Figure(f"memory, worker {at} of {len(together)}", "MB", one, {}, MEMORY)
                for at, one in enumerate(together, 1)
            ),
        ],
        baseline=f"the same application over RapidFuzz, after {FEW} queries",
    )


def _started(conditions: Conditions, queries: Sequence[str]) -> tuple[Values, Values]:
    """Seconds until ready, and the memory of the last server."""
    seconds: list[float] = []
    held: Values = {}
    for _ in range(STARTS):
        with conditions.serving() as server:
            seconds.append(server.seconds)
            if len(seconds) == STARTS:
                held = _held(server, queries, ASKED)[0]
    return _best(seconds), held


def _held(server: Running, queries: Sequence[str], each: int) -> list[Values]:
    """Asks until each worker was asked enough, then reads the memory of each."""
    pids = workers(server.pid)
    asked = queries[: each * len(pids)]
    # Of many users: a connection is held by one worker as long as it is open.
    load(server.url, [Due(at / RATE, at % USERS, query) for at, query in enumerate(asked)])
    return [memory(pid) for pid in pids]


def _command_chapter(conditions: Conditions) -> Chapter:
    python = _times([sys.executable, "-c", "pass"], conditions)
    return Chapter(
        f"Commands, {COMMANDS} times each, and the catalogue in a fresh process",
        [
            Figure("romarin --help", "s", _times(romarin("--help"), conditions), python, HELP),
            _loading(conditions),
        ],
        baseline="`python -c pass`; for the catalogue, the csv module reading the same files",
    )


def _times(command: Sequence[str], conditions: Conditions) -> Values:
    seconds = []
    for _ in range(COMMANDS):
        started = time.perf_counter()
        subprocess.run(command, env=conditions.environ, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return _best(seconds)


def _loading(conditions: Conditions) -> Figure:
    environ = conditions.environ
    found = find_archive(None, environ, cache=cache_folder(environ), fetch=False)
    ours, plain = (_told("reading", how, str(found.path)) for how in ("romarin", "csv"))
    return Figure(f"loading the catalogue ({found.origin})", "", ours, plain, LOADING)


def _told(module: str, *arguments: str) -> Values:
    finished = subprocess.run(
        own_process(module, *arguments), cwd=ROOT, capture_output=True, text=True, check=True
    )
    values: dict[str, float] = json.loads(finished.stdout)
    return values


def _best(seconds: Sequence[float]) -> Values:
    return {"best": min(seconds), "median": statistics.median(seconds)}
