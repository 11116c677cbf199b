"""Figures of a load, worked by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from romarin.evaluation.load import table
from romarin.evaluation.load.client import Run, Sent
from romarin.evaluation.load.outcome import Bench, Measured, Pace, Plan, Row, row_of

PACE = Pace(rate=10, seconds=1, warm_up=0.5)
ROW = Row(
    rate=100,
    round=None,
    requests=200,
    seconds=2,
    answered=100,
    milliseconds={"p50": 4.0, "p95": 8.0, "p99": 9.0, "p99.9": 9.5, "max": 10.0},
    errors={},
    late={"sends": 0.0, "p99": 0.5, "max": 1.0},
    bytes=1000,
    most_open=3,
    client=0.1,
)


def _run(*sent: Sent) -> Run:
    return Run(sent, most_open=2, processor=0.2, seconds=2.0)


def _measured(*rows: Row, name: str = "romarin") -> Measured:
    return Measured(name, "Romarin", rows)


def _bench(*rows: Row) -> Bench:
    plan = Plan(tuple(row.rate for row in rows), seconds=2, warm_up=1, rounds=1, seed=3)
    return Bench(
        machine={"cores": "2"},
        rome={"version": "460", "source": "official"},
        encoder=None,
        commit="abc",
        traffic={"kind": "typed", "titles": "labels", "debounce": 0.0},
        plan=plan,
        workers=2,
        own=_measured(*rows),
        baselines=[_measured(replace(ROW, errors={"timeout": 1200}), name="tsvector")],
    )


def test_what_was_due_while_warming_up_does_not_count() -> None:
    row = row_of([_run(Sent(0.4, 0, 9, 7), Sent(0.5, 0, 0.25, 5))], PACE, number=1)
    assert (row.requests, row.bytes, row.milliseconds["max"]) == (1, 5, 250)


def test_percentiles_run_from_when_a_request_was_due() -> None:
    sent = [Sent(1, 0, each / 1e3, 1) for each in range(1, 101)]
    spans = row_of([_run(*sent)], PACE, number=1).milliseconds
    assert spans == pytest.approx(
        {"p50": 50.5, "p95": 95.05, "p99": 99.01, "p99.9": 99.901, "max": 100}
    )


def test_failing_fast_is_no_speed_but_a_timeout_is_a_wait() -> None:
    sent = (
        Sent(1, 0, 0.1, 9),
        Sent(1, 0, 0.001, 9, "status 503"),
        Sent(1, 0, 0.001, 0, "connection"),
        Sent(1, 0, 10.0, 0, "timeout"),
    )
    row = row_of([_run(*sent)], PACE, number=1)
    assert row.errors == {"connection": 1, "status 503": 1, "timeout": 1}
    assert row.milliseconds["max"] == 10_000
    assert row.milliseconds["p50"] == pytest.approx(5050)


def test_answers_a_second_count_until_the_last_has_come() -> None:
    row = row_of([_run(*(Sent(1.4, 0, 1.1, 1) for _ in range(10)))], PACE, number=1)
    assert row.sent == 10
    assert row.answered == 5


def test_late_sends_are_told_apart_from_slow_answers() -> None:
    row = row_of([_run(Sent(1, 0.004, 0.1, 1), Sent(1, 0.02, 0.1, 1))], PACE, number=1)
    assert row.late["sends"] == 1
    assert row.late["max"] == 20


def test_rounds_are_put_together_request_by_request() -> None:
    runs = [_run(Sent(1, 0, 0.1, 1)), _run(Sent(1, 0, 0.3, 1), Sent(1, 0, 0.5, 1))]
    row = row_of(runs, PACE, number=None)
    assert (row.requests, row.seconds, row.milliseconds["p50"]) == (3, 2, 300)
    assert row.client == 0.1


def test_nothing_sent_has_no_percentiles() -> None:
    row = row_of([_run()], PACE, number=1)
    assert (row.requests, row.answered, row.milliseconds, row.errors) == (0, 0, {}, {})
    assert "–" in table.line("romarin", row)


def test_a_queue_begins_where_most_wait_or_where_answers_fall_behind() -> None:
    waiting = replace(ROW, rate=400, milliseconds={"p50": 13.0})
    behind = replace(ROW, rate=200, requests=400, answered=150)
    assert _measured(ROW, waiting).queue_from == 400
    assert _measured(ROW, behind, waiting).queue_from == 200
    assert _measured(replace(ROW, answered=10)).queue_from == 100
    assert _measured(ROW).queue_from is None


def test_the_result_is_json_of_the_shape_of_others(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    _bench(ROW).save(file)
    told = json.loads(file.read_text("utf-8"))
    assert (told["task"], told["seed"], told["rates"], told["workers"]) == ("bench", 3, [100], 2)
    assert told["rows"][0]["milliseconds"]["p99.9"] == 9.5
    assert told["rows"][0]["sent"] == 100
    assert told["baselines"]["tsvector"]["rows"][0]["errors"] == {"timeout": 1200}
    assert {"machine", "rome", "encoder", "commit", "seconds", "baselines"} <= set(told)


def test_the_table_in_markdown_has_a_line_for_each_server_and_rate() -> None:
    text = table.markdown(_bench(ROW, replace(ROW, rate=200)))
    assert "| romarin | 100 | 100 | 100 | 4 | 8 | 9 | 9.5 | 10 | 0 | 0.5 | 10% |" in text
    assert "1,200 timeout" in text
    assert "romarin: no queue up to 200 requests a second." in text


def test_a_client_that_could_not_follow_is_told() -> None:
    told = table.notes(_bench(replace(ROW, client=0.95)))
    assert any("romarin at 100" in note and "95%" in note for note in told)
    assert not any("too busy" in note for note in table.notes(_bench(ROW)))
