"""The thesaurus reads, merges, and is checked against a catalogue."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from romarin.catalogue import (
    PACKAGED,
    Catalogue,
    EncodingInvalid,
    Entry,
    Kind,
    ListUnreadable,
    RowInvalid,
    Thesaurus,
    check_thesaurus,
)

HEADER = "term\tkind\tcodes_rome\tcodes_ogr\tnote\n"
SMALL = HEADER + (
    "prof d’école\teveryday\tK1902\t6043\tthe first degree\n"
    "\n"
    "RSSI\tacronym\tM1902\t\t\n"
    "sys admin\tenglish\tM1902|M1901\t6052|6046\tboth are meant\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.tsv"


def test_entries_come_in_file_order(path: Path) -> None:
    path.write_text(SMALL, "utf-8")
    thesaurus = Thesaurus.load(path)
    assert thesaurus.entries == (
        Entry("prof d'école", Kind.EVERYDAY, ("K1902",), ("6043",), "the first degree"),
        Entry("RSSI", Kind.ACRONYM, ("M1902",), (), ""),
        Entry("sys admin", Kind.ENGLISH, ("M1902", "M1901"), ("6052", "6046"), "both are meant"),
    )
    assert [entry.place for entry in thesaurus] == [f"words.tsv, line {n}" for n in (2, 4, 5)]
    assert len(thesaurus) == 3


def test_windows_line_ends_and_a_byte_order_mark_read(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert len(Thesaurus.load(path)) == 3


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ("camionneur\teveryday\tN1902\t", "camionneur", "4 fields, 5 expected"),
        ("camionneur\teveryday\tN1902\t\ta\tb", "camionneur", "6 fields, 5 expected"),
        ("camionneur everyday N1902", "camionneur", "1 fields"),
        ("\teveryday\tN1902\t\t", "everyday", "the term is empty"),
        ("camionneur\tfunny\tN1902\t\t", "funny", "one of everyday, slang, acronym"),
        ("camionneur\t\tN1902\t\t", "", "one of everyday"),
        ("camionneur\teveryday\tn1902\t\t", "n1902", "codes such as M1855"),
        ("camionneur\teveryday\tN1902,N1901\t\t", "N1902,N1901", "codes such as M1855"),
        ("camionneur\teveryday\tN1902|\t\t", "", "codes such as M1855"),
        ("camionneur\teveryday\tN1902\tabc\t", "abc", "codes such as 14156"),
        ("camionneur\teveryday\t\t\t", "camionneur", "neither a ROME code nor an OGR"),
        ("rssi\tacronym\tM1902\t\t", "rssi", "stands already in words.tsv, line 4"),
        ("Prof  d'École\tslang\tK1902\t\t", "Prof", "stands already in words.tsv, line 2"),
    ],
)
def test_a_malformed_line_is_named(path: Path, line: str, value: str, reason: str) -> None:
    path.write_text(f"{SMALL}{line}\n", "utf-8")
    with pytest.raises(RowInvalid) as caught:
        Thesaurus.load(path)
    assert caught.value.line == 6
    assert caught.value.file == str(path)
    assert value in caught.value.value
    assert reason in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n", "term\tkind\n", SMALL.removeprefix(HEADER)])
def test_the_header_is_required(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(RowInvalid, match="header"):
        Thesaurus.load(path)


def test_another_encoding_is_refused(path: Path) -> None:
    path.write_bytes(SMALL.replace("’", "'").encode("iso-8859-15"))
    with pytest.raises(EncodingInvalid) as caught:
        Thesaurus.load(path)
    assert caught.value.line == 2


def test_a_missing_file_is_said(path: Path) -> None:
    with pytest.raises(ListUnreadable, match=r"words\.tsv: No such file"):
        Thesaurus.load(path)


def test_a_user_s_entry_stands_in_the_place_of_ours() -> None:
    ours = Thesaurus((entry("toubib", "J1901"), entry("prof", "K1902")))
    theirs = Thesaurus((entry("Prof", "M2001"), entry("zinc", "G1901")))
    merged = ours.merge(theirs)
    assert [(one.term, one.codes_rome) for one in merged] == [
        ("toubib", ("J1901",)),
        ("Prof", ("M2001",)),
        ("zinc", ("G1901",)),
    ]
    assert ours.merge(Thesaurus()) == ours


def test_codes_of_the_catalogue_are_no_problem(catalogue: Catalogue, path: Path) -> None:
    path.write_text(SMALL, "utf-8")
    assert check_thesaurus(Thesaurus.load(path), catalogue) == []


def test_codes_that_the_catalogue_lacks_are_listed(catalogue: Catalogue, path: Path) -> None:
    rows = "a\tslang\tZ9999\t\t\nb\tslang\t\t99\t\nc\tslang\tK1902\t6001\t\n"
    path.write_text(HEADER + rows, "utf-8")
    problems = [str(problem) for problem in check_thesaurus(Thesaurus.load(path), catalogue)]
    assert problems == [
        "words.tsv, line 2: 'a': Z9999: no métier of ROME 490",
        "words.tsv, line 3: 'b': 99: no appellation of ROME 490",
        "words.tsv, line 4: 'c': 6001: 'Maraîcher / Maraîchère' is of A1901, not of K1902",
    ]


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")))
WORDS = st.lists(WORD.filter(lambda word: word.strip() == word != ""), unique_by=str.casefold)


@given(terms=WORDS)
def test_what_is_written_is_read(
    terms: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    terms = [term for term in terms if "’" not in term and "ʼ" not in term]
    path = tmp_path_factory.mktemp("words") / "words.tsv"
    text = "".join(f"{term}\tvariant\tA1901\t\t\n" for term in terms)
    path.write_text(HEADER + text, "utf-8", newline="")
    assert [entry.term for entry in Thesaurus.load(path)] == terms


@pytest.mark.skipif(not PACKAGED.is_file(), reason="the packaged thesaurus is not written yet")
def test_the_packaged_thesaurus_reads() -> None:
    assert len(Thesaurus.load(PACKAGED)) > 0


def entry(term: str, code_rome: str) -> Entry:
    return Entry(term, Kind.SLANG, (code_rome,), (), "")
