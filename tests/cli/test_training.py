"""`romarin train data` on the tiny archive."""

import json
from pathlib import Path

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
