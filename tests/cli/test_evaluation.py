"""`romarin eval`: the same figures again and again, and mistakes told before a long run."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.api.served import Served, started, wait_until_ready
from tests.catalogue.archives import zipped
from tests.cli.conftest import Outcome, Romarin
from tests.processes import free_port

HEADER = "query\tfamily\taccepted_ogr\taccepted_rome\tnote"
QUERIES = (
    "boulangère\tfeminine\t6006\tD1901\t",
    "dév web\tprefix\t6044\t\t",
    "caissier\teveryday\t6017|6070\tD1902\t",
    "sysadmin\teveryday\t\tM1902\t",
    "bonjour\tout_of_scope\t\t\t",
)
PRIVATE = "Camille Dupont"
TASKS = ("lookup", "keystrokes", "competences", "titles", "extraction")
CONTRACT = {"task", "cases", "commit", "seed", "sample", "rome", "encoder"} | {
    "measures",
    "baselines",
    "confidence",
    "rows",
}
COMMAND = (sys.executable, "-c", "from romarin.cli import main; main()")


def _offer(at: int, title: str, code_rome: str) -> dict[str, object]:
    return {
        "id": f"o{at}",
        "intitule": f"{title} (H/F)",
        "description": f"{PRIVATE} vous attend. " * 20,
        "romeCode_v490": code_rome,
        "appellation_ogr_v490": "6006",
        "origin": "ft",
        "desc_truncated": False,
        "dup_group": at,
    }


@pytest.fixture(autouse=True)
def no_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results name the version, not a commit, which may change while the tests run."""
    monkeypatch.setenv("GIT_DIR", "/nowhere")


@pytest.fixture
def cases(tmp_path: Path) -> dict[str, Path]:
    """A file for each task."""
    files = {task: tmp_path / f"{task}.tsv" for task in ("lookup", "keystrokes", "competences")}
    files |= {task: tmp_path / f"{task}.jsonl" for task in ("titles", "extraction")}
    lookup = "\n".join((HEADER, *QUERIES)) + "\n"
    files["lookup"].write_text(lookup, "utf-8")
    files["keystrokes"].write_text(lookup, "utf-8")
    files["competences"].write_text(f"{HEADER}\nhaccp\teveryday\t8504\t\t\n", "utf-8")
    offers = (_offer(1, "Boulangère", "D1901"), _offer(2, f"Fournil {PRIVATE}", "D1901"))
    files["titles"].write_text("".join(json.dumps(one) + "\n" for one in offers), "utf-8")
    mention = {"start": 0, "end": 6, "codes": ["8204"], "level": "task"}
    text = {
        "id": "t",
        "kind": "cv",
        "text": f"Pétrir. {PRIVATE}",
        "rome": [],
        "mentions": [mention],
    }
    files["extraction"].write_text(json.dumps(text) + "\n", "utf-8")
    return files


@pytest.fixture
def here(built: Path, tiny: Path) -> Sequence[str | Path]:
    """The options that name the tiny archive and its artefact."""
    return ("--archive", tiny, "--artefacts", built)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.json"


