"""A file, a column or a value that does not follow the official format gives one clear error."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.archives import csv_path, read_rows, replace, write_rows

from romarin.catalogue import (
    Catalogue,
    ColumnMissing,
    EncodingInvalid,
    FileMissing,
    RomarinError,
    RowInvalid,
    VersionMismatch,
)
from romarin.catalogue.decoding import decode
from romarin.catalogue.schema import SCHEMAS, Schema
from romarin.catalogue.table import Table

FILLED = [(schema.name, column) for schema in SCHEMAS.values() for column in schema.filled]
CLOSED = [(schema.name, column) for schema in SCHEMAS.values() for column in schema.closed]
NUMBERS = [(schema.name, column) for schema in SCHEMAS.values() for column in schema.numbers]


def test_the_format_has_29_files() -> None:
    assert len(SCHEMAS) == 29


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    csv_path(folder, name).unlink()
    with pytest.raises(FileMissing) as caught:
        Catalogue.load(folder)
    assert caught.value.names == (csv_path(folder, name).name,)
    assert csv_path(folder, name).name in str(caught.value)


def test_a_missing_version_is_named(folder: Path) -> None:
    (folder / "version.txt").unlink()
    with pytest.raises(FileMissing, match=r"version\.txt"):
        Catalogue.load(folder)


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    with pytest.raises(FileMissing) as caught:
        Catalogue.load(tmp_path)
    assert len(caught.value.names) == 30


@pytest.mark.parametrize(
    ("name", "column"),
    [(schema.name, column) for schema in SCHEMAS.values() for column in schema.columns],
)
def test_a_missing_column_is_named(tiny: Path, name: str, column: str) -> None:
    raw = csv_path(tiny, name).read_bytes().replace(f'"{column}"'.encode(), b'"other"', 1)
    with pytest.raises(ColumnMissing) as caught:
        Table.parse(SCHEMAS[name], f"{name}.csv", raw)
    assert caught.value.columns == (column,)
    assert f"{name}.csv, line 1: column {column} missing" in str(caught.value)


def test_an_empty_file_lacks_its_header(folder: Path) -> None:
    csv_path(folder, "themes").write_text("\n\n", "utf-8")
    with pytest.raises(ColumnMissing, match="no column"):
        Catalogue.load(folder)


@pytest.mark.parametrize(("name", "column"), FILLED)
def test_an_empty_value_where_one_is_needed_is_refused(
    folder: Path, name: str, column: str
) -> None:
    rows = read_rows(folder, name)
    rows[-1][rows[0].index(column)] = ""
    write_rows(folder, name, rows)
    with pytest.raises(RowInvalid, match=f"{column}: may not be empty"):
        Catalogue.load(folder)


@pytest.mark.parametrize(("name", "column"), CLOSED)
def test_a_value_outside_its_list_is_refused(folder: Path, name: str, column: str) -> None:
    rows = read_rows(folder, name)
    rows[1][rows[0].index(column)] = "X"
    write_rows(folder, name, rows)
    with pytest.raises(RowInvalid, match=f"{column}: one of ") as caught:
        Catalogue.load(folder)
    assert (caught.value.line, caught.value.value) == (2, "X")


@pytest.mark.parametrize(("name", "column"), NUMBERS)
@pytest.mark.parametrize("value", ["", "x", "1.5", "-1", "²", "1" * 5000])
def test_a_number_that_is_none_is_refused(folder: Path, name: str, column: str, value: str) -> None:
    rows = read_rows(folder, name)
    rows[2][rows[0].index(column)] = value
    write_rows(folder, name, rows)
    with pytest.raises(RowInvalid, match="whole number") as caught:
        Catalogue.load(folder)
    assert caught.value.line == 3
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("row", ['"1","2"', '"1","2","3","4"'])
def test_a_row_too_short_or_too_long_is_refused(folder: Path, row: str) -> None:
    replace(folder, "rubrique_mobilite", '"A1901","G1901","1"', row)
    with pytest.raises(RowInvalid, match="under 3 columns") as caught:
        Catalogue.load(folder)
    assert caught.value.line == 2


def test_a_row_is_found_by_its_line_after_fields_of_several_lines(folder: Path) -> None:
    path = csv_path(folder, "centre_interet")
    text = path.read_text("utf-8").rstrip() + '\n\n"5","",""\n'
    path.write_text(text, "utf-8")
    with pytest.raises(RowInvalid) as caught:
        Catalogue.load(folder)
    assert text.split("\n")[caught.value.line - 1] == '"5","",""'


def test_a_quote_never_closed_is_refused(folder: Path) -> None:
    path = csv_path(folder, "texte")
    text = path.read_text("utf-8").replace('soins."', "soins.", 1)
    path.write_text(text, "utf-8")
    with pytest.raises(RowInvalid, match="not readable as CSV") as caught:
        Catalogue.load(folder)
    assert "dossier de soins." in text.split("\n")[caught.value.line - 1]
    assert "J1901" in caught.value.value


def test_a_file_cut_off_in_the_middle_of_a_row_is_refused(folder: Path) -> None:
    path = csv_path(folder, "liens_rome_referentiels")
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.rfind(b",")])
    with pytest.raises(RowInvalid, match="liens_rome_referentiels"):
        Catalogue.load(folder)


def test_windows_line_ends_and_a_byte_order_mark_load(folder: Path, tiny: Path) -> None:
    for path in folder.iterdir():
        text = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(text if b"secteur_naf" in path.name.encode() else b"\xef\xbb\xbf" + text)
    assert Catalogue.load(folder).metiers == Catalogue.load(tiny).metiers


@pytest.mark.parametrize("apostrophe", ["’", "ʼ"])
def test_both_forms_of_the_same_release_give_the_same_labels(
    folder: Path, tiny: Path, apostrophe: str
) -> None:
    for path in folder.glob("*.csv"):
        if "secteur_naf" not in path.name:
            path.write_text(path.read_text("utf-8").replace("'", apostrophe), "utf-8")
    damaged, whole = Catalogue.load(folder), Catalogue.load(tiny)
    assert damaged.appellations == whole.appellations
    assert damaged.competences == whole.competences
    assert "Infirmier diplômé / Infirmière diplômée d'État (IDE)" in {
        one.libelle for one in damaged.appellations.values()
    }


def test_any_file_may_be_iso_8859_15(folder: Path, tiny: Path) -> None:
    path = csv_path(folder, "referentiel_savoir")
    path.write_bytes(path.read_bytes().decode().encode("iso-8859-15"))
    assert Catalogue.load(folder).competences == Catalogue.load(tiny).competences


@pytest.mark.parametrize(
    ("encode", "reason"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.encode("cp1252"), "Windows-1252"),
        (lambda text: text.encode().decode("iso-8859-1").encode(), "encoded twice"),
        (lambda text: text.encode().decode("cp1252").encode(), "encoded twice"),
        (lambda text: text.encode() + b"\xe9t\xe9", "broken UTF-8"),
        (lambda text: text.encode().replace(b"\xc3\xa9", b"\xc3", 1) + "é".encode(), "broken"),
    ],
)
def test_a_wrong_encoding_is_refused_with_its_line(encode, reason: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    text = '"a"\n"ok"\n"l’été — Émergente"\n"ok"\n'
    with pytest.raises(EncodingInvalid, match=reason) as caught:
        decode("a.csv", encode(text))
    assert caught.value.line in {1, 3, 5}
    assert "a.csv, line" in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_one_error(raw: bytes) -> None:
    with suppress(EncodingInvalid):
        assert "’" not in decode("a.csv", raw)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0’ʼÃâ\ufeff")))
def test_text_in_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode("a.csv", text.encode()) == text


SMALL = Schema("small", ("a", "b"), filled=("a",))


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=8), st.data())
def test_every_row_is_found_on_its_own_line(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Whatever the fields hold: quotes, commas, line ends."""
    clean = [[value.translate(DROPPED).strip() for value in pair] for pair in pairs]
    clean = [row for row in clean if row[0]]
    text, begins = '"a","b"\n', []
    for row in clean:
        text += "\n" * data.draw(st.integers(0, 2))
        begins.append(text.count("\n") + 1)
        text += ",".join('"' + value.replace('"', '""') + '"' for value in row) + "\n"
    table = Table.parse(SMALL, "small.csv", text.encode())
    assert [list(row) for row in table.rows] == clean
    assert [table.line_of(row) for row in table.rows] == begins


