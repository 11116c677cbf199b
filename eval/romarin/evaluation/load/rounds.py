"""Rounds: every server in turn, rate by rate, under the very same requests."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from romarin.evaluation.load.client import Run, load
from romarin.evaluation.load.outcome import Measured, Pace, Plan, Row, row_of
from romarin.evaluation.load.traffic import Traffic

OnRow = Callable[[str, Row], None]  # name of the server, figures of one round


@dataclass(frozen=True, slots=True)
class Target:
    """A server that is ready to be asked."""

    name: str
    about: str  # one line: what answers
    url: str


def measure(
    traffic: Traffic,
    targets: Sequence[Target],
    plan: Plan,
    *,
    on_row: OnRow = lambda *_: None,
) -> list[Measured]:
    """What came of each server; they take turns, so that a busy hour of the machine meets all.

    Raises ServerStopped.
    """
    runs: dict[tuple[str, float], list[Run]] = defaultdict(list)
    for number in range(1, plan.rounds + 1):
        for pace in plan.paces:
            requests = traffic.due(
                rate=pace.rate, seconds=pace.warm_up + pace.seconds, seed=f"{plan.seed} {number}"
            )
            for target in targets:
                run = load(target.url, requests, timeout=plan.timeout)
                runs[target.name, pace.rate].append(run)
                on_row(target.name, row_of([run], pace, number=number))
    return [
        Measured(
            target.name,
            target.about,
            [row for pace in plan.paces for row in _rows(runs[target.name, pace.rate], pace)],
        )
        for target in targets
    ]


def _rows(runs: Sequence[Run], pace: Pace) -> list[Row]:
    rounds = [row_of([run], pace, number=at) for at, run in enumerate(runs, 1)]
    return [*rounds, row_of(runs, pace, number=None)]