@pytest.mark.parametrize("verb", ["", *TASKS, "make-keystrokes"])
def test_help_exits_0_and_names_the_way(romarin: Romarin, verb: str) -> None:
    done = romarin("eval", *verb.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Usage: romarin eval {verb}" in done.out
    if verb in TASKS:
        assert all(word in done.out for word in ("Cases: ", "--json", "--url", "goes on"))


def test_help_names_every_task(romarin: Romarin) -> None:
    out = romarin("eval", "--help").out
    assert all(f"\n  {task} " in out for task in TASKS)
    assert "..." not in out.partition("Commands:")[2]


@pytest.mark.parametrize("task", TASKS)
def test_the_json_has_the_contracts_fields(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path, task: str
) -> None:
    done = romarin("eval", task, "--cases", cases[task], "--json", out, *here)
    assert done.code == 0, done.err
    told = json.loads(out.read_text("utf-8"))
    assert set(told) >= CONTRACT
    assert (told["task"], told["cases"]) == (task, str(cases[task]))
    assert (told["seed"], told["sample"], told["encoder"]) == (0, None, None)
    assert told["rome"] == {"version": "490", "source": "official"}
    assert told["baselines"] == {}
    assert {row["family"] for row in told["rows"]} == set(told["measures"]["by_family"])
    assert all(set(row) >= {"id", "family", "rank", "measures"} for row in told["rows"])
    measured = told["measures"]["all"]
    for name, (low, high) in told["confidence"].items():
        assert low <= measured[name] <= high
    assert not list(out.parent.glob(".*"))  # neither rows nor a file half written


def test_figures_are_those_of_the_engine(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path
) -> None:
    romarin("eval", "lookup", "--cases", cases["lookup"], "--json", out, *here)
    rows = {row["id"]: row for row in json.loads(out.read_text("utf-8"))["rows"]}
    first = rows["feminine: boulangère"]
    assert (first["rank"], first["measures"]["hit@1"]) == (1, 1)
    assert first["answers"][0] == "6006 D1901 Boulanger / Boulangère"
    assert rows["out_of_scope: bonjour"]["measures"] == {"answered_out_of_scope": 0}


@pytest.mark.parametrize("task", TASKS)
def test_the_same_command_twice_gives_the_same_bytes(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path, task: str
) -> None:
    others = "rapidfuzz" if task in ("lookup", "keystrokes", "titles") else "none"
    command = ("eval", task, "--cases", cases[task], "--json", out, "--baselines", others)
    contents = set()
    for _ in range(2):
        assert romarin(*command, *here).code == 0
        contents.add(out.read_bytes())
    assert len(contents) == 1


def test_a_gate_needs_floors_and_fails_under_them(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    command = ("eval", "lookup", "--cases", cases["lookup"], *here)
    assert romarin(*command, "--raise-floors", floors, "--floors", floors).code == 0
    assert romarin(*command, "--floors", floors).code == 0
    told = json.loads(floors.read_text("utf-8"))
    told["floors"]["lookup lookup.tsv"]["all"]["hit@1"] = 1.01
    floors.write_text(json.dumps(told), "utf-8")
    assert "all, hit@1: 0.7500, floor 1.01" in romarin(*command, "--floors", floors).error_line
    floors.write_text(json.dumps(told | {"floors": {}}), "utf-8")
    line = romarin(*command, "--floors", floors).error_line
    assert "no floors: none for 'lookup lookup.tsv'" in line


def test_nothing_of_an_offer_or_cv_is_printed_or_kept(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path
) -> None:
    for task in ("titles", "extraction"):
        done = romarin("eval", task, "--cases", cases[task], "--json", out, *here)
        assert PRIVATE not in done.out + done.err + out.read_text("utf-8")


def test_a_baseline_runs_beside(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path
) -> None:
    options = ("--baselines", "rapidfuzz", "--sample", "3", "--seed", "5")
    romarin("eval", "lookup", "--cases", cases["lookup"], "--json", out, *options, *here)
    told = json.loads(out.read_text("utf-8"))
    assert (told["seed"], told["sample"], told["count"]) == (5, 3, 3)
    asked = [row["id"] for row in told["rows"]]
    assert [row["id"] for row in told["baselines"]["rapidfuzz"]["rows"]] == asked
    assert len(asked) == 3


def test_keystrokes_leave_out_what_has_no_right_answer(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path
) -> None:
    romarin("eval", "keystrokes", "--cases", cases["keystrokes"], "--json", out, *here)
    told = json.loads(out.read_text("utf-8"))
    assert told["notes"] == ["1 queries left out: they have no right answer"]
    assert told["count"] == 4


def test_keystrokes_are_made_of_offers_and_of_the_whole_rome(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], tiny: Path, out: Path
) -> None:
    of_offers = romarin("eval", "make-keystrokes", cases["titles"], "--archive", tiny).out
    assert of_offers == f"{HEADER}\nBoulanger\tkeystrokes\t6006\tD1901\t\n"
    made = out.with_suffix(".tsv")
    assert romarin("eval", "make-keystrokes", "--out", made, "--archive", tiny).code == 0
    assert romarin("eval", "keystrokes", "--cases", made, "--json", out, *here).code == 0


def test_wrong_lines_are_skipped_counted_and_listed_when_asked(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], out: Path
) -> None:
    path = cases["lookup"]
    path.write_text(path.read_text("utf-8") + "x\ty\t99\t\t\nz\n", "utf-8")
    command = ("eval", "lookup", "--cases", path, "--json", out, *here)
    assert f"{path}, line 7: '99'" in romarin(*command).error_line
    assert not out.exists()
    assert romarin(*command, "--skip-invalid").code == 0
    counted, first, second = json.loads(out.read_text("utf-8"))["notes"]
    assert counted == "2 wrong lines skipped"
    assert (f"{path}, line 7: '99'" in first, f"{path}, line 8: 'z'" in second) == (True, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--baselines bm26", "--baselines 'bm26': no such baseline for lookup; known: "),
        ("--baselines encoder:{tmp}/missing", "missing': no such folder; give 'default'"),
        ("--json {tmp}/missing/out.json", "missing/out.json: cannot be written"),
        ("--json {tmp}", "cannot be written: it is no regular file"),
        ("--report {tmp}/missing/out.html", "missing/out.html: cannot be written"),
        ("--markdown {tmp}/missing/out.md", "missing/out.md: cannot be written"),
        ("--floors {tmp}/missing.json", "missing.json: no floors: no such file"),
        ("--raise-floors {tmp}/lookup.tsv", "lookup.tsv: no floors: "),
        ("--cases {tmp}/missing.tsv", "missing.tsv: no *.tsv there"),
        ("--url 127.0.0.1:8000", "--url '127.0.0.1:8000'"),
        ("--archive {tmp}/missing.zip", "missing.zip"),
    ],
)
def test_what_is_named_wrong_is_told_before_anything_is_built(
    romarin: Romarin, cases: dict[str, Path], tiny: Path, tmp_path: Path, options: str, told: str
) -> None:
    artefacts = tmp_path / "artefacts"
    command = ("eval", "lookup", "--cases", cases["lookup"], "--artefacts", artefacts)
    line = romarin(*command, "--archive", tiny, *options.format(tmp=tmp_path).split()).error_line
    assert told in line
    assert not artefacts.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("lookups --cases x", "No such command"),
        ("lookup", "--cases"),
        ("lookup --cases x --sample 0", "--sample"),
        ("lookup --cases x --sample many", "--sample"),
        ("lookup --cases x --seed -1", "--seed"),
        ("lookup --cases x --coding y.tsv", "--coding"),
        ("extraction --cases x --coding y.tsv", "is for titles only"),
        ("lookup --cases x --nonsense", "--nonsense"),
    ],
)
def test_a_wrong_option_exits_2_and_says_which(romarin: Romarin, arguments: str, told: str) -> None:
    done = romarin("eval", *arguments.split())
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_cases_of_another_task_are_told_without_their_text(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path]
) -> None:
    for task, others in (("lookup", "titles"), ("titles", "lookup"), ("lookup", "extraction")):
        line = romarin("eval", task, "--cases", cases[others], *here).error_line
        assert f"{cases[others]}, line 1" in line
        assert PRIVATE not in line


