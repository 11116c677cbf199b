"""`romarin bench`: servers are started, asked and stopped; mistakes are told at once."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.cli.conftest import Romarin

from romarin.catalogue import Catalogue
from romarin.cli import contest, servers
from romarin.cli.baseline import BaselineLookup
from romarin.cli.servers import ServerNotReady, running
from romarin.engines import GroupBy
from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.postgres import find_programs
from romarin.evaluation.baselines.referentiel import Referentiel
from romarin.evaluation.baselines.tsvector import tsvector
from romarin.evaluation.errors import BaselineUnavailable
from romarin.evaluation.ground import Ground

SHORT = ("--seconds", "1", "--warm-up", "0", "--rounds", "1", "--rate", "20", "--workers", "1")


@pytest.fixture(scope="module")
def postgresql() -> Path:
    """The folder of PostgreSQL's programs; the test skips, saying why, where there are none."""
    try:
        return find_programs()
    except BaselineUnavailable as error:
        pytest.skip(str(error))


class _Elsewhere(BaseHTTPRequestHandler):
    """Knows no method; logs nothing."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a service that is no Romarin."""
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_unknown_baseline_is_told_with_those_there_are(romarin: Romarin, tiny: Path) -> None:
    line = romarin("bench", "--archive", tiny, "--baseline", "elastic").error_line
    assert "elastic" in line
    assert "rapidfuzz" in line


