"""The command as a process: signals, pipes, and a server that starts and stops."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-c", "from romarin.cli import main; main()")


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False
    )


@contextmanager
def _started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_mistake_ends_with_one_line_and_exit_code_1() -> None:
    done = _run("lookup", "x", "--archive", "/nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("romarin: /nowhere")


def test_an_answer_leaves_standard_error_empty(built: Path) -> None:
    done = _run("lookup", "boulangère", "--json", "--artefacts", built)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_went_away_makes_no_traceback(built: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, "lookup", "boulangère", "--artefacts", str(built)],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=300,
        check=False,
    )
    os.close(writer)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_told_to_stop_takes_its_folder_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")  # with the packaged one there is time to stop it
    with _started("build", "--artefacts", tmp_path / "artefacts") as process:
        assert process.stderr is not None
        assert "starter" in process.stderr.readline()
        while not list(tmp_path.glob("artefacts/.starter-*")):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(number)
        _, err = process.communicate(timeout=300)
    assert process.returncode == code
    assert "Traceback" not in err
    assert not list(tmp_path.glob("artefacts/*starter*"))


def test_serve_listens_answers_and_stops(built: Path) -> None:
    with _started("serve", "--artefacts", built, "--port", "0") as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found is not None, line
        while b'"lookup":true' not in _get(found[0] + "health/ready"):
            assert process.poll() is None
        assert b'"6006"' in _get(found[0] + "v1/completions?q=boulanger")
        process.terminate()
        assert process.wait(timeout=60) == 0


def test_serve_without_extraction_answers_completions_alone(built: Path) -> None:
    with _started("serve", "--artefacts", built, "--port", "0", "--without", "extraction") as run:
        assert run.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", run.stderr.readline())
        assert found is not None
        while _get(found[0] + "health/ready") != b'{"lookup":true,"extraction":false}':
            assert run.poll() is None
        assert b"/v1/extractions" not in _get(found[0] + "openapi.json")
        run.terminate()
        assert run.wait(timeout=60) == 0


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.read()