def test_an_artefact_of_another_rome_than_the_cases_is_told(
    romarin: Romarin, cases: dict[str, Path], built: Path
) -> None:
    # Without --archive the cases are checked against the starter, which has other codes.
    cases["lookup"].write_text(f"{HEADER}\nbonjour\tout_of_scope\t\t\t\n", "utf-8")
    line = romarin("eval", "lookup", "--cases", cases["lookup"], "--artefacts", built).error_line
    assert "ROME 490 (official), expected 460 (starter)" in line
    assert "--archive" in line


def test_a_server_that_cannot_be_reached_is_told(
    romarin: Romarin, cases: dict[str, Path], tiny: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refuses at once
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        command = ("eval", "lookup", "--cases", cases["lookup"], "--archive", tiny)
        line = romarin(*command, "--url", f"{url}/").error_line
    assert line.startswith(f"romarin: {url}: ")
    assert "romarin serve" in line


def test_without_the_extra_the_way_to_it_is_told(
    romarin: Romarin, cases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("romarin.cli.assessment")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("romarin.evaluation")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    line = romarin("eval", "lookup", "--cases", cases["lookup"]).error_line
    assert "httpx" in line
    assert "pip install 'romarin[eval]'" in line


# From here on the command runs as a process of its own.

MANY = 1000


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many cases that there is time to stop a run."""
    path = tmp_path / "many.tsv"
    lines = [f"boulanger {at}\tfamily {at % 3}\t6006\t\t" for at in range(MANY)]
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
    return path


@contextmanager
def _running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, "eval", *map(str, arguments)],
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _finished(*arguments: str | Path) -> Outcome:
    with _running(*arguments) as process:
        _, err = process.communicate(timeout=300)
    return Outcome(process.returncode, "", err)


def _rows(out: Path) -> Path:
    return out.with_name(f".{out.name}.rows")


def _wait_for_rows(process: subprocess.Popen[str], rows: Path, least: int) -> None:
    while not rows.exists() or rows.read_bytes().count(b"\n") < least:
        assert process.poll() is None, "it ended too soon"
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_stopped_run_goes_on_and_ends_as_if_it_had_not_been(
    many: Path, here: Sequence[str | Path], tmp_path: Path, number: signal.Signals, code: int
) -> None:
    out, whole = tmp_path / "out.json", tmp_path / "whole.json"
    command = ("lookup", "--cases", many, *here, "--json")
    with _running(*command, out) as process:
        _wait_for_rows(process, _rows(out), 100)
        process.send_signal(number)
        _, err = process.communicate(timeout=300)
    assert process.returncode == code
    assert "Traceback" not in err
    assert not out.exists()
    if number != signal.SIGKILL:
        assert f"Answers so far are in {_rows(out)}: the same command goes on" in err
    kept = _rows(out).read_bytes().count(b"\n") - 1
    assert 99 <= kept < MANY
    assert _finished(*command, out).code == 0
    assert not _rows(out).exists()
    assert _finished(*command, whole).code == 0
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.slow
def test_two_runs_at_once_on_one_file_do_not_mix(
    many: Path, here: Sequence[str | Path], out: Path
) -> None:
    command = ("lookup", "--cases", many, *here, "--json", out)
    with _running(*command) as process:
        _wait_for_rows(process, _rows(out), 10)
        process.send_signal(signal.SIGSTOP)  # so that it is there when the second comes
        second = _finished(*command)
        process.send_signal(signal.SIGCONT)
        assert "another run keeps its rows there" in second.error_line
        process.communicate(timeout=300)
    assert process.returncode == 0
    assert len(json.loads(out.read_text("utf-8"))["rows"]) == MANY


@pytest.mark.slow
def test_commands_without_a_file_keep_their_rows_apart(
    many: Path, here: Sequence[str | Path], own_environment: Path
) -> None:
    command = ("lookup", "--cases", many, *here)
    folder = own_environment / "eval"
    for seed in ("0", "1"):
        with _running(*command, "--seed", seed) as process:
            while len(list(folder.glob("lookup-*.rows"))) < int(seed) + 1:
                assert process.poll() is None, "it ended too soon"
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
    assert _finished(*command).code == 0
    assert len(list(folder.glob("lookup-*.rows"))) == 1


@contextmanager
def _served(built: Path, folder: Path, port: int) -> Iterator[Served]:
    folder.mkdir()
    with started(built, folder, {"ROMARIN_PORT": str(port)}) as served:
        wait_until_ready(served)
        yield served


def _completions(served: Served) -> int:
    """How many the server has answered."""
    lines = str(served.get("/metrics")[1]).splitlines()
    counts = [line for line in lines if line.startswith("romarin_requests_total")]
    return sum(int(float(line.split()[-1])) for line in counts if "/v1/completions" in line)


@pytest.mark.slow
def test_a_run_whose_server_is_killed_goes_on_with_the_next(
    many: Path, built: Path, tiny: Path, tmp_path: Path
) -> None:
    port = free_port()
    out, whole = tmp_path / "out.json", tmp_path / "whole.json"
    url = f"http://127.0.0.1:{port}"
    command = ("lookup", "--cases", many, "--archive", tiny, "--url", url, "--json")
    with _served(built, tmp_path / "one", port) as served, _running(*command, out) as process:
        _wait_for_rows(process, _rows(out), 100)
        served.process.kill()
        _, err = process.communicate(timeout=300)
    assert process.returncode == 1
    [line] = err.splitlines()
    assert line.startswith(f"romarin: {url}: ")
    assert "answers that came before are kept" in line
    kept = _rows(out).read_bytes().count(b"\n") - 1
    with _served(built, tmp_path / "two", port) as served:
        assert _finished(*command, out).code == 0
        assert _completions(served) == MANY - kept
        assert _finished(*command, whole).code == 0
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("task", ["lookup", "keystrokes", "titles", "competences", "extraction"])
def test_in_process_and_over_http_the_rows_are_the_same(
    cases: dict[str, Path],
    romarin: Romarin,
    here: Sequence[str | Path],
    built: Path,
    tmp_path: Path,
    task: str,
) -> None:
    def told(*options: str | Path) -> dict[str, Any]:
        path = tmp_path / "told.json"
        done = romarin("eval", task, "--cases", cases[task], "--json", path, *here, *options)
        assert done.code == 0, done.err
        return dict(json.loads(path.read_text("utf-8")))

    with _served(built, tmp_path / "server", free_port()) as served:
        remote = told("--url", served.url)
    local = told()
    assert "over HTTP" in remote.pop("about")
    local.pop("about")
    assert remote == local


@pytest.mark.slow
def test_an_archive_in_a_zip_gives_the_same_as_its_folder(
    romarin: Romarin, cases: dict[str, Path], here: Sequence[str | Path], tiny: Path, out: Path
) -> None:
    contents = set()
    archive = zipped(tiny, out.with_name("rome.zip"))
    for path in (tiny, archive):
        command = ("eval", "lookup", "--cases", cases["lookup"], "--json", out, *here)
        assert romarin(*command, "--archive", path).code == 0
        contents.add(out.read_bytes())
    assert len(contents) == 1


@pytest.mark.slow
def test_our_own_cases_on_the_full_rome_give_the_same_bytes_twice(
    archive: Path, full_artefact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")
    folder = Path(__file__).parents[2] / "eval" / "cases" / "lookup"
    contents = set()
    for hash_seed in ("1", "2"):
        out = tmp_path / "out.json"
        options = ("--archive", archive, "--artefacts", full_artefact, "--json", out)
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        done = _finished("lookup", "--cases", folder, *options)
        assert done.code == 0, done.err
        contents.add(out.read_bytes())
    assert len(contents) == 1
