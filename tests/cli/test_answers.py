"""`romarin lookup`, `explain` and `info`: what they print, for people and for scripts."""

import json
import shutil
from pathlib import Path

import pytest
from tests.catalogue.archives import csv_path
from tests.cli.conftest import Romarin

VERBS = (
    "build",
    "serve",
    "lookup",
    "explain",
    "extract",
    "predict",
    "info",
    "fetch",
    "encoder",
    "encoder list",
    "encoder export",
)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_exits_0(romarin: Romarin, verb: str) -> None:
    done = romarin(*verb.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert "Usage: romarin" in done.out


def test_help_names_every_verb(romarin: Romarin) -> None:
    out = romarin("--help").out
    assert all(verb.split()[0] in out for verb in VERBS)


def test_lookup_prints_code_label_metier_and_reason(romarin: Romarin, built: Path) -> None:
    done = romarin("lookup", "boulangère", "--artefacts", built)
    assert done.code == 0
    assert all(word in done.out for word in ("6006", "Boulanger / Boulangère", "D1901", "prefix"))


def test_lookup_as_json_parses(romarin: Romarin, built: Path) -> None:
    done = romarin("lookup", "dév web", "--limit", "1", "--json", "--artefacts", built)
    (first,) = json.loads(done.out)
    assert (first["code"], first["metier"]["code"]) == ("6044", "M1901")
    assert (first["reason"], first["matchedForm"]) == ("words", "Développeur web")
    assert 0 < first["score"] <= 1


def test_lookup_of_skills_as_json_parses(romarin: Romarin, built: Path) -> None:
    done = romarin("lookup", "haccp", "--skills", "--json", "--artefacts", built)
    assert [(row["code"], row["type"]) for row in json.loads(done.out)] == [("8504", "SAVOIR")]


def test_lookup_by_metier_shows_each_once(romarin: Romarin, built: Path) -> None:
    options = ("--group-by", "metier", "--json", "--limit", "25", "--artefacts", built)
    codes = [row["metier"]["code"] for row in json.loads(romarin("lookup", "c", *options).out)]
    assert len(codes) == len(set(codes)) > 1


def test_no_answer_is_no_error(romarin: Romarin, built: Path) -> None:
    assert romarin("lookup", "bonjour", "--artefacts", built).out == "no answer\n"
    assert json.loads(romarin("lookup", "bonjour", "--json", "--artefacts", built).out) == []
    assert romarin("lookup", "", "--artefacts", built).code == 0


def test_a_built_artefact_needs_no_archive(
    romarin: Romarin, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_ARCHIVE", "/nowhere")
    assert romarin("lookup", "cariste", "--artefacts", built).code == 0


def test_explain_prints_the_steps_and_the_parts(romarin: Romarin, built: Path) -> None:
    done = romarin("explain", "dév web", "--artefacts", built)
    assert done.code == 0
    for word in ("answer a code", "rank words", "merge", "ms", "by the form 'Développeur web'"):
        assert word in done.out
    assert "popularity" in done.out


def test_explain_of_skills_prints_them_too(romarin: Romarin, built: Path) -> None:
    assert "Méthode HACCP" in romarin("explain", "haccp", "--skills", "--artefacts", built).out


def test_brackets_in_a_query_are_printed_as_they_are(romarin: Romarin, built: Path) -> None:
    done = romarin("explain", "[bold]cariste[/bold] [/]", "--artefacts", built)
    assert done.code == 0
    assert "Cariste" in done.out


def test_info_prints_version_date_counts_and_licence(romarin: Romarin, tiny: Path) -> None:
    done = romarin("info", "--archive", tiny)
    assert done.code == 0
    for word in ("490", "2026-03-02", "Licence Ouverte 2.0", "appellations", "70"):
        assert word in done.out


def test_info_as_json_parses(romarin: Romarin, tiny: Path) -> None:
    facts = json.loads(romarin("info", "--json", "--archive", tiny).out)
    assert (facts["version"], facts["source"]) == ("490", "official")
    assert facts["counts"]["métiers"] == 13
    assert len(facts["sha256"]) == 64


def test_info_without_an_archive_tells_the_starter(romarin: Romarin) -> None:
    facts = json.loads(romarin("info", "--json").out)
    assert facts["source"] == "starter"
    assert "pas le ROME officiel" in facts["licence"]


def test_info_lists_the_rows_that_were_tolerated(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "rome"))
    path = csv_path(folder, "rubrique_mobilite")
    *rows, last = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*rows, last.replace('"N1901"', '"Z1901"')]) + "\n", "utf-8")
    assert "--tolerate 1" in romarin("info", "--archive", folder).error_line
    done = romarin("info", "--archive", folder, "--tolerate", "3")
    assert done.code == 0
    assert "left out: " in done.out
