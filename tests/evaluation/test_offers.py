"""Case files of offers: which are scored, and what is told of a line that is wrong."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.cases import CaseSet, OfferCase, read_appellations, read_offers
from romarin.evaluation.cases.offers import LEAST_TEXT, without_gender_mark
from romarin.evaluation.errors import (
    CaseInvalid,
    CasesEmpty,
    CasesMissing,
    CasesUnreadable,
    HeaderInvalid,
    RomeMismatch,
)

PRIVATE = "Rejoignez Camille"  # what no message may repeat
Read = Callable[..., CaseSet[OfferCase]]


def offer(**changed: object) -> dict[str, Any]:
    """An offer that is scored, but for what is changed."""
    return {
        "id": "a1",
        "intitule": f"{PRIVATE} au fournil (H/F)",
        "description": f"{PRIVATE} et son équipe. " * 10,
        "romeCode_v490": "D1901",
        "appellation_ogr_v490": "6006",
        "origin": "ft",
        "desc_truncated": False,
        "dup_group": 1,
        **changed,
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "offers.jsonl"


@pytest.fixture
def read(file: Path, tiny_catalogue: Catalogue) -> Read:
    """Writes offers, or lines as they are, and reads the file."""

    def read_all(*offers: dict[str, Any] | str, **options: Any) -> CaseSet[OfferCase]:
        lines = [one if isinstance(one, str) else json.dumps(one) for one in offers]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return read_offers(file, tiny_catalogue, **options)

    return read_all


def test_an_offer_is_a_case(read: Read) -> None:
    [case] = read(offer()).cases
    assert (case.id, case.family, case.code_rome, case.code_ogr) == ("a1", "other", "D1901", "6006")
    assert (case.title, case.accepted) == (offer()["intitule"], ())
    assert case.text == offer()["description"]


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Boulanger / Boulangère", "exact_label"),
        ("BOULANGERE (H/F)", "exact_label"),
        ("boulanger h/f", "exact_label"),
        ("Boulanger de nuit", "other"),
    ],
)
def test_titles_that_are_labels_are_a_family_of_their_own(
    read: Read, title: str, family: str
) -> None:
    assert read(offer(intitule=title)).cases[0].family == family


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Vendeur (H/F)", "Vendeur"),
        ("Vendeur F/H", "Vendeur"),
        ("Vendeur (H/F/X) - Brest", "Vendeur - Brest"),
        ("Chef / Cheffe", "Chef / Cheffe"),
    ],
)
def test_gender_marks_are_taken_off(title: str, left: str) -> None:
    assert without_gender_mark(title) == left


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"origin": "partner"}, "origin is not 'ft'"),
        ({"romeCode_v490": None}, "no code ROME"),
        ({"romeCode_v490": ""}, "no code ROME"),
        ({"description": "x" * (LEAST_TEXT - 1)}, "text under 200 characters"),
        ({"description": None}, "text under 200 characters"),
        ({"desc_truncated": True}, "text cut off"),
        ({"dup_group": 1}, "another of its group is there"),
    ],
)
def test_what_the_contract_leaves_out_is_counted(
    read: Read, changed: dict[str, Any], reason: str
) -> None:
    found = read(offer(), offer(**{"id": "a2", "dup_group": 2, **changed}))
    assert [case.id for case in found.cases] == ["a1"]
    assert found.notes == [f"1 offers left out: {reason}"]


def test_a_text_of_200_characters_is_long_enough(read: Read) -> None:
    assert len(read(offer(description="x" * LEAST_TEXT)).cases) == 1


def test_the_first_of_a_group_that_can_be_scored_stands_for_it(read: Read) -> None:
    found = read(offer(desc_truncated=True), offer(id="a2"), offer(id="a3"))
    assert [case.id for case in found.cases] == ["a2"]


def test_offers_without_a_group_are_no_group(read: Read) -> None:
    alone = {name: value for name, value in offer(id="a2").items() if name != "dup_group"}
    found = read(offer(dup_group=None), alone, alone | {"id": "a3"}, offer(id="a4", dup_group=0))
    assert [case.id for case in found.cases] == ["a1", "a2", "a3", "a4"]


def test_texts_hold_line_separators(read: Read) -> None:
    text = "Pétrir\u2028Façonner\u2029Cuire\x85\x0b\x0c\x1e" * 20
    [case] = read(json.dumps(offer(description=text), ensure_ascii=False)).cases
    assert case.text == text


def test_a_compressed_file_with_a_bom_and_crlf_is_read_too(
    tmp_path: Path, tiny_catalogue: Catalogue
) -> None:
    lines = [json.dumps(offer()), "", json.dumps(offer(id="a2", dup_group=2)), ""]
    (tmp_path / "a.jsonl.gz").write_bytes(
        gzip.compress(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    )
    assert len(read_offers(tmp_path, tiny_catalogue).cases) == 2


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ('{"id": "a2", "intitule": "' + PRIVATE, "'column ", "no JSON: Unterminated string"),
        (PRIVATE, "'column 1'", "no JSON"),
        (f'["{PRIVATE}"]', "'list'", "one JSON object"),
        ("[" * 100_000, "''", "JSON too deep"),
        ('{"id": ' + "1" * 5000 + "}", "''", "too long a number"),
        (offer(id="a1", dup_group=2), "'a1'", "the same id twice"),
        (offer(id=7, dup_group=2), "'id'", "is int, not text"),
        (offer(id="a2", dup_group=2, intitule=None), "'intitule'", "the field is missing"),
        (offer(id="a2", dup_group=2, intitule=[PRIVATE]), "'intitule'", "is list, not text"),
        (offer(id="a2", dup_group=2, description=[PRIVATE] * 50), "'description'", "is list"),
        (offer(id="a2", dup_group=2, intitule=f"{PRIVATE}\0"), "'intitule'", "NUL"),
        (offer(id="a2", dup_group=2, description=PRIVATE * 20 + "\ud83d"), "'desc", "surrogate"),
        (offer(id="a2", dup_group=2, romeCode_v490="D9999"), "'D9999'", "no such code in ROME 490"),
        (offer(id="a2", dup_group=2, romeCode_v490=7), "'romeCode_v490'", "is int, not text"),
        ({"id": "a2", "origin": "ft", "intitule": PRIVATE}, "'romeCode_v490'", "missing"),
    ],
    ids=range(15),
)
def test_a_wrong_line_is_told_by_its_number_and_never_by_its_text(
    read: Read, file: Path, line: dict[str, Any] | str, value: str, reason: str
) -> None:
    with pytest.raises(CaseInvalid) as caught:
        read(offer(), line)
    told = str(caught.value)
    assert told.startswith(f"{file}, line 2: {value}")
    assert reason in told
    assert PRIVATE not in told
    found = read(offer(), line, offer(id="a9", dup_group=9), skip_invalid=True)
    assert [case.id for case in found.cases] == ["a1", "a9"]
    assert [error.line for error in found.skipped] == [2]


@pytest.mark.parametrize("ogr", [None, "", "77", 6006.5, ["6006"]])
def test_an_appellation_that_is_unknown_is_none(read: Read, ogr: object) -> None:
    assert read(offer(appellation_ogr_v490=ogr)).cases[0].code_ogr == ""


def test_offers_of_another_rome_version_are_an_error_that_cannot_be_skipped(
    read: Read, file: Path
) -> None:
    other = {name.replace("_v490", "_v461"): value for name, value in offer().items()}
    with pytest.raises(RomeMismatch) as caught:
        read(other, skip_invalid=True)
    told = str(caught.value)
    assert told.startswith(f"{file}, line 1: field romeCode_v461: ROME 461, expected 490")
    assert PRIVATE not in told


def test_no_offer_left_is_told(read: Read) -> None:
    with pytest.raises(CasesEmpty):
        read(offer(origin="partner"))


def test_a_compressed_file_that_is_cut_short_is_told(
    tmp_path: Path, tiny_catalogue: Catalogue
) -> None:
    file = tmp_path / "offers.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(offer()).encode())[:-20])
    with pytest.raises(CasesUnreadable, match=r"offers.jsonl.gz: cannot be read"):
        read_offers(file, tiny_catalogue)


def test_appellations_come_once_in_the_order_of_the_file(
    read: Read, file: Path, tiny_catalogue: Catalogue
) -> None:
    codes = ("6007", "6006", "", "6007", "6001")
    read(*(offer(id=str(n), dup_group=n, appellation_ogr_v490=c) for n, c in enumerate(codes)))
    assert read_appellations(file, tiny_catalogue) == ["6007", "6006", "6001"]


def test_a_wrong_line_is_told_before_keystrokes_are_made(
    read: Read, file: Path, tiny_catalogue: Catalogue
) -> None:
    read(offer(), PRIVATE, skip_invalid=True)
    with pytest.raises(CaseInvalid, match="line 2"):
        read_appellations(file, tiny_catalogue)


@pytest.fixture
def coding(tmp_path: Path) -> Callable[..., Path]:
    """Writes the lines of an expert's coding."""

    def write(*lines: str) -> Path:
        path = tmp_path / "coding.tsv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


