"""`romarin eval`: what is printed, the report, the summary, and comparisons that gate."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin
from tests.evaluation.made_results import KEYSTROKES, query, result, typed

HEADER = "query\tfamily\taccepted_ogr\taccepted_rome\tnote\n"


@pytest.fixture
def saved(tmp_path: Path) -> dict[str, Path]:
    good = [query(str(at), 1) for at in range(10)]
    results = {
        "good": result(good, {"bm25": good}),
        "poor": result([query("0", 4, answers=("1 [red]x[/red]",)), *good[1:]]),
        "silent": result(None, {"bm25": good}),
        "typed": result([typed("dev", 0, 1, 1)], task=KEYSTROKES),
    }
    paths = {name: tmp_path / f"{name}.json" for name in results}
    for name, one in results.items():
        one.save(paths[name])
    return paths


def test_a_run_prints_its_tables_and_writes_its_files(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    cases, page, summary = (tmp_path / name for name in ("q.tsv", "out.html", "out.md"))
    cases.write_text(f"{HEADER}boulangère\tfeminine\t6006\tD1901\t\nzzz\tout_of_scope\t\t\t\n")
    here = ("--cases", cases, "--archive", tiny, "--baselines", "rapidfuzz")
    done = romarin("eval", "lookup", *here, "--report", page, "--markdown", summary)
    assert done.code == 0, done.err
    lines = [" ".join(line.split()) for line in done.out.split("\n")]
    assert lines[0].startswith("Romarin answers 1.000 [1.000, 1.000] of the queries right at once;")
    assert "figure romarin rapidfuzz" in lines
    assert "hit@1 1.000 [1.000, 1.000] 1.000 [1.000, 1.000]" in lines
    assert done.err.endswith(f"Written: {page}\nWritten: {summary}\n")
    assert "Source : France Travail, ROME 4.0 version 90 du " in page.read_text("utf-8")
    assert summary.read_text("utf-8").startswith("## lookup: q.tsv\n")


def test_saved_results_make_one_page_and_one_summary(
    romarin: Romarin, saved: dict[str, Path], tmp_path: Path
) -> None:
    page, summary = tmp_path / "out.html", tmp_path / "out.md"
    done = romarin(
        "eval", "report", saved["good"], saved["typed"], "--report", page, "--markdown", summary
    )
    assert (done.code, done.out) == (0, "")
    assert done.err == f"Written: {page}\nWritten: {summary}\n"
    assert page.read_text("utf-8").count('<section class="part"') == 2
    heads = [line for line in summary.read_text("utf-8").split("\n") if line.startswith("## ")]
    assert heads == ["## lookup: queries.tsv", "## keystrokes: queries.tsv"]


def test_a_report_of_nothing_is_no_report(romarin: Romarin, saved: dict[str, Path]) -> None:
    done = romarin("eval", "report", saved["good"])
    assert done.code == 2
    assert "nothing to write" in done.err


def test_a_place_that_cannot_be_written_is_told(
    romarin: Romarin, saved: dict[str, Path], tmp_path: Path
) -> None:
    nowhere = tmp_path / "missing" / "out.html"
    assert f"{nowhere}: cannot be written" in (
        romarin("eval", "report", saved["good"], "--report", nowhere).error_line
    )


def test_a_regression_is_named_and_ends_with_one(romarin: Romarin, saved: dict[str, Path]) -> None:
    here = ("eval", "compare", saved["good"], saved["poor"])
    done = romarin(*here, "--fail-on-regression", "0.05")
    assert done.code == 1
    assert "regression: hit@1: 1 before, 0.9 after, worse by 0.1, more than 0.05\n" in done.err
    assert done.out.startswith("1 of 10 cases got worse, 0 better; hit@1 worse, may be chance")
    assert "4: 1 [red]x[/red]" in done.out
    assert romarin(*here, "--fail-on-regression", "0.1").code == 0
    assert romarin(*here).code == 0


def test_a_headline_figure_that_is_gone_is_a_regression(
    romarin: Romarin, saved: dict[str, Path], tmp_path: Path
) -> None:
    bare = tmp_path / "bare.json"
    result([query(str(at), 1, measures={"mrr@10": 1.0}) for at in range(10)]).save(bare)
    done = romarin("eval", "compare", saved["good"], bare, "--fail-on-regression", "0.5")
    assert done.code == 1
    assert "regression: hit@1: not measured any more" in done.err


def test_a_comparison_is_written_as_json_and_markdown(
    romarin: Romarin, saved: dict[str, Path], tmp_path: Path
) -> None:
    out, summary = tmp_path / "c.json", tmp_path / "c.md"
    here = ("eval", "compare", saved["good"], saved["poor"], "--json", out, "--markdown", summary)
    done = romarin(*here)
    assert done.err.endswith(f"Written: {out}\nWritten: {summary}\n")
    told = json.loads(out.read_text("utf-8"))
    assert (told["task"], told["paired"], len(told["worse"])) == ("lookup", 10, 1)
    low, high = told["differences"][0].pop("confidence")
    assert low <= -0.1 <= high
    assert told["differences"][0] == {
        "figure": "hit@1",
        "before": 1.0,
        "after": 0.9,
        "difference": -0.1,
        "p": 1.0,
    }
    assert told["worse"][0]["before"]["rank"] == 1
    first = (out.read_bytes(), summary.read_bytes())
    romarin(*here)
    assert (out.read_bytes(), summary.read_bytes()) == first


def test_two_systems_of_one_result_are_compared(romarin: Romarin, saved: dict[str, Path]) -> None:
    done = romarin("eval", "compare", saved["good"], "--systems", "bm25,romarin")
    assert done.code == 0
    assert done.out.startswith("0 of 10 cases got worse, 0 better; hit@1 the same")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("good", "1 results; give two"),
        ("good good good", "3 results; give two"),
        ("good --systems romarin", "two names with a comma expected"),
        ("good poor --systems romarin,bm25", "'bm25': no such system"),
        ("good silent", "'romarin': no such system"),
        ("good typed", "task: 'lookup' against 'keystrokes'"),
        ("good missing", "No such file"),
    ],
)
def test_what_cannot_be_compared_is_told(
    romarin: Romarin, saved: dict[str, Path], arguments: str, told: str
) -> None:
    done = romarin("eval", "compare", *(saved.get(one, one) for one in arguments.split()))
    assert done.code in (1, 2)
    assert told in " ".join(done.err.replace("│", " ").split())
    assert "Traceback" not in done.err
