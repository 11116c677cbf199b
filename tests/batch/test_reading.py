"""Reading: every format gives the same rows, and what is no document is told, never its text."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.batch.conftest import USUAL, offer, write_lines

from romarin.batch import Asked, Input, Place, Rejected, Row, Task, columns_of
from romarin.batch.errors import ColumnsMissing, InputUnreadable
from romarin.batch.reading import batches
from romarin.batch.records import START

OFFERS = [
    offer(1),
    offer(2, 'Deux lignes\r\net « l\'autre » ; "guillemets", \u2028 et 🥖'),
    {"id": "trois", "title": "", "text": "sans intitulé"},
]


def read(
    path: Path, asked: Asked = USUAL, task: Task = Task.SKILLS, after: Place = START
) -> list[Row | Rejected]:
    files = [(0, Input(path, path.stat().st_size))]
    return [row for batch in batches(files, asked, task, after) for row in batch]


def reasons(path: Path, asked: Asked = USUAL, task: Task = Task.SKILLS) -> list[str]:
    return [row.reason for row in read(path, asked, task) if isinstance(row, Rejected)]


def as_lines(path: Path) -> Path:
    return write_lines(path.with_suffix(".jsonl"), OFFERS)


def as_packed_lines(path: Path) -> Path:
    packed = path.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(as_lines(path).read_bytes()))
    return packed


def as_csv(path: Path, separator: str = ",", start: str = "") -> Path:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        file.write(start)
        rows = csv.DictWriter(file, ["id", "title", "text"], delimiter=separator)
        rows.writeheader()
        rows.writerows(OFFERS)
    return path.with_suffix(".csv")


def as_french_csv(path: Path) -> Path:
    return as_csv(path, ";", "\ufeff")


def as_tabs(path: Path) -> Path:
    return as_csv(path, "\t").rename(path.with_suffix(".tsv"))


def as_packed_csv(path: Path) -> Path:
    packed = path.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(as_csv(path).read_bytes()))
    return packed


def as_parquet(path: Path, rows: list[dict[str, Any]] = OFFERS) -> Path:
    arrow = pytest.importorskip("pyarrow", reason="needs the extra batch")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra batch")
    parquet.write_table(arrow.Table.from_pylist(rows), path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


@pytest.mark.parametrize(
    "write", [as_packed_lines, as_csv, as_french_csv, as_tabs, as_packed_csv, as_parquet]
)
def test_every_format_gives_the_same_rows(write: Callable[[Path], Path], tmp_path: Path) -> None:
    def told(path: Path) -> list[tuple[int, str, str, str]]:
        rows = read(path)
        assert all(isinstance(row, Row) for row in rows), rows
        return [(r.place.row, r.id, r.title, r.text) for r in rows if isinstance(r, Row)]

    lines = told(as_lines(tmp_path / "a"))
    assert [text for *_, text in lines] == [row["text"] for row in OFFERS]
    assert told(write(tmp_path / "b")) == lines


@pytest.mark.parametrize("write", [as_lines, as_packed_lines, as_csv, as_parquet])
def test_reading_goes_on_after_any_row(write: Callable[[Path], Path], tmp_path: Path) -> None:
    path = write(tmp_path / "a")
    rows = read(path)
    assert read(path, after=rows[1].place) == rows[2:]
    assert read(path, after=rows[2].place) == []


def test_a_row_says_how_far_into_the_file_it_is(tmp_path: Path) -> None:
    for path in (as_lines(tmp_path / "a"), as_csv(tmp_path / "b"), as_parquet(tmp_path / "c")):
        assert 0 < read(path)[-1].place.byte <= path.stat().st_size


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "1", "text": "Secret', "not JSON"),
        ('["Secret"]', "JSON, but no object"),
        ('{"id": "1"}', "no text"),
        ('{"id": "1", "text": " \\n"}', "no text"),
        ('{"text": "Secret"}', "no id"),
        ('{"id": null, "text": "Secret"}', "no id"),
        ('{"id": true, "text": "Secret"}', "the id is no string"),
        ('{"id": "1", "text": ["Secret"]}', "the text is no string"),
        ('{"id": "1", "text": "Secret\\u0000"}', "the text holds the character NUL"),
        (json.dumps({"id": "1", "text": "Secret " * 8000}), "the text has 56,000 characters"),
        (json.dumps({"id": "1", "title": "Secret" * 90, "text": "a"}), "the title has 540"),
        (json.dumps({"id": "Secret" * 90, "text": "a"}), "the id has 540 characters"),
        (json.dumps({"id": "1", "text": "Secret " * 2**21}), "a line of more than"),
    ],
)
def test_a_row_that_is_no_document_is_told_without_its_text(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [offer(1)])
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n{json.dumps(offer(4))}\n")
    before, bad, after = read(path)
    assert isinstance(before, Row)
    assert isinstance(bad, Rejected)
    assert bad.reason.startswith(reason)
    assert "Secret" not in repr(bad)
    assert bad.place.row == 3  # the blank line counts, as in an editor
    assert isinstance(after, Row)
    assert after.id == "o4"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_bytes_that_are_no_utf8_cost_only_their_row(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_bytes(b"id,text\n1,caf\xe9\n2,th\xc3\xa9\n")
    else:
        path.write_bytes(b'{"id":"1","text":"caf\xe9"}\n{"id":"2","text":"th\xc3\xa9"}\n')
    bad, good = read(path)
    assert isinstance(bad, Rejected)
    assert isinstance(good, Row)
    assert (good.id, good.text) == ("2", "thé")


def test_a_record_of_csv_with_too_few_or_too_many_values_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,title,text\n1,a,b\n\n2,a\n3,a,b,c\n", "utf-8")
    assert reasons(path) == ["2 values for 3 columns", "4 values for 3 columns"]
    assert [row.place.row for row in read(path)] == [1, 2, 3]


def test_a_quote_that_is_never_closed_does_not_take_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = f"2,{'mot ' * 200}\n"
    path.write_text('id,text\n1,"ouvert\n' + line * 3000, "utf-8")
    rows = read(path)
    assert isinstance(rows[0], Rejected)
    assert sum(isinstance(row, Row) for row in rows) > 1000


def test_numbers_are_ids_too_and_pandas_holes_are_no_values(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 7, "text": "a"},
        {"id": 8.0, "text": "b"},
        {"id": 9, "text": None},
    ]
    first, second, third = read(write_lines(tmp_path / "a.jsonl", rows))
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.id, second.id) == ("7", "8")
    assert isinstance(third, Rejected)
    assert (third.id, third.reason) == ("9", "no text")
    holes = as_parquet(tmp_path / "b", [{"id": 1.0, "text": float("nan")}])
    assert reasons(holes) == ["no text"]


def test_a_title_is_enough_to_predict_a_metier(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [{"id": "1", "title": "Cariste"}, {"id": "2"}])
    assert reasons(path, task=Task.METIERS) == ["neither title nor text"]


def test_french_names_of_columns_are_known(tmp_path: Path) -> None:
    row = {"id": "1", "intitule": "Cariste", "description": "Conduire", "codeNAF": "47.11D"}
    (read_row,) = read(write_lines(tmp_path / "a.jsonl", [row]))
    assert isinstance(read_row, Row)
    assert (read_row.title, read_row.text, read_row.naf) == ("Cariste", "Conduire", "47.11D")


def test_rows_without_an_id_can_go_by_their_number(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [{"text": "Conduire"}])
    (row,) = read(path, Asked(id="@row"))
    assert isinstance(row, Row)
    assert row.id == "a.jsonl:1"


@pytest.mark.parametrize(
    ("asked", "task", "told"),
    [
        (Asked(), Task.SKILLS, "no column id for the id.*--id-column.*@row"),
        (Asked(id="ref", text="corps"), Task.SKILLS, "no column corps.*--text-column"),
        (Asked(id="ref"), Task.SKILLS, "no column text or description"),
        (Asked(id="ref"), Task.METIERS, "for the title or text.*--title-column or --text-column"),
        (Asked(id="ref", text="body", naf="x"), Task.BOTH, "no column x.*--naf-column"),
    ],
)
def test_a_column_that_is_missing_is_told_with_those_found(
    tmp_path: Path, asked: Asked, task: Task, told: str
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [{"ref": "1"}, {"body": "Conduire"}])
    with pytest.raises(ColumnsMissing, match=told) as error:
        columns_of(Input(path, 1), asked, task)
    assert "'ref', 'body'" in str(error.value)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.parquet"])
def test_a_damaged_file_is_told_by_name(tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        path = as_parquet(tmp_path / "a")
    else:
        path = (as_packed_csv if "csv" in name else as_packed_lines)(tmp_path / "a")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputUnreadable, match=name):
        read(path)
