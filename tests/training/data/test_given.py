"""Titles written by hand: beside the name that they resemble, and beside their métier."""

from dataclasses import replace
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue, RowInvalid
from romarin.training.data import Inputs, Pair, build


def _given(catalogue: Catalogue, path: Path, lines: str) -> list[Pair]:
    path.write_text(lines, encoding="utf-8")
    inputs = replace(Inputs(thesaurus=None, phrases=None), titles=path)
    pairs = build(catalogue, inputs, hold_out=False).pairs
    return [pair for pair in pairs if pair.source == "title/hand"]


def test_a_title_goes_with_the_nearest_name_and_with_the_metier(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    lines = "code\ttitle\nD1901\tapprenti en boulangerie H/F\n"
    found = _given(tiny_catalogue, tmp_path / "titles.tsv", lines)
    nearest, metier = (pair.positive for pair in found)
    assert nearest in ("Apprenti boulanger", "Apprentie boulangère")
    assert metier in ("Boulanger", "Boulangère")
    assert {pair.keys for pair in found} == {("D1901",)}
    assert {pair.anchor for pair in found} == {"apprenti en boulangerie H/F"}


def test_a_code_of_another_release_is_passed_over(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    lines = "code\ttitle\nZ9999\tmitron\n"
    assert not _given(tiny_catalogue, tmp_path / "titles.tsv", lines)


def test_a_title_without_its_code_is_told_with_its_line(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(RowInvalid, match=r"titles\.tsv, line 2"):
        _given(tiny_catalogue, tmp_path / "titles.tsv", "code\ttitle\nmitron\n")


def test_the_packaged_titles_are_read(tiny_catalogue: Catalogue) -> None:
    pairs = build(tiny_catalogue, Inputs(), hold_out=False).pairs
    assert any(pair.source == "title/hand" for pair in pairs)
