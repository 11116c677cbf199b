"""`romarin eval calibrate`: from case files to the numbers of the engines."""

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

from romarin.catalogue import Catalogue
from romarin.encoder import FALLBACK, packaged_folder, read_scale
from romarin.engines import Confidence
from romarin.engines.confidence import SIGNS
from romarin.text import fold, split_gender

HEADER = "query\tfamily\taccepted_ogr\taccepted_rome\tnote\n"


@pytest.fixture
def cases(tiny_catalogue: Catalogue, tmp_path: Path) -> tuple[Path, Path]:
    """Every job and every skill of the tiny archive by its label, and strings that are none."""
    jobs, skills = tmp_path / "jobs.tsv", tmp_path / "skills.tsv"
    names = {
        fold(split_gender(one.libelle).masculine): one.code_rome
        for one in tiny_catalogue.appellations.values()
    }
    lines = [
        f"{start}{name}\twords\t\t{code}\t\n"
        for name, code in names.items()
        for start in ("", "galaxie planetaire de ")  # words of no label: meaning is asked
    ]
    lines += [f"{word}\tout_of_scope\t\t\t\n" for word in ("azerty uiop", "recette de gratin")]
    jobs.write_text(HEADER + "".join(lines), "utf-8")
    names = {fold(one.libelle): one.code for one in tiny_catalogue.competences.values()}
    lines = [f"{name}\twords\t{code}\t\t\n" for name, code in names.items()]
    skills.write_text(HEADER + "".join(lines), "utf-8")
    return jobs, skills


def test_scale_and_confidence_are_fitted_and_written(
    romarin: Romarin, tiny: Path, cases: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, out = tmp_path / "encoder", tmp_path / "confidence.json"
    shutil.copytree(packaged_folder(), folder)
    (folder / "scale.json").unlink()
    assert read_scale(folder) == FALLBACK
    words = ("--archive", str(tiny), "--queries", str(cases[0]), "--competences", str(cases[1]))
    files = (
        "--scale",
        str(folder),
        "--confidence",
        str(out),
        "--artefacts",
        str(tmp_path / "made"),
    )
    done = romarin("eval", "calibrate", *words, *files)
    assert done.code == 0, done.err
    assert read_scale(folder) != FALLBACK
    assert "ece of first" in done.out
    for kind in ("appellations", "competences"):
        told = json.loads(out.read_text("utf-8"))[kind]
        weights = tuple(told["weights"][sign] for sign in SIGNS[1:])
        assert set(Confidence(told["ways"], told["within"], weights).ways) == set(Confidence.WAYS)


def test_too_few_cases_are_told_and_nothing_is_written(
    romarin: Romarin, tiny: Path, cases: tuple[Path, Path], tmp_path: Path
) -> None:
    few, out = tmp_path / "few.tsv", tmp_path / "confidence.json"
    few.write_text(f"{HEADER}boulanger\twords\t\tD1901\t\n", "utf-8")
    words = ("--archive", str(tiny), "--queries", str(few), "--competences", str(cases[1]))
    done = romarin("eval", "calibrate", *words, "--confidence", str(out))
    assert done.code == 1
    assert "give more cases" in done.error_line
    assert not out.exists()


def test_titles_without_their_coding_are_refused(
    romarin: Romarin, tiny: Path, cases: tuple[Path, Path], tmp_path: Path
) -> None:
    titles, out = tmp_path / "titles.jsonl", tmp_path / "confidence.json"
    titles.write_text("{}\n", "utf-8")
    words = ("--archive", str(tiny), "--queries", str(cases[0]), "--competences", str(cases[1]))
    done = romarin("eval", "calibrate", *words, "--titles", str(titles), "--confidence", str(out))
    assert done.code == 2
    assert "teaches nothing without --coding" in done.err
    assert not out.exists()
