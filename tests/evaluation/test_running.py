"""Running: many systems on the same cases, interrupted and gone on with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.evaluation.systems import Table, answers

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import LookupSystem
from romarin.evaluation.cases import CaseSet, QueryCase
from romarin.evaluation.errors import CaseInvalid, NameTaken, OutUnwritable, SystemMissing
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.results import Result
from romarin.evaluation.running import Conditions, Entrant, code_sha256, evaluate, sampled
from romarin.evaluation.tasks import LookupTask

CASES = [QueryCase(f"q{at}", "even" if at % 2 == 0 else "odd", (), ("D1901",)) for at in range(20)]
SET = CaseSet(Path("cases"), CASES)
# Every third query is right in third place: thirds have no end, and would show any rounding.
ROWS = {
    case.query: answers("6001 A1901", "6018 F1901", "6006 D1901" if at % 3 else "6023 G1901")
    for at, case in enumerate(CASES)
}
HERE = Conditions("c0ffee", {"version": "490", "source": "official"}, None, "tiny")
Run = Callable[..., Result]


def entrant(name: str, table: Table) -> Entrant[LookupSystem]:
    return Entrant(name, "about", lambda: table)


@pytest.fixture(scope="module")
def task(tiny_catalogue: Catalogue) -> LookupTask:
    labels = {code: one.libelle for code, one in tiny_catalogue.metiers.items()}
    return LookupTask(Hierarchy.of(tiny_catalogue), labels)


@pytest.fixture
def partial(tmp_path: Path) -> Path:
    return tmp_path / "rows"


@pytest.fixture
def run(task: LookupTask, partial: Path) -> Run:
    def run_all(
        *tables: Table,
        names: Sequence[str] = ("romarin", "other"),
        conditions: Conditions = HERE,
        cases: CaseSet[QueryCase] = SET,
    ) -> Result:
        entrants = [entrant(name, one) for name, one in zip(names, tables, strict=False)]
        return evaluate(task, cases, entrants, conditions, partial=partial)

    return run_all


def text(result: Result) -> str:
    return json.dumps(result.to_json())


def test_the_one_named_romarin_is_our_own(run: Run, partial: Path) -> None:
    result = run(Table(ROWS), Table({}))
    assert result.own is not None
    assert list(result.baselines) == ["other"]
    assert result.own.all["hit@5"] == pytest.approx(13 / 20)
    assert result.baselines["other"].all["empty"] == 1
    assert [row.id for row in result.own.rows] == [case.id for case in CASES]
    assert (result.count, result.task, result.cases) == (20, "lookup", "cases")
    assert not partial.exists()


def test_averages_are_those_of_the_rows_as_they_are_written(run: Run) -> None:
    told = run(Table(ROWS)).to_json()
    written = [row["measures"]["mrr@10"] for row in told["rows"]]
    assert told["measures"]["all"]["mrr@10"] == round(sum(written) / len(written), 6)


def test_a_baseline_may_run_alone(run: Run) -> None:
    result = run(Table(ROWS), names=["other"])
    assert result.own is None
    assert result.baselines["other"].rows


@pytest.mark.parametrize("after", [0, 1, 19, 20, 21, 39])
def test_an_interrupted_run_goes_on_and_ends_the_same_to_the_byte(
    run: Run, partial: Path, after: int
) -> None:
    whole = text(run(Table(ROWS), Table(ROWS)))
    first = Table(ROWS, breaks_after=min(after, 20)) if after < 20 else Table(ROWS)
    second = Table(ROWS, breaks_after=after - 20) if after >= 20 else Table(ROWS)
    with pytest.raises(OSError, match="went away"):
        run(first, second)
    assert partial.exists()
    asked = len(first.asked) + len(second.asked)
    assert asked == after
    again, again_second = Table(ROWS), Table(ROWS)
    assert text(run(again, again_second)) == whole
    assert len(again.asked) + len(again_second.asked) == 40 - after
    assert not partial.exists()


def test_a_system_that_has_all_its_rows_is_not_even_made(task: LookupTask, partial: Path) -> None:
    def fails() -> Table:
        raise OSError("made")

    made = [Entrant("romarin", "", lambda: Table(ROWS)), Entrant("other", "", fails)]
    for _ in range(2):
        with pytest.raises(OSError, match="made"):
            evaluate(task, SET, made, HERE, partial=partial)
        made[0] = replace(made[0], make=fails)  # its rows stand: "other" fails, not it


def test_another_system_of_the_same_name_has_no_rows_yet(task: LookupTask, partial: Path) -> None:
    table = Table(ROWS, breaks_after=10)
    before: Entrant[LookupSystem] = Entrant("other", "weights of yesterday", lambda: table)
    with pytest.raises(OSError, match="went away"):
        evaluate(task, SET, [before], HERE, partial=partial)
    again = Table(ROWS)
    now = replace(before, about="weights of today", make=lambda: again)
    evaluate(task, SET, [now], HERE, partial=partial)
    assert len(again.asked) == len(CASES)


@pytest.mark.parametrize(
    "other",
    [
        {
            "cases": CaseSet(
                Path("cases"), [*CASES[:-1], replace(CASES[-1], accepted_rome=("F1901",))]
            )
        },
        {"conditions": replace(HERE, seed=1)},
        {"conditions": replace(HERE, sample=19)},
        {"conditions": replace(HERE, commit="c0ffee+dirty")},
        {"conditions": replace(HERE, artefact="another")},
        {"conditions": replace(HERE, encoder="another")},
        {"conditions": replace(HERE, rome={"version": "491", "source": "official"})},
    ],
    ids=["cases", "seed", "sample", "commit", "artefact", "encoder", "rome"],
)
def test_rows_of_another_run_are_not_gone_on_with(run: Run, other: dict[str, object]) -> None:
    with pytest.raises(OSError, match="went away"):
        run(Table({}, breaks_after=10))
    table = Table(ROWS)
    result = run(table, **other)
    assert len(table.asked) == result.count


def test_rows_of_other_code_are_not_gone_on_with(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="went away"):
        run(Table({}, breaks_after=10))
    monkeypatch.setitem(evaluate.__globals__, "code_sha256", lambda: "other")
    table = Table(ROWS)
    run(table)
    assert len(table.asked) == 20


def test_code_and_tables_make_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import romarin

    (tmp_path / "a.py").write_text("1", "utf-8")
    (tmp_path / "noise.tsv").write_text("1", "utf-8")
    monkeypatch.setattr(romarin, "__path__", [str(tmp_path)])
    found = {code_sha256()}
    for name, text_of_file in (("a.py", "2"), ("noise.tsv", "2"), ("model.onnx", "2")):
        (tmp_path / name).write_text(text_of_file, "utf-8")
        found.add(code_sha256())
    assert len(found) == 3


def test_times_may_be_asked_for_without_asking_again(run: Run) -> None:
    with pytest.raises(OSError, match="went away"):
        run(Table(ROWS, breaks_after=10))
    table = Table(ROWS)
    result = run(table, conditions=replace(HERE, timed=True))
    assert len(table.asked) == 10
    assert result.own is not None
    assert all(row.milliseconds is not None for row in result.own.rows)


def test_the_same_run_twice_is_the_same_to_the_byte(run: Run) -> None:
    assert text(run(Table(ROWS), Table(ROWS))) == text(run(Table(ROWS), Table(ROWS)))


def test_rows_stay_until_the_result_is_saved(task: LookupTask, partial: Path) -> None:
    def full(result: Result) -> None:
        raise OutUnwritable(Path(result.cases), "the disk is full")

    for table, asked in ((Table(ROWS), 20), (Table(ROWS), 0)):
        entrants = [entrant("romarin", table)]
        with pytest.raises(OutUnwritable):
            evaluate(task, SET, entrants, HERE, partial=partial, save=full)
        assert len(table.asked) == asked
        assert partial.exists()


def test_a_sample_is_drawn_by_the_seed_in_the_order_of_the_file() -> None:
    drawn = sampled(CASES, replace(HERE, sample=7))
    assert len({case.id for case in drawn}) == 7
    assert drawn == sorted(drawn, key=CASES.index)
    assert drawn == sampled(CASES, replace(HERE, sample=7))
    assert drawn != sampled(CASES, replace(HERE, sample=7, seed=1))


@pytest.mark.parametrize("sample", [None, 20, 21])
def test_a_sample_as_large_as_the_set_is_the_set(sample: int | None) -> None:
    assert sampled(CASES, replace(HERE, sample=sample)) == CASES


def test_all_systems_are_asked_the_same_sample(run: Run) -> None:
    first, second = Table(ROWS), Table(ROWS)
    result = run(first, second, conditions=replace(HERE, sample=5))
    assert first.asked == second.asked
    assert (len(first.asked), result.count, result.sample) == (5, 5, 5)


def test_progress_is_told_case_by_case(task: LookupTask, partial: Path) -> None:
    told: list[tuple[str, int, int]] = []
    entrants = [entrant("romarin", Table(ROWS))]
    evaluate(
        task, SET, entrants, HERE, partial=partial, on_progress=lambda *step: told.append(step)
    )
    assert told == [("romarin", at, 20) for at in range(1, 21)]


def test_what_was_skipped_or_left_out_stands_in_the_notes(run: Run) -> None:
    wrong = [CaseInvalid(Path("cases/a.tsv"), line, "x", "1 columns") for line in (3, 8)]
    result = run(Table(ROWS), cases=CaseSet(Path("cases"), CASES, wrong, ["1 offers left out"]))
    assert result.notes == [
        "1 offers left out",
        "2 wrong lines skipped",
        "skipped: cases/a.tsv, line 3: 'x': 1 columns",
        "skipped: cases/a.tsv, line 8: 'x': 1 columns",
    ]


def test_without_a_system_there_is_nothing_to_run(run: Run) -> None:
    with pytest.raises(SystemMissing, match="--baselines"):
        run()


def test_two_systems_of_one_name_are_refused(run: Run, partial: Path) -> None:
    with pytest.raises(NameTaken, match="'romarin'"):
        run(Table(ROWS), Table({}), names=("romarin", "romarin"))
    assert not partial.exists()


def test_intervals_stand_beside_every_mean(run: Run) -> None:
    result = run(Table(ROWS))
    assert result.own is not None
    low, high = result.own.confidence["hit@5"]
    assert low < result.own.all["hit@5"] < high
