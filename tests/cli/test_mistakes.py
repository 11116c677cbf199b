"""Mistakes of the user: one line on standard error that names the way out, and exit code 1."""

import socket
from pathlib import Path

import pytest
from tests.catalogue.archives import zipped
from tests.catalogue.server import Served, serving
from tests.cli.conftest import Romarin

NOWHERE = Path("/nowhere/rome.zip")


@pytest.mark.parametrize(
    "verb", ["build", "serve", "lookup x", "explain x", "info"], ids=lambda verb: verb.split()[0]
)
def test_a_missing_archive_is_told_by_every_verb(romarin: Romarin, verb: str) -> None:
    line = romarin(*verb.split(), "--archive", NOWHERE).error_line
    assert "/nowhere/rome.zip" in line
    assert "--archive" in line


@pytest.mark.parametrize(
    "verb", ["build", "serve", "lookup x", "explain x", "info"], ids=lambda verb: verb.split()[0]
)
def test_an_archive_of_the_environment_that_is_missing_is_an_error_never_a_fallback(
    romarin: Romarin, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_ARCHIVE", str(NOWHERE))
    done = romarin(*verb.split())
    assert "ROMARIN_ARCHIVE" in done.error_line
    assert "starter catalogue, not" not in done.err
    assert done.out == ""


def test_a_file_that_is_no_archive_is_told(romarin: Romarin, tmp_path: Path) -> None:
    (tmp_path / "rome.zip").write_text("no zip", "utf-8")
    assert "rome.zip" in romarin("build", "--archive", tmp_path / "rome.zip").error_line


def test_an_empty_folder_is_told(romarin: Romarin, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty" in romarin("info", "--archive", tmp_path / "empty").error_line


@pytest.mark.parametrize("option", ["--thesaurus", "--priors"])
def test_a_table_that_cannot_be_read_is_told(
    romarin: Romarin, tiny: Path, tmp_path: Path, option: str
) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_text("term\n", "utf-8")
    for path, told in ((tmp_path / "missing.tsv", "missing.tsv"), (broken, "line 1")):
        line = romarin("build", "--archive", tiny, option, path).error_line
        assert told in line


def test_a_table_of_the_environment_that_is_missing_is_told(
    romarin: Romarin, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_THESAURUS", "/nowhere/one.tsv:/nowhere/two.tsv")
    assert "one.tsv" in romarin("build", "--archive", tiny).error_line


def test_a_folder_for_artefacts_that_is_a_file_is_told(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    line = romarin("build", "--archive", tiny, "--artefacts", tmp_path / "file").error_line
    assert "--artefacts" in line


def test_an_unknown_encoder_is_told(romarin: Romarin, tiny: Path) -> None:
    line = romarin("build", "--archive", tiny, "--encoder", "/nowhere/encoder").error_line
    assert "/nowhere/encoder" in line


def test_a_damaged_artefact_is_told_with_what_mends_it(romarin: Romarin, built: Path) -> None:
    (built / "appellations" / "forms.txt").write_text("other", "utf-8")
    line = romarin("lookup", "x", "--artefacts", built).error_line
    assert "forms.txt" in line
    assert "romarin build" in line


def test_an_artefact_of_another_encoder_is_told(
    romarin: Romarin, hashing_artefact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")
    line = romarin("lookup", "x", "--artefacts", hashing_artefact).error_line
    assert "encoder" in line
    assert "romarin build" in line


def test_a_server_that_cannot_be_reached_is_told(romarin: Romarin) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refuses at once
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/csv"
        line = romarin("fetch", "--url", url).error_line
    assert url in line
    assert "--archive" in line


def test_a_download_that_is_no_archive_is_told(romarin: Romarin, own_environment: Path) -> None:
    with serving(Served(b"<html>maintenance</html>")) as served:
        line = romarin("fetch", "--url", served.url).error_line
    assert "no usable archive" in line
    assert not list(own_environment.glob("*.zip"))


def test_a_downloaded_archive_is_answered_from_next_time(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    archive = zipped(tiny, tmp_path / "rome.zip")
    with serving(Served(archive.read_bytes())) as served:
        done = romarin("fetch", "--url", served.url)
    assert done.code == 0
    assert Path(done.out.strip()).name == "rome-v490.zip"
    assert done.err.startswith("sha256 ")
    found = romarin("lookup", "boulangère")
    assert "6006" in found.out
    assert "version 90" in found.err


def test_a_wrong_setting_is_told_before_anything_is_built(
    romarin: Romarin, tiny: Path, own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_WORKERS", "many")
    line = romarin("serve", "--archive", tiny).error_line
    assert "ROMARIN_WORKERS is 'many'" in line
    assert not own_environment.exists()


def test_a_port_in_use_is_told(romarin: Romarin, built: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = romarin("serve", "--artefacts", built, "--port", str(port)).error_line
    assert str(port) in line
    assert "--port" in line


def test_an_encoder_is_never_exported_over_a_folder(romarin: Romarin, tmp_path: Path) -> None:
    line = romarin("encoder", "export", "model", "--out", tmp_path).error_line
    assert "stands already" in line


@pytest.mark.parametrize(
    "arguments",
    [
        "lookup",
        "lookup x --limit 0",
        "lookup x --limit 26",
        "lookup x --group-by secteur",
        "build --nonsense",
        "build --tolerate -1",
        "serve --port http",
        "encoder export model",
        "frobnicate",
    ],
)
def test_a_wrong_option_exits_2_and_says_which(romarin: Romarin, arguments: str) -> None:
    done = romarin(*arguments.split())
    assert done.code == 2
    assert "Usage: romarin" in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
