"""The wheel: installed in a clean virtual environment, it serves what a fresh machine has."""

import json
import os
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from tests.processes import free_port, wait_until_ready

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    [built] = folder.glob("romarin-*.whl")
    return built


@pytest.fixture(scope="module")
def romarin(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in a virtual environment that has nothing but the wheel."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    return folder / "bin" / "romarin"


@pytest.fixture
def url(romarin: Path, tmp_path: Path) -> Iterator[str]:
    """A server without archive and without network, in an empty folder."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if name != "ROMARIN_ARCHIVE"}
    server = subprocess.Popen(
        [romarin, "serve", "--port", str(port), "--archive", str(starter(romarin))],
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def starter(romarin: Path) -> Path:
    """The starter catalogue inside the environment's own packages."""
    [folder] = romarin.parents[1].glob("lib/python*/site-packages/romarin/catalogue/starter")
    return folder


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, cwd=ROOT)


@pytest.mark.slow
def test_the_wheel_holds_the_data_and_no_stage_folder(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as members:
        names = members.namelist()
    assert "romarin/catalogue/thesaurus.tsv" in names
    assert "romarin/text/noise.tsv" in names
    assert "romarin/indexing/commonest.tsv" in names
    assert any(name.endswith("model.onnx") for name in names)
    assert any(name.startswith("romarin/api/html/") for name in names)
    assert [name for name in names if not name.startswith(("romarin/", "romarin-"))] == []


@pytest.mark.slow
def test_an_installed_wheel_serves_the_starter(url: str) -> None:
    with urlopen(f"{url}/v1/completions?q={quote('dév web')}", timeout=30) as answer:
        found = json.load(answer)
    assert found["rome"] == {"version": "460", "source": "starter"}
    assert found["suggestions"][0]["metier"]["code"] == "M1855"
    with urlopen(url, timeout=30) as page:
        assert "pas le ROME officiel" in page.read().decode()