# what decoding changes or refuses, surrogates, and the line ends that csv counts otherwise
DROPPED = {ord(char): None for char in "\0’ʼÃâ\r"} | dict.fromkeys(range(0xD800, 0xE000))


@pytest.mark.parametrize("name", ["themes", "referentiel_appellation"])
def test_files_of_two_releases_do_not_mix(folder: Path, name: str) -> None:
    path = csv_path(folder, name)
    path.rename(folder / path.name.replace("_v490_", "_v491_"))
    with pytest.raises(VersionMismatch, match="v491"):
        Catalogue.load(folder)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("version : 90", "version : 60", VersionMismatch),
        ("version : 90", "version : ninety", RowInvalid),
        ("version : 90", "version :", RowInvalid),
        ("Numero de version", "Version", RowInvalid),
        ("02/03/2026", "2026-03-02", RowInvalid),
        ("02/03/2026", "31/02/2026", RowInvalid),
        ("Description", "Origine : elsewhere\nDescription", RowInvalid),
    ],
)
def test_a_version_that_cannot_be_read_is_refused(
    folder: Path, old: str, new: str, error: type[RomarinError]
) -> None:
    version = folder / "version.txt"
    text = version.read_text("utf-8")
    assert old in text
    version.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(error, match=r"version\.txt"):
        Catalogue.load(folder)


def test_what_version_txt_says_at_length_is_not_taken_for_a_field(folder: Path) -> None:
    version = folder / "version.txt"
    text = version.read_text("utf-8") + "\nOn lit : Numero de version : 12\nTitre/commentaire : x\n"
    version.write_text(text, "utf-8")
    assert Catalogue.load(folder).release.title == "ROME d'essai version 90"
