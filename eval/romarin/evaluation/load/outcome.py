"""Outcome: the figures of a load, and the result of a whole bench as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from romarin.evaluation.load.client import TIMED_OUT, TIMEOUT, Run, Sent
from romarin.evaluation.results import write_whole

PERCENTILES = (50.0, 95.0, 99.0, 99.9)
MOST = "max"
LATE = 0.005  # seconds; a request that leaves later says that the client could not follow
BUSY = 0.8  # of a core: a client that takes more may be what limits the rate
QUEUE = 3.0  # times the median at the least rate: most requests wait then
KEPT_UP = 0.9  # of the requests sent in a second: a server that answers fewer falls behind
DIGITS = 3  # of milliseconds and rates in JSON


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is asked of a server."""

    rate: float  # requests a second
    seconds: float  # that count
    warm_up: float  # seconds before them, which do not


@dataclass(frozen=True, slots=True)
class Plan:
    """How much, how long and how often."""

    rates: Sequence[float]  # requests a second, rising
    seconds: float
    warm_up: float
    rounds: int
    seed: int
    timeout: float = TIMEOUT  # seconds

    @property
    def paces(self) -> list[Pace]:
        """One a rate."""
        return [Pace(rate, self.seconds, self.warm_up) for rate in self.rates]


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one rate, in one round or in all rounds together."""

    rate: float  # requests a second that were asked for
    round: int | None  # from 1; None: all rounds
    requests: int
    seconds: float  # during which they fell due
    answered: float  # right answers a second, until the last had come
    milliseconds: Mapping[str, float]  # p50 … max of right answers and timeouts, from when due
    errors: Mapping[str, int]  # by kind
    late: Mapping[str, float]  # "sends": how many left LATE or later; "p99", "max": milliseconds
    bytes: int  # of all bodies
    most_open: int  # requests on their way at once, at most
    client: float  # share of one core that the client took

    @property
    def sent(self) -> float:
        """Requests a second that fell due."""
        return self.requests / self.seconds

    def to_json(self) -> dict[str, Any]:
        """All fields, and `sent`."""
        return {**asdict(self), "sent": round(self.sent, DIGITS)}


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one server."""

    name: str
    about: str  # one line: what answers
    rows: Sequence[Row]  # rate by rate: each round, then all of them

    @property
    def whole(self) -> list[Row]:
        """One row a rate, over all rounds."""
        return [row for row in self.rows if row.round is None]

    @property
    def queue_from(self) -> float | None:
        """The least rate at which requests queue; None when they never do."""
        whole = sorted(self.whole, key=lambda row: row.rate)
        most = QUEUE * whole[0].milliseconds.get("p50", 0.0)
        waiting = (
            row.rate
            for row in whole
            if row.milliseconds.get("p50", 0.0) > most or row.answered < KEPT_UP * row.sent
        )
        return next(waiting, None)

    def to_json(self) -> dict[str, Any]:
        """As an entry of `baselines`."""
        told = {"about": self.about, "rows": [row.to_json() for row in self.rows]}
        return told | {"queue_from": self.queue_from}


@dataclass(frozen=True, slots=True)
class Bench:
    """The result of `romarin bench`: Romarin, and baselines under the same requests."""

    machine: Mapping[str, str]
    rome: Mapping[str, str]
    encoder: str | None
    commit: str
    traffic: Mapping[str, str | float]  # kind, titles, debounce in seconds
    plan: Plan
    workers: int  # of each server that was started
    own: Measured
    baselines: Sequence[Measured] = field(default_factory=list)

    @property
    def all(self) -> list[Measured]:
        """Romarin first."""
        return [self.own, *self.baselines]

    def to_json(self) -> dict[str, Any]:
        """In the shape of the other results, as far as it fits."""
        return {
            "task": "bench",
            "machine": dict(self.machine),
            "rome": dict(self.rome),
            "encoder": self.encoder,
            "commit": self.commit,
            "traffic": dict(self.traffic),
            **asdict(self.plan),
            "workers": self.workers,
            **self.own.to_json(),
            "baselines": {one.name: one.to_json() for one in self.baselines},
        }

    def save(self, path: Path) -> None:
        """Writes the JSON, whole or not at all. Raises OutUnwritable."""
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
        write_whole(path, text + "\n")


def row_of(runs: Sequence[Run], pace: Pace, *, number: int | None) -> Row:
    """The figures of one run, or of several of one pace together."""
    counted = [_counted(run, pace) for run in runs]
    sent = [one for each in counted for one in each]
    right = sum(not one.failure for one in sent)
    return Row(
        rate=pace.rate,
        round=number,
        requests=len(sent),
        seconds=len(runs) * pace.seconds,
        answered=round(right / sum(_lasted(each, pace) for each in counted), DIGITS),
        milliseconds=_percentiles(one.seconds for one in sent if one.failure in ("", TIMED_OUT)),
        errors=dict(sorted(Counter(one.failure for one in sent if one.failure).items())),
        late=_lateness(sent),
        bytes=sum(one.size for one in sent),
        most_open=max(run.most_open for run in runs),
        client=round(sum(run.processor for run in runs) / sum(run.seconds for run in runs), DIGITS),
    )


def _counted(run: Run, pace: Pace) -> list[Sent]:
    return [one for one in run.sent if one.at >= pace.warm_up]


def _lasted(sent: Sequence[Sent], pace: Pace) -> float:
    """Seconds until the last answer had come."""
    ends = [one.at + one.seconds - pace.warm_up for one in sent]
    return max(pace.seconds, *ends) if ends else pace.seconds


def _percentiles(seconds: Iterable[float]) -> dict[str, float]:
    milliseconds = [1e3 * each for each in seconds]
    if not milliseconds:
        return {}
    values = np.percentile(milliseconds, PERCENTILES)
    told = {f"p{at:g}": float(value) for at, value in zip(PERCENTILES, values, strict=True)}
    told[MOST] = max(milliseconds)
    return {name: round(value, DIGITS) for name, value in told.items()}


def _lateness(sent: Sequence[Sent]) -> dict[str, float]:
    told = _percentiles(one.late for one in sent)
    late = {"sends": float(sum(one.late >= LATE for one in sent))}
    return late | {name: told[name] for name in ("p99", MOST) if name in told}