def test_an_experts_codes_are_joined_to_their_offer(
    read: Read, coding: Callable[..., Path]
) -> None:
    path = coding("id\tsure\tbest\taccepted\ttitle_only", "a1\t3\tD1902\tD1902|D1901\tD1902")
    first, second = read(offer(), offer(id="a2", dup_group=2), coding=path).cases
    assert (first.accepted, second.accepted) == (("D1902", "D1901"), ())


def test_coded_offers_that_are_not_scored_are_counted(
    read: Read, coding: Callable[..., Path]
) -> None:
    path = coding("id\tbest\taccepted", "zz\tD1902\tD1902")
    assert read(offer(), coding=path).notes == ["1 coded offers are not among the offers scored"]


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        (f"{PRIVATE}\tD1902", "'2 columns'", "expected 3, as in line 1"),
        ("a2\tD1902\t", "'a2'", "no accepted code"),
        ("a2\tD1902\tD1902|D9999", "'D9999'", "no such code"),
        ("a1\tD1902\tD1902", "'a1'", "the same id twice"),
    ],
)
def test_a_wrong_line_of_a_coding_is_told(
    read: Read, coding: Callable[..., Path], line: str, value: str, reason: str
) -> None:
    path = coding("id\tbest\taccepted", "a1\tD1901\tD1901", line)
    with pytest.raises(CaseInvalid) as caught:
        read(offer(), coding=path)
    assert str(caught.value).startswith(f"{path}, line 3: {value}: {reason}")
    found = read(offer(), coding=path, skip_invalid=True)
    assert (found.cases[0].accepted, len(found.skipped)) == (("D1901",), 1)


def test_a_coding_of_another_format_or_none_is_told(
    read: Read, coding: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(HeaderInvalid, match="tab-separated columns id best accepted") as caught:
        read(offer(), coding=coding(f"{PRIVATE} recrute", "a1"))
    assert PRIVATE not in str(caught.value)
    with pytest.raises(CasesMissing, match=r"missing.tsv"):
        read(offer(), coding=tmp_path / "missing.tsv")
