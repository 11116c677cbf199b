"""`romarin train extraction`: from annotated texts to the numbers of the engine."""

import json
import sys
from pathlib import Path
from random import Random

import pytest
from tests.cli.conftest import Romarin

pytest.importorskip("sklearn", reason="needs the extra eval")

from romarin.cli import extracting, extraction_course
from romarin.engines.extraction.ranking import Ranker
from romarin.tagger import WEIGHTS
from romarin.training.tagging.folds import Begun, fold_folder

TEXTS = {
    "cariste": "Vous ⟦conduisez un chariot élévateur|task|8226⟧. ⟦Permis B|required|8523⟧ exigé.",
    "livreur": "Vous ⟦livrez un colis|task|8228⟧. ⟦CACES R489|required|8522⟧ exigé.",
    "caissier": "Vous ⟦encaissez un achat|task|8223⟧. ⟦Anglais|required|8525⟧ exigé.",
}


def marked(text: str) -> tuple[str, list[dict[str, object]]]:
    """The text without its brackets, and what stood in them."""
    plain, mentions = "", []
    for piece in text.replace("⟧", "⟦").split("⟦"):
        phrase, *told = piece.split("|")
        if told:
            level, code = told
            place = {"start": len(plain), "end": len(plain) + len(phrase)}
            mentions.append({**place, "text": phrase, "codes": [code], "level": level})
        plain += phrase
    return plain, mentions


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Three offers, their skills marked."""
    lines = []
    for name, text in TEXTS.items():
        plain, mentions = marked(text)
        told = {"id": name, "kind": "offre", "title": name, "text": plain, "rome": []}
        lines.append(json.dumps({**told, "mentions": mentions}, ensure_ascii=False))
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def few_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the packaged texts, which take minutes to learn from."""
    folder = tmp_path / "texts"
    folder.mkdir()
    told = "Vous ⟦préparez une commande|task⟧. ⟦SQL|required⟧ exigé."
    (folder / "few.txt").write_text(f"##### t-1 | Essai | offre\n{told}\n", "utf-8")
    monkeypatch.setattr(extraction_course, "TEXTS", folder)
    named = tmp_path / "named.tsv"
    named.write_text("text\tstart\tcodes\nt-1\t5\t8224\nt-1\t27\t\n", "utf-8")
    monkeypatch.setattr(extraction_course, "NAMED", named)


def folds_of(cases: Path) -> list[list[str]]:
    """The ids of each fold, as the command parts the cases."""
    ids = [json.loads(line)["id"] for line in cases.read_text("utf-8").split("\n")]
    order = list(range(len(ids)))
    Random(extraction_course.SEED).shuffle(order)
    places = [order.index(at) % extraction_course.FOLDS for at in range(len(ids))]
    return [
        [one for one, place in zip(ids, places, strict=True) if place == fold]
        for fold in range(extraction_course.FOLDS)
    ]


@pytest.fixture
def taggers(cases: Path, tmp_path: Path) -> Path:
    """The packaged one for each fold: what is tested here learns from what was found."""
    folder = tmp_path / "taggers"
    Begun("", folds_of(cases)).keep(folder)
    for fold in range(extraction_course.FOLDS):
        fold_folder(folder, fold).symlink_to(WEIGHTS)
    return folder


@pytest.mark.usefixtures("few_texts")
def test_numbers_are_written_that_the_engine_reads(
    romarin: Romarin, cases: Path, taggers: Path, tiny: Path, tmp_path: Path
) -> None:
    out = tmp_path / "numbers"
    options = ("--archive", tiny, "--encoder", "romarin-mini", "--artefacts", tmp_path / "made")
    done = romarin(
        "train", "extraction", "--out", out, "--cases", cases, "--taggers", taggers, *options
    )
    assert done.code == 0, done.err
    assert "linking of 6 marked phrases" in done.out
    assert "mention_f1: " in done.out
    assert "min_score: " in done.out
    told = json.loads((out / extracting.RANKER).read_text("utf-8"))
    assert told["default"] == "romarin-mini"
    assert 0 < Ranker.of(told["encoders"]["romarin-mini"]).min_score < 1


@pytest.mark.usefixtures("few_texts")
def test_taggers_that_held_other_cases_out_are_refused(
    romarin: Romarin, cases: Path, taggers: Path, tiny: Path, tmp_path: Path
) -> None:
    lines = cases.read_text("utf-8").split("\n")
    cases.write_text("\n".join(lines[1:]), "utf-8")
    line = romarin(
        "train",
        "extraction",
        *("--out", tmp_path / "out", "--cases", cases, "--taggers", taggers),
        *("--archive", tiny, "--artefacts", tmp_path / "made"),
    ).error_line
    assert "folds of 3 cases" in line
    assert "another --out" in line


def test_without_the_extra_the_way_to_it_is_told(
    romarin: Romarin, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("romarin.cli.", "romarin.tra"))]:
        if name.rpartition(".")[2] in (
            "extracting",
            "extraction_course",
            "judgement",
            "ranker",
        ):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "romarin.training.extraction", raising=False)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    line = romarin(
        "train", "extraction", "--out", tmp_path, "--cases", cases, "--taggers", tmp_path
    ).error_line
    assert "scipy" in line
    assert "pip install 'romarin[eval]'" in line
