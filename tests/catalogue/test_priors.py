"""Priors are counts by OGR code, of the codes that the catalogue has."""

from pathlib import Path

import pytest

from romarin.catalogue import Catalogue, EncodingInvalid, ListUnreadable, RowInvalid, load_priors

HEADER = "code_ogr\tfrequency\tlabel\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "priors.tsv"


def test_counts_of_appellations_and_skills_are_read(catalogue: Catalogue, path: Path) -> None:
    path.write_text(HEADER + "6001\t12\tMaraîcher\n\n8102\t0\n", "utf-8")
    priors = load_priors(path, catalogue)
    assert dict(priors) == {"6001": 12, "8102": 0}
    assert priors.unknown == ()
    assert priors.get("6002", 0) == 0


def test_codes_that_the_catalogue_lacks_are_listed(catalogue: Catalogue, path: Path) -> None:
    path.write_text(HEADER + "1\t5\n6001\t2\nM1901\t7\n", "utf-8")
    priors = load_priors(path, catalogue)
    assert dict(priors) == {"6001": 2}
    assert priors.unknown == ("1", "M1901")


def test_two_columns_are_enough(catalogue: Catalogue, path: Path) -> None:
    path.write_text("ogr\tn\n6001\t2\n", "utf-8")
    assert len(load_priors(path, catalogue)) == 1


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("6001", "6001"),
        ("6001,12", "6001,12"),
        ("\t12", "12"),
        ("6001\t", ""),
        ("6001\t-1", "-1"),
        ("6001\t1.5", "1.5"),
        ("6001\t1 000", "1 000"),
        ("6001\t²", "²"),
        ("6001\t" + "9" * 40, "9" * 40),
        ("6002\t3", "6002"),
    ],
)
def test_a_malformed_line_is_named(catalogue: Catalogue, path: Path, line: str, value: str) -> None:
    path.write_text(f"{HEADER}6002\t1\n{line}\n", "utf-8")
    with pytest.raises(RowInvalid) as caught:
        load_priors(path, catalogue)
    assert (caught.value.line, caught.value.file) == (3, str(path))
    assert value in caught.value.value


@pytest.mark.parametrize("text", ["", "6001\t2\n6002\t3\n", "code_ogr\n6001\n"])
def test_the_header_is_required(catalogue: Catalogue, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(RowInvalid, match="header") as caught:
        load_priors(path, catalogue)
    assert caught.value.line == 1


def test_a_file_that_cannot_be_read_is_said(catalogue: Catalogue, path: Path) -> None:
    with pytest.raises(ListUnreadable, match="No such file"):
        load_priors(path, catalogue)
    path.write_bytes(HEADER.encode() + b"6001\t2\tmara\xeecher\n")
    with pytest.raises(EncodingInvalid, match="line 2"):
        load_priors(path, catalogue)
