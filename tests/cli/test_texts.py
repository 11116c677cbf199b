"""`romarin extract` and `romarin predict`: what they print, for people and for scripts."""

import io
import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

OFFER = "Vous pétrissez la pâte et respectez la méthode HACCP.\nAnglais apprécié.\n"


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    path = tmp_path / "offre.txt"
    path.write_text(OFFER, "utf-8")
    return path


@pytest.fixture
def with_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")


@pytest.mark.slow
@pytest.mark.usefixtures("with_encoder")
def test_extract_as_json_is_the_api_s_shape(
    romarin: Romarin, starter_artefact: Path, offer: Path
) -> None:
    options = ("--kind", "offre", "--title", "Boulanger", "--min-score", "0.1", "--json")
    told = json.loads(romarin("extract", offer, *options, "--artefacts", starter_artefact).out)
    assert (told["id"], told["pages"], told["text"]) == ("offre.txt", None, OFFER)
    assert told["rome"]["source"] == "starter"
    assert {"mentions", "competences", "unresolved", "metiers", "unsure"} <= told.keys()
    for one in (*told["mentions"], *told["unresolved"]):
        assert told["text"][one["start"] : one["end"]] == one["text"]


@pytest.mark.slow
@pytest.mark.usefixtures("with_encoder")
def test_extract_reads_standard_input_and_prints_a_table(
    romarin: Romarin, starter_artefact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("Méthode HACCP".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    done = romarin("extract", "-", "--explain", "--artefacts", starter_artefact)
    assert done.code == 0, done.err
    assert "HACCP" in done.out
    assert "passage" in done.out


def test_extract_without_an_encoder_says_what_is_missing(
    romarin: Romarin, built: Path, offer: Path
) -> None:
    assert "needs an encoder" in romarin("extract", offer, "--artefacts", built).error_line


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "holds no text"), (b"%PDF-1.7 nothing", "cannot be read")]
)
def test_a_file_without_text_is_a_mistake_of_one_line(
    romarin: Romarin, built: Path, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(content)
    assert reason in romarin("extract", path, "--artefacts", built).error_line


def test_a_file_that_is_not_there_is_named(romarin: Romarin, tmp_path: Path) -> None:
    line = romarin("extract", tmp_path / "nothing.pdf").error_line
    assert "nothing.pdf: No such file" in line
    assert "- for standard input" in line


def test_predict_prints_métiers(romarin: Romarin, built: Path) -> None:
    done = romarin("predict", "--title", "Boulangère H/F", "--naf", "1071C", "--artefacts", built)
    assert done.code == 0, done.err
    assert "D1901" in done.out


def test_predict_as_json_is_the_api_s_shape(romarin: Romarin, built: Path, offer: Path) -> None:
    options = ("--text-file", offer, "--limit", "2", "--json", "--artefacts", built)
    told = json.loads(romarin("predict", *options).out)
    assert len(told["metiers"]) <= 2
    assert {"metiers", "margin", "unsure", "rome"} == told.keys()
    assert all({"code", "libelle", "appellation", "score"} == one.keys() for one in told["metiers"])


@pytest.mark.parametrize(
    ("command", "way_out"),
    [
        (("predict",), "--text-file"),
        (("predict", "--title", " "), "--text-file"),
        (("predict", "--title", "x", "--naf", "471"), "4711D, 47.11D or 47"),
        (("extract", "x", "--kind", "offer"), "offre or cv"),
        (("extract", "x", "--min-score", "2"), "--min-score"),
        (("serve", "--without", "lookup"), "extraction"),
    ],
)
def test_a_wrong_option_is_told_with_the_way_out(
    romarin: Romarin, command: tuple[str, ...], way_out: str
) -> None:
    done = romarin(*command)
    assert done.code in (1, 2)
    assert way_out in " ".join(done.err.split())
