"""Every relation between the files holds, or one error names file, line and value."""

import re
from pathlib import Path

import pytest
from tests.catalogue.archives import csv_path, read_rows, write_rows

from romarin.catalogue import Catalogue, OrphanKey, RowInvalid
from romarin.catalogue.integrity import check
from romarin.catalogue.relations import DECIDED, FILED, RELATIONS, UNIQUE, Keys, Relation
from romarin.catalogue.schema import SCHEMAS
from romarin.catalogue.table import Table

UNKNOWN = "99999999"


# A métier and its domaine point at each other: which of the two is named is chosen, see below.
ONE_WAY = [relation for relation in RELATIONS if relation.source != FILED]


@pytest.mark.parametrize("relation", ONE_WAY, ids=lambda relation: str(relation.source))
def test_a_key_that_no_row_has_is_refused(folder: Path, relation: Relation) -> None:
    line, value = break_relation(folder, relation)
    with pytest.raises((OrphanKey, RowInvalid)) as caught:
        Catalogue.load(folder)
    assert str(caught.value.file).endswith(csv_path(folder, relation.source.table).name)  # type: ignore[attr-defined]
    assert caught.value.line == line  # type: ignore[attr-defined]
    assert value in str(caught.value)
    assert f"line {line}" in str(caught.value)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: str(relation.source))
def test_a_relation_catches_its_own_orphans(tiny: Path, relation: Relation) -> None:
    """Alone, so that no other relation hides it."""
    tables = {
        name: Table.parse(schema, name, csv_path(tiny, name).read_bytes())
        for name, schema in SCHEMAS.items()
    }
    keys = relation.source
    row, key = next(iter(keys.over(tables)))
    known = set().union(*(target.distinct(tables) for target in relation.targets))
    assert key in known
    table = tables[keys.table]
    place = table.schema.index(keys.columns[0])
    broken = [*row[:place], UNKNOWN, *row[place + 1 :]]
    table.rows = [broken if other is row else other for other in table.rows]
    assert not keys.distinct(tables) <= known


@pytest.mark.parametrize("relation", ONE_WAY, ids=lambda relation: str(relation.source))
def test_a_tolerated_orphan_is_left_out_and_listed(folder: Path, relation: Relation) -> None:
    line, value = break_relation(folder, relation)
    catalogue = Catalogue.load(folder, tolerate=1000)
    first = catalogue.tolerated[0]
    assert (first.line, csv_path(folder, relation.source.table).name) == (
        line,
        first.file.partition(": ")[2],
    )
    assert value in first.value


def test_more_orphans_than_tolerated_are_refused(folder: Path) -> None:
    rows = read_rows(folder, "rubrique_mobilite")
    rows += [["A1901", "Z9998", "8"], ["A1901", "Z9999", "9"]]
    write_rows(folder, "rubrique_mobilite", rows)
    catalogue = Catalogue.load(folder, tolerate=2)
    assert [(one.line, one.value) for one in catalogue.tolerated] == [
        (len(rows) - 1, "Z9998"),
        (len(rows), "Z9999"),
    ]
    assert "Z9999" not in {move.code_rome_cible for move in catalogue.mobilites["A1901"]}
    with pytest.raises(OrphanKey, match="Z9999") as caught:
        Catalogue.load(folder, tolerate=1)
    assert caught.value.tolerated == 1
    assert "--tolerate 2" in str(caught.value)


def test_what_hangs_on_a_dropped_row_is_dropped_and_listed_too(folder: Path) -> None:
    rows = read_rows(folder, "referentiel_appellation")
    rows[1][3] = "Z9999"
    write_rows(folder, "referentiel_appellation", rows)
    catalogue = Catalogue.load(folder, tolerate=10)
    assert rows[1][0] not in catalogue.appellations
    dropped = [re.sub(r".*unix_(.*)_v490.*", r"\1", one.file) for one in catalogue.tolerated]
    assert dropped == [
        "referentiel_appellation",
        "liens_rome_referentiels",
        "cr_gd_dp_appellations",
    ]


def test_a_metier_without_domaine_and_all_its_rows_can_be_left_out(folder: Path) -> None:
    rows = read_rows(folder, "cr_gd_dp")
    write_rows(folder, "cr_gd_dp", [row for row in rows if row[0] != "G1901"])
    with pytest.raises(OrphanKey, match="G1901"):
        Catalogue.load(folder)
    catalogue = Catalogue.load(folder, tolerate=100)
    assert "G1901" not in catalogue.metiers
    assert catalogue.appellations_of("G1901") == ()
    assert len(catalogue.liens) == len(catalogue.metiers) == 12


@pytest.mark.parametrize(
    "keys", [keys for group in UNIQUE for keys in group], ids=lambda keys: str(keys)
)
def test_a_key_that_stands_twice_is_refused(folder: Path, keys: Keys) -> None:
    rows = read_rows(folder, keys.table)
    write_rows(folder, keys.table, [*rows, rows[1]])
    expected = line_of(folder, keys.table, len(rows))
    with pytest.raises(RowInvalid, match="stands already") as caught:
        Catalogue.load(folder)
    assert caught.value.line == expected
    assert keys.table in caught.value.file


def test_an_ogr_names_one_thing_only(folder: Path) -> None:
    savoirs = read_rows(folder, "referentiel_savoir")
    appellations = read_rows(folder, "referentiel_appellation")
    savoirs[3][0] = appellations[2][0]
    write_rows(folder, "referentiel_savoir", savoirs)
    with pytest.raises(RowInvalid, match="stands already in referentiel_appellation"):
        Catalogue.load(folder)


@pytest.mark.parametrize("decided", DECIDED, ids=lambda decided: str(decided[0]))
def test_a_place_of_the_tree_has_one_parent(folder: Path, decided: tuple[Keys, Keys]) -> None:
    key, whole = decided
    rows = read_rows(folder, key.table)
    place = rows[0].index(whole.columns[1])
    rows[2][place] = "another"
    write_rows(folder, key.table, rows)
    with pytest.raises(RowInvalid, match="another row says") as caught:
        Catalogue.load(folder)
    assert caught.value.line == 3


def test_the_tiny_archive_has_no_orphan(tiny: Path) -> None:
    tables = {
        name: Table.parse(schema, name, csv_path(tiny, name).read_bytes())
        for name, schema in SCHEMAS.items()
    }
    assert check(tables, tolerate=0) == ()
    assert all(list(relation.source.over(tables)) for relation in RELATIONS)


def break_relation(folder: Path, relation: Relation) -> tuple[int, str]:
    """Gives one row of the source a key that no row has; its line and the new value."""
    keys = relation.source
    rows = read_rows(folder, keys.table)
    header = rows[0]
    place = header.index(keys.columns[-1] if keys.joined else keys.columns[0])
    number = next(
        number
        for number, row in enumerate(rows[1:], 1)
        if row[place] and (keys.when is None or row[header.index(keys.when[0])] in keys.when[1])
    )
    rows[number][place] = UNKNOWN
    write_rows(folder, keys.table, rows)
    return line_of(folder, keys.table, number), UNKNOWN


def line_of(folder: Path, name: str, number: int) -> int:
    """The line on which a row begins, the header being row 0, counted by its quotes."""
    line, row, open_quote = 1, 0, False
    for text in csv_path(folder, name).read_text("utf-8").split("\n"):
        if row == number and not open_quote:
            return line
        open_quote ^= text.count('"') % 2 == 1
        line, row = line + 1, row + (not open_quote)
    raise AssertionError(number)
