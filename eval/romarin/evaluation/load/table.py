"""Table: the figures of a bench as lines to read."""

from collections.abc import Sequence

from romarin.evaluation.load.outcome import BUSY, LATE, Bench, Measured, Row

HEADS = (
    "server",
    "req/s asked",
    "sent",
    "answered",
    "p50 ms",
    "p95",
    "p99",
    "p99.9",
    "max",
    "errors",
    "late p99",
    "client CPU",
)


def lines(bench: Bench) -> list[list[str]]:
    """One line a server and rate, all rounds together, in the order of HEADS."""
    return [line(one.name, row) for one in bench.all for row in one.whole]


def line(name: str, row: Row) -> list[str]:
    """The cells of one row."""
    spans = [_number(row.milliseconds.get(at)) for at in ("p50", "p95", "p99", "p99.9", "max")]
    return [
        name,
        f"{row.rate:g}",
        _number(row.sent),
        _number(row.answered),
        *spans,
        errors(row),
        _number(row.late.get("p99")),
        f"{row.client:.0%}",
    ]


def errors(row: Row) -> str:
    """How many of each kind, or "0"."""
    return ", ".join(f"{count:,} {kind}" for kind, count in row.errors.items()) or "0"


def markdown(bench: Bench) -> str:
    """The same for a pull request, with what was measured and where."""
    told = [
        *conditions(bench),
        "",
        _cells(HEADS),
        _cells(["---"] * 1 + ["---:"] * (len(HEADS) - 1)),
        *map(_cells, lines(bench)),
        "",
        *notes(bench),
    ]
    return "\n".join(told) + "\n"


def conditions(bench: Bench) -> list[str]:
    """What was measured, how and where."""
    rome, plan = bench.rome, bench.plan
    return [
        f"`romarin bench`, ROME {rome.get('version')} ({rome.get('source')}), encoder "
        f"{bench.encoder or 'none'}, commit {bench.commit}.",
        " · ".join(f"{name} {value}" for name, value in bench.machine.items()),
        f"{bench.traffic['kind']} traffic: {bench.traffic['titles']}; {plan.rounds} x "
        f"{plan.seconds:g} s after {plan.warm_up:g} s of warm-up, seed {plan.seed}.",
    ]


def notes(bench: Bench) -> list[str]:
    """What a reader must know: what each server is, where queues begin, a client too slow."""
    told = [f"{one.name}: {one.about}." for one in bench.all]
    if len(bench.plan.rates) > 1:
        told += [_queue(one) for one in bench.all]
    told += [_slow(one.name, row) for one in bench.all for row in one.whole if _is_slow(row)]
    return [*told, "Times run from when a request was due, so that a queue shows."]


def _is_slow(row: Row) -> bool:
    return row.client > BUSY or row.late.get("p99", 0.0) > 1e3 * LATE


def _slow(name: str, row: Row) -> str:
    return (
        f"{name} at {row.rate:g}: requests left {row.late.get('p99', 0.0):.3g} ms late (p99) and "
        f"the client took {row.client:.0%} of a core: it, or the machine, was too busy, and part "
        "of these times is its own."
    )


def _queue(one: Measured) -> str:
    if one.queue_from is None:
        return (
            f"{one.name}: no queue up to {max(row.rate for row in one.whole):g} requests a second."
        )
    return f"{one.name}: a queue from {one.queue_from:g} requests a second on."


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    """Three digits that matter; an en dash for nothing."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
