"""The README: every block runs, every setting is listed, every number names its command."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.processes import free_port, wait_until_ready

from romarin.api import SETTINGS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)

EVAL = ".venv/bin/romarin eval "


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The README's own `make run`, on a free port, until the tests are done."""
    port = free_port()
    run = next(text for text in blocks("sh") if text.startswith("make run"))
    server = subprocess.Popen(
        ["bash", "-c", run.replace("make run", f"make run PORT={port}", 1)],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def run_shell(block: str, port: int) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.replace("localhost:8000", f"127.0.0.1:{port}")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_first_screen_answers_as_it_shows(port: int) -> None:
    [curl] = [text for text in blocks("sh") if text.startswith("curl")]
    shown = json.loads(blocks("json")[0])
    answered = json.loads(run_shell(curl, port))
    if answered["rome"] == shown["rome"]:
        assert answered == shown
    else:  # the starter has OGR codes of its own
        assert answered["suggestions"][0]["metier"] == shown["suggestions"][0]["metier"]
        assert answered.keys() == shown.keys()


@pytest.mark.slow
def test_every_other_shell_block_runs(port: int) -> None:
    commands = [text for text in blocks("sh") if not text.startswith(("make ", "curl"))]
    commands = [text for text in commands if EVAL not in text]  # they need the official ROME
    assert commands
    for block in commands:
        assert run_shell(block, port)


@pytest.mark.slow
def test_the_evaluation_runs_on_the_official_rome(archive: Path, port: int) -> None:
    assert archive
    commands = [text for text in blocks("sh") if EVAL in text]
    assert commands
    for block in commands:
        assert "Romarin answers" in run_shell(block, port)


@pytest.mark.slow
def test_every_python_block_runs(port: int) -> None:
    assert port
    environ = os.environ | {"PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    for block in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_only_the_test_command_is_not_run() -> None:
    makes = [text.strip() for text in blocks("sh") if text.startswith("make ")]
    assert sorted(makes) == ["make run", "make test"]
    assert {language for language, _ in BLOCKS} == {"sh", "json", "python"}


def test_every_setting_is_listed() -> None:
    names = [setting.name for setting in SETTINGS]
    names += ["ROMARIN_ARCHIVE", "ROMARIN_CACHE", "ROMARIN_OFFLINE"]
    names += ["ROMARIN_THESAURUS", "ROMARIN_PRIORS"]
    assert [name for name in names if f"`{name}`" not in README] == []