def test_a_file_without_titles_is_told_before_anything_is_started(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "titles.txt"
    empty.write_text("\n")
    line = romarin("bench", "--archive", tiny, "--baseline", "none", "--titles", empty).error_line
    assert f"--titles {empty}" in line


def test_an_address_where_nothing_listens_is_told(romarin: Romarin, tiny: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    line = romarin("bench", "--archive", tiny, "--url", url, "--baseline", "none").error_line
    assert line.startswith(f"romarin: {url}: cannot connect")


def test_a_service_that_is_no_romarin_is_told(romarin: Romarin, tiny: Path, elsewhere: str) -> None:
    line = romarin("bench", "--archive", tiny, "--url", elsewhere, "--baseline", "none").error_line
    assert line.startswith(f"romarin: {elsewhere}: /version answers 501: it is no Romarin")


@pytest.mark.parametrize("rates", ["many", "0", "50,-1", "inf", ",", "nan"])
def test_rates_that_are_no_rates_are_told(romarin: Romarin, rates: str) -> None:
    done = romarin("bench", "--rates", rates)
    assert done.code == 2
    assert "--rates" in done.err


def test_a_baseline_answers_as_the_application_asks(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    one, other = list(tiny_catalogue.appellations.values())[:2]

    def system(query: str, *, limit: int) -> list[Answer]:
        assert query == "x"
        answers = [Answer(each.code, each.code_rome, 1.5) for each in (one, one, other)]
        return answers[:limit]

    lookup = BaselineLookup(system, Ground(tiny_catalogue, tmp_path))
    found = lookup("x", limit=2, group_by=GroupBy.APPELLATION)
    assert [each.code for each in found] == [one.code, one.code]
    assert found[0].score == 1.0
    assert found[0].libelle_metier == tiny_catalogue.metiers[one.code_rome].libelle
    metiers = [each.code_rome for each in lookup("x", limit=5, group_by=GroupBy.METIER)]
    assert len(metiers) == len(set(metiers))


@pytest.mark.slow
def test_romarin_and_a_baseline_are_measured_under_the_same_requests(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    out, summary = tmp_path / "bench.json", tmp_path / "bench.md"
    options = ("--rates", "20,40", "--baseline", "rapidfuzz", "--workers", "2")
    done = romarin(
        *("bench", "--archive", tiny, *SHORT, *options, "--json", out, "--markdown", summary)
    )
    assert done.code == 0, done.err
    told = json.loads(out.read_text("utf-8"))
    baseline = told["baselines"]["rapidfuzz"]
    assert [row["rate"] for row in told["rows"]] == [20, 20, 40, 40]
    assert [row["requests"] for row in told["rows"]] == [
        row["requests"] for row in baseline["rows"]
    ]
    assert not any(row["errors"] for row in (*told["rows"], *baseline["rows"]))
    assert told["rome"] == {"version": "490", "source": "official"}
    assert "rapidfuzz" in done.out
    assert "| romarin | 20 |" in summary.read_text("utf-8")


@pytest.mark.slow
def test_a_server_that_runs_already_is_asked_and_left_running(
    romarin: Romarin, built: Path, tmp_path: Path
) -> None:
    titles, out = tmp_path / "titles.txt", tmp_path / "bench.json"
    titles.write_text("Boulanger\nCariste\n")
    arguments = ["serve", "--artefacts", str(built), "--encoder", "none"]
    with running("romarin", arguments, os.environ) as server:
        given = ("--url", server.url, "--baseline", "none", "--titles", titles, "--json", out)
        done = romarin("bench", *SHORT, "--constant", *given)
        assert done.code == 0, done.err
        assert servers._answers(f"{server.url}/health/ready")
    told = json.loads(out.read_text("utf-8"))
    assert told["traffic"]["titles"] == "titles of titles.txt"
    assert told["rows"][0]["requests"] == 20


@pytest.mark.slow
def test_a_baseline_of_another_rome_is_no_comparison(
    romarin: Romarin, built: Path, tmp_path: Path
) -> None:
    titles = tmp_path / "titles.txt"
    titles.write_text("Boulanger\n")
    given = ("--artefacts", built, "--baseline", "rapidfuzz", "--titles", titles)
    done = romarin("bench", *SHORT, *given)  # the starter is what no --archive means here
    assert done.code == 1
    assert "baseline rapidfuzz: ROME 460 (starter), expected 490" in done.err


@pytest.mark.slow
def test_several_workers_ask_one_postgresql(tiny: Path, postgresql: Path) -> None:
    assert postgresql.is_dir()
    arguments = ["serve-baseline", "tsvector", "--archive", str(tiny), "--workers", "2"]
    with running("tsvector", arguments, os.environ) as server:
        for _ in range(8):  # whichever worker is asked
            with urlopen(f"{server.url}/v1/completions?q=boul") as answer:
                assert b'"libelle":"Boulang' in answer.read()


@pytest.mark.slow
def test_a_process_borrows_the_postgresql_that_another_has_filled(
    tiny_catalogue: Catalogue, tmp_path: Path, postgresql: Path
) -> None:
    assert postgresql.is_dir()
    with Ground(tiny_catalogue, tmp_path) as ground, Ground(tiny_catalogue, tmp_path) as other:
        assert Referentiel.lend(ground) is None
        expected = tsvector(ground)("boul", limit=5)
        cluster = Referentiel.lend(ground)
        assert cluster is not None
        Referentiel.borrow(other, cluster)
        assert list(tsvector(other)("boul", limit=5)) == list(expected)
        assert expected


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False])
def test_a_baseline_that_cannot_be_had_is_an_error_only_when_it_was_asked_for(
    romarin: Romarin, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    _install_broken(tmp_path, monkeypatch)
    monkeypatch.setattr(contest, "USUAL", "broken")
    done = romarin("bench", "--archive", tiny, *SHORT, *(("--baseline", "broken") * named))
    assert done.code == int(named)
    assert "no engine here; install one" in done.err
    assert ("romarin: Romarin, artefact" in done.out) != named


def _install_broken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with a baseline of its own, as a user adds one; here one that lacks something."""
    (folder / "broken.py").write_text(
        "from romarin.evaluation.baselines import Baseline\n"
        "from romarin.evaluation.errors import BaselineUnavailable\n"
        "def make(ground):\n"
        "    raise BaselineUnavailable('broken', 'no engine here', 'install one')\n"
        "BROKEN = Baseline('broken', 'never works', lookup=make)\n"
    )
    told = folder / "broken-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[romarin.baselines]\nbroken = broken:BROKEN\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(folder)


def test_a_server_that_cannot_start_is_told_with_its_last_lines() -> None:
    with (
        pytest.raises(ServerNotReady, match=r"(?s)the server of romarin.*/nowhere"),
        running("romarin", ["serve", "--archive", "/nowhere"], os.environ),
    ):
        pass


@pytest.mark.slow
def test_a_server_that_stops_while_it_is_asked_is_told_with_its_last_lines(
    built: Path, tmp_path: Path
) -> None:
    with _benching(built, tmp_path, "--workers", "1") as bench:
        time.sleep(1)
        os.kill(min(_children(bench.pid)), signal.SIGKILL)  # its guard was started after it
        _, err = bench.communicate(timeout=60)
    assert bench.returncode == 1
    assert "the server stopped while it was measured" in err
    assert '"event":"request"' in err
    assert "Traceback" not in err


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_told_to_stop_it_stops_its_servers(
    built: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    with _benching(built, tmp_path, "--workers", "2") as bench:
        started = _children(bench.pid)
        bench.send_signal(number)
        _, err = bench.communicate(timeout=60)
    assert bench.returncode == code, err
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


@pytest.mark.slow
def test_a_bench_that_is_killed_leaves_no_server_behind(built: Path, tmp_path: Path) -> None:
    with _benching(built, tmp_path, "--workers", "1") as bench:
        started = _children(bench.pid)
        bench.kill()
        bench.wait()
        end = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in started):
            assert time.monotonic() < end
            time.sleep(0.05)


@contextmanager
def _benching(built: Path, tmp_path: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A bench in a process of its own that has begun to ask, for a minute."""
    titles = tmp_path / "titles.txt"
    titles.write_text("Boulanger\n")
    command = [*servers.COMMAND, "bench", "--artefacts", str(built)]
    given = ["--titles", str(titles), "--baseline", "none", "--seconds", "60", *options]
    process = subprocess.Popen([*command, *given], text=True, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        while "Measuring" not in (line := process.stderr.readline()):
            assert line, "it ended before it began to measure"
        yield process
    finally:
        process.kill()
        process.communicate()


def _children(pid: int) -> list[int]:
    """The servers that a bench has started, and their guards."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]
