"""`romarin train data` on the tiny archive, and what `romarin train all` refuses."""

import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

from romarin.training.data import PAIRS_FILE, read_pairs


def test_pairs_are_made_counted_and_told(romarin: Romarin, tiny: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("ouvrier du pain\tA1901\n", "utf-8")
    out = tmp_path / "data"
    done = romarin("train", "data", "--archive", str(tiny), "--out", str(out), "--pairs", str(mine))
    assert done.code == 0, done.err
    pairs = list(read_pairs(out / PAIRS_FILE))
    told = json.loads((out / "counts.json").read_text("utf-8"))
    assert told["pairs"] == len(pairs)
    assert f"{len(pairs):,}  pairs in {out}" in done.out
    assert "ouvrier du pain" in {pair.anchor for pair in pairs}


def test_a_file_that_is_not_there_is_named(romarin: Romarin, tiny: Path, tmp_path: Path) -> None:
    missing = tmp_path / "offers.jsonl"
    words = ("--archive", str(tiny), "--out", str(tmp_path / "data"), "--offers", str(missing))
    done = romarin("train", "data", *words)
    assert done.code == 2
    assert "offers.jsonl" in done.err.replace("\n", "")
    assert not (tmp_path / "data").exists()


def test_a_code_that_the_rome_lacks_is_named_even_in_the_first_line(
    romarin: Romarin, tiny: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("ouvrier du pain\tZ9999\n", "utf-8")
    words = ("--archive", str(tiny), "--out", str(tmp_path / "data"), "--pairs", str(mine))
    assert "mine.tsv, line 1: 'Z9999'" in romarin("train", "data", *words).error_line


@pytest.mark.parametrize("verb", ["all", "ablations"])
def test_without_the_extra_training_says_what_to_install_and_begins_nothing(
    romarin: Romarin, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # as Python marks what cannot be imported
    monkeypatch.delitem(sys.modules, "romarin.training.recipe", raising=False)
    out, data = tmp_path / "out", tmp_path / "data"
    data.mkdir()
    more = ("--data", data) if verb == "ablations" else ("--try-out",)
    line = romarin("train", verb, "--archive", tiny, "--out", out, *more).error_line
    assert "pip install 'romarin[train]'" in line
    assert not out.exists()
