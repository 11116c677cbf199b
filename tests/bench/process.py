"""Process: how soon a server is ready, what it holds in memory, and how soon commands answer."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.bench.baseline import CONSTANT
from tests.bench.client import at_most_speed
from tests.bench.conditions import ROOT, Conditions, own_process, romarin
from tests.bench.figures import Chapter, Figure, Values, at_most
from tests.bench.memory import memory, workers
from tests.bench.queries import Titles, completion_path
from tests.bench.server import PATIENCE, Server, serving, serving_baseline

from romarin.catalogue import cache_folder, find_archive

STARTS = 3
COMMANDS = 5
ASKED = 1000  # queries before memory is read
READY = {"median": at_most(3)}
MEMORY = {"RSS": at_most(500)}
HELP = {"best": at_most(0.4)}
LOADING = {"s": at_most(3), "MB": at_most(400)}


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Start and memory of a server, then commands and the catalogue in fresh processes."""
    paths = [completion_path(query) for query in titles.typed(titles=600, cuts=6)]
    return [_server_chapter(conditions, paths), _command_chapter(conditions)]


def _server_chapter(conditions: Conditions, paths: Sequence[str]) -> Chapter:
    ready, held = _started(conditions, paths)
    baseline_ready, baseline_held = _started_baseline(conditions, paths)
    together = _held_together(conditions, paths)
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
        baseline="the same application over a constant lookup",
    )


def _started(conditions: Conditions, paths: Sequence[str]) -> tuple[Values, Values]:
    """Seconds until ready, and the memory of the last server."""
    seconds: list[float] = []
    held: Values = {}
    for _ in range(STARTS):
        with serving(conditions) as server:
            seconds.append(server.seconds)
            if len(seconds) == STARTS:
                held = _held(server, paths)[0]
    return _best(seconds), held


def _started_baseline(conditions: Conditions, paths: Sequence[str]) -> tuple[Values, Values]:
    with serving_baseline(CONSTANT, conditions) as server:
        return _best([server.seconds]), _held(server, paths)[0]


def _held_together(conditions: Conditions, paths: Sequence[str]) -> list[Values]:
    with serving(conditions, workers=2) as server:
        return _held(server, paths)


def _held(server: Server, paths: Sequence[str]) -> list[Values]:
    """Asks until each worker was asked enough, then reads the memory of each."""
    pids = workers(server.pid)
    asked = paths[: ASKED * len(pids)]
    # Over several connections: one is held by one worker as long as it is open.
    at_most_speed(server, asked, seconds=PATIENCE, connections=8 * len(pids))
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
