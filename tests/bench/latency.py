"""Latency: time of an answer over HTTP at a steady rate, one worker, by length of the query."""

from collections.abc import Sequence

from tests.bench.baseline import CONSTANT
from tests.bench.client import Outcome, at_rate
from tests.bench.conditions import Conditions
from tests.bench.engine import Timed, by_length
from tests.bench.figures import Chapter, Figure, at_most
from tests.bench.queries import Titles, completion_path
from tests.bench.server import Server, serving, serving_baseline

RATE = 100  # requests a second
SECONDS = (30, 8)  # full and quick
CUTS = 6
TARGETS = {"p95": at_most(15)}
NO_ERRORS = {"": at_most(0)}


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """The same queries, each once, to Romarin and to its application over a constant lookup."""
    seconds = conditions.pick(*SECONDS)
    queries = titles.typed(titles=RATE * seconds // 4, cuts=CUTS)[: RATE * seconds]
    with serving(conditions) as server:
        ours = _outcome(server, queries)
    with serving_baseline(CONSTANT, conditions) as server:
        constant = _outcome(server, queries)
    figures = by_length(
        Timed(queries, ours.milliseconds), Timed(queries, constant.milliseconds), TARGETS
    )
    failed = Figure("errors", "", {"": float(ours.errors)}, {"": float(constant.errors)}, NO_ERRORS)
    return [
        Chapter(
            f"HTTP, one worker, {RATE} requests a second for {seconds} s: {titles.source}",
            [*figures, failed],
            baseline="the same application over a constant lookup",
            notes=("Times run from when a request was due, so that a queue shows.",),
        )
    ]


def _outcome(server: Server, queries: Sequence[str]) -> Outcome:
    return at_rate(server, [completion_path(query) for query in queries], rate=RATE)
