"""Case files of queries: what is read, and what is told of a line that is wrong."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.cases import CaseSet, QueryCase, read_queries
from romarin.evaluation.cases.queries import HEADER, keystrokes_of
from romarin.evaluation.errors import (
    CaseInvalid,
    CasesEmpty,
    CasesMissing,
    CasesUnreadable,
    HeaderInvalid,
)

NAMES = "\t".join(HEADER)
GOOD = "boulangère\tfeminine\t6006\tD1901\tnote"
Read = Callable[..., CaseSet[QueryCase]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cases.tsv"


@pytest.fixture
def read(file: Path, tiny_catalogue: Catalogue) -> Read:
    """Writes the lines under the header, and reads the file."""

    def read_lines(*lines: str, skip_invalid: bool = False) -> CaseSet[QueryCase]:
        file.write_text("\n".join((NAMES, *lines)) + "\n", "utf-8")
        return read_queries(file, tiny_catalogue, skip_invalid=skip_invalid)

    return read_lines


def test_a_line_is_a_case(read: Read) -> None:
    [case] = read("boulangère \tfeminine\t6006|6007\tD1901|D1902\tnote").cases
    assert case == QueryCase("boulangère ", "feminine", ("6006", "6007"), ("D1901", "D1902"))
    assert case.id == "feminine: boulangère "
    assert case.in_scope


def test_both_columns_empty_mean_that_nothing_is_right(read: Read) -> None:
    assert not read("bonjour\tout_of_scope\t\t\t").cases[0].in_scope


def test_queries_without_a_right_answer_can_be_left_out(
    read: Read, file: Path, tiny_catalogue: Catalogue
) -> None:
    read(GOOD, "bonjour\tout_of_scope\t\t\t", "merci\tout_of_scope\t\t\t")
    found = read_queries(file, tiny_catalogue, in_scope=True)
    assert [case.query for case in found.cases] == ["boulangère"]
    assert found.notes == ["2 queries left out: they have no right answer"]


def test_the_note_may_be_missing(read: Read) -> None:
    assert len(read("boulangère\tfeminine\t6006\t").cases) == 1


def test_quotes_are_characters_like_others(read: Read) -> None:
    assert read('"chef" de "partie\tnoisy_title\t6024\t\t').cases[0].query == '"chef" de "partie'


def test_lines_end_at_line_feeds_only(read: Read) -> None:
    odd = "chef\u2028de\x85partie\x0b"
    assert read(f"{odd}\tnoisy_title\t6024\t\t").cases[0].query == odd


def test_blank_lines_carriage_returns_and_a_bom_change_nothing(
    file: Path, tiny_catalogue: Catalogue
) -> None:
    text = f"{NAMES}\r\n\r\n{GOOD}\r\n  \r\ncariste\teveryday\t\tN1901"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    first, second = read_queries(file, tiny_catalogue).cases
    assert (first.accepted_ogr, second.accepted_rome) == (("6006",), ("N1901",))


def test_a_folder_is_read_in_the_order_of_its_names(
    tmp_path: Path, tiny_catalogue: Catalogue
) -> None:
    for name, query in (("b", "cariste"), ("a", "maçon"), ("c", "livreur")):
        (tmp_path / f"{name}.tsv").write_text(f"{NAMES}\n{query}\t{name}\t\tN1901\t\n", "utf-8")
    (tmp_path / "notes.txt").write_text("no cases", "utf-8")
    found = read_queries(tmp_path, tiny_catalogue)
    assert [case.query for case in found.cases] == ["maçon", "cariste", "livreur"]
    assert found.path == tmp_path


def test_a_compressed_file_is_read_too(tmp_path: Path, tiny_catalogue: Catalogue) -> None:
    file = tmp_path / "cases.tsv.gz"
    file.write_bytes(gzip.compress(f"{NAMES}\n{GOOD}\n".encode()))
    assert len(read_queries(file, tiny_catalogue).cases) == 1


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ("boulangère", "'boulangère'", "1 columns, expected 5"),
        ("boulangère\tfeminine\t6006\tD1901\tnote\tmore", "'boulangère'", "6 columns"),
        ("\tfeminine\t6006\t\t", "'feminine'", "must not be blank"),
        ("boulangère\t \t6006\t\t", "'boulangère ", "must not be blank"),
        ("boulangère\tfeminine\t6006|77\t\t", "'77'", "no such code in ROME 490 (official)"),
        ("boulangère\tfeminine\t\tD1901|M1805\t", "'M1805'", "cases of another version?"),
        ("boulangère\tfeminine\tD1901\t\t", "'D1901'", "no such code"),
        ("boulangère\tfeminine\t\t6006\t", "'6006'", "no such code"),
        ("boulan\0gère\tfeminine\t6006\t\t", "'query'", "NUL"),
        (GOOD, "'boulangère'", "twice in feminine"),
    ],
)
def test_a_wrong_line_is_told_with_its_file_number_and_value(
    read: Read, file: Path, line: str, value: str, reason: str
) -> None:
    with pytest.raises(CaseInvalid) as caught:
        read(GOOD, "", line)
    told = str(caught.value)
    assert told.startswith(f"{file}, line 4: {value}")
    assert reason in told
    assert "--skip-invalid" in told


def test_wrong_lines_can_be_skipped_and_are_listed(read: Read) -> None:
    lines = (GOOD, "one column", "x\tfeminine\t77\t\t", "cariste\teveryday\t\tN1901\t", GOOD)
    found = read(*lines, skip_invalid=True)
    assert [error.line for error in found.skipped] == [3, 4, 6]
    assert [case.query for case in found.cases] == ["boulangère", "cariste"]


def test_a_line_that_is_not_utf8_is_told_and_can_be_skipped(
    file: Path, tiny_catalogue: Catalogue
) -> None:
    file.write_bytes(f"{NAMES}\n{GOOD}\nboulang".encode() + b"\xe8re\tlatin1\t6006\t\t\n")
    with pytest.raises(CaseInvalid, match=r"cases.tsv, line 3: 'byte 8': not UTF-8"):
        read_queries(file, tiny_catalogue)
    found = read_queries(file, tiny_catalogue, skip_invalid=True)
    assert (len(found.cases), [error.line for error in found.skipped]) == (1, [3])


@pytest.mark.parametrize("lines", [(), ("", " ")])
def test_a_header_alone_is_no_case_to_ask(read: Read, file: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(CasesEmpty, match="no case to ask: it is empty") as caught:
        read(*lines)
    assert str(file) in str(caught.value)


def test_when_every_line_is_wrong_there_is_nothing_to_ask(read: Read) -> None:
    with pytest.raises(CasesEmpty, match="2 lines were skipped"):
        read("wrong", "wrong too", skip_invalid=True)


def test_an_empty_file_is_told(file: Path, tiny_catalogue: Catalogue) -> None:
    file.touch()
    with pytest.raises(CasesEmpty, match="the file is empty"):
        read_queries(file, tiny_catalogue)


@pytest.mark.parametrize(
    "header", ["query\tfamily", NAMES.replace("\t", ","), NAMES.upper(), f"{NAMES}\tmore"]
)
def test_a_header_of_another_format_is_told(
    file: Path, tiny_catalogue: Catalogue, header: str
) -> None:
    file.write_text(f"{header}\n{GOOD}\n", "utf-8")
    with pytest.raises(HeaderInvalid) as caught:
        read_queries(file, tiny_catalogue, skip_invalid=True)
    assert f"{file}, line 1" in str(caught.value)
    assert "query family accepted_ogr accepted_rome note" in str(caught.value)


@pytest.mark.parametrize(
    "line", ['{"id": "1", "text": "Camille Dupont, née à Brest"}', "Camille Dupont\tnée à Brest"]
)
def test_somebodys_text_in_place_of_a_header_is_not_repeated(
    file: Path, tiny_catalogue: Catalogue, line: str
) -> None:
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(HeaderInvalid) as caught:
        read_queries(file, tiny_catalogue)
    assert "Camille" not in str(caught.value)


def test_a_path_without_a_case_file_is_told(tmp_path: Path, tiny_catalogue: Catalogue) -> None:
    for path in (tmp_path, tmp_path / "missing.tsv", tmp_path / "x" / "y"):
        with pytest.raises(CasesMissing) as caught:
            read_queries(path, tiny_catalogue)
        assert f"{path}: no *.tsv there" in str(caught.value)


@pytest.mark.parametrize("damage", ["cut", "changed", "plain"])
def test_a_damaged_compressed_file_is_told(
    tmp_path: Path, tiny_catalogue: Catalogue, damage: str
) -> None:
    whole = gzip.compress("\n".join((NAMES, *map(str, range(500)))).encode())
    content = {
        "cut": whole[: len(whole) // 2],
        "changed": whole[:60] + bytes(100) + whole[160:],
        "plain": NAMES.encode(),
    }[damage]
    file = tmp_path / "cases.tsv.gz"
    file.write_bytes(content)
    with pytest.raises(CasesUnreadable, match=r"cases.tsv.gz: cannot be read: "):
        read_queries(file, tiny_catalogue, skip_invalid=True)


def test_skills_have_codes_of_their_own(read: Read, file: Path, tiny_catalogue: Catalogue) -> None:
    with pytest.raises(CaseInvalid, match="'8504'"):
        read("haccp\teveryday\t8504\t\t")
    assert read_queries(file, tiny_catalogue, of_skills=True).cases[0].accepted_ogr == ("8504",)
    read("pain\teveryday\t\tD1901\t")
    with pytest.raises(CaseInvalid, match="'D1901': a skill has an OGR"):
        read_queries(file, tiny_catalogue, of_skills=True)


def test_a_label_that_two_appellations_share_is_typed_once(
    file: Path, tiny_catalogue: Catalogue
) -> None:
    known = tiny_catalogue.appellations
    file.write_text(keystrokes_of([known["6017"], known["6006"], known["6070"]]), "utf-8")
    cashier, baker = read_queries(file, tiny_catalogue).cases
    assert (cashier.query, baker.query) == ("Caissier", "Boulanger")
    assert (cashier.accepted_ogr, cashier.accepted_rome) == (("6017", "6070"), ("D1902", "N1902"))


def test_every_appellation_makes_a_file_that_can_be_read(
    file: Path, tiny_catalogue: Catalogue
) -> None:
    file.write_text(keystrokes_of(tiny_catalogue.appellations.values()), "utf-8")
    cases = read_queries(file, tiny_catalogue).cases
    assert {code for case in cases for code in case.accepted_ogr} == set(
        tiny_catalogue.appellations
    )
