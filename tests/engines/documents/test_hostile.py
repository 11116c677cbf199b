"""Hostile files: each gets its error in time, and the next file is read as if nothing was."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from tests.engines.documents.layouts import MAIN, Sheet
from tests.engines.documents.objects import HELLO, one_page
from tests.engines.documents.packages import SPACES, docx, header, odt, paragraph, zipped

from romarin.engines.documents import (
    DocumentDamaged,
    DocumentReader,
    DocumentTooLarge,
    DocumentUnreadable,
    Limits,
    Measure,
    ReaderDied,
    ReadingTooSlow,
)

LIMITS = Limits(pages=10, characters=20_000, entries=50, unpacked=4 * 2**20, ratio=100, readers=1)
DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)


@pytest.fixture(scope="module")
def strict() -> Iterator[DocumentReader]:
    """A reader with small limits; it must read on after each test."""
    with DocumentReader(LIMITS) as reader:
        yield reader


@pytest.fixture(autouse=True)
def reads_on(strict: DocumentReader) -> Iterator[None]:
    yield
    assert strict.read(docx(paragraph("Bonjour")), name="cv").text == "Bonjour"


def too_large(reader: DocumentReader, content: bytes, name: str = "cv") -> DocumentTooLarge:
    with pytest.raises(DocumentTooLarge) as error:
        reader.read(content, name=name)
    return error.value


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_refused_wherever_it_stands(
    strict: DocumentReader, doctype: str
) -> None:
    body = f"{doctype}<w:document {SPACES}><w:p><w:t>&secret;&b;</w:t></w:p></w:document>"
    header_ = doctype + header(paragraph("x"))
    for content in (
        docx("", {"word/document.xml": body}),
        docx(paragraph("x"), {"word/header1.xml": header_}),
        odt("", {"styles.xml": doctype + "<x/>"}),
    ):
        with pytest.raises(DocumentDamaged) as error:
            strict.read(content, name="cv")
        assert "document type" in error.value.reason


def test_entities_of_a_page_are_no_files(strict: DocumentReader) -> None:
    page = f"{DOCTYPES[0]}<html><p>&secret; &amp; &lt;".encode()
    assert strict.read(page, name="cv.html").text.endswith("&secret; & <")


def test_a_zip_bomb_is_told_by_its_ratio(strict: DocumentReader) -> None:
    error = too_large(strict, docx(f"<!--{' ' * 3_000_000}-->"))
    assert (error.measure, error.limit) == (Measure.RATIO, 100)


def test_a_zip_bomb_is_told_by_its_sum(strict: DocumentReader) -> None:
    more = {f"word/header{at}.xml": header(f"<!--{' ' * 1_000_000}-->") for at in range(5)}
    assert too_large(strict, docx("", more)).measure is Measure.UNPACKED


def test_a_zip_with_thousands_of_files_is_refused(strict: DocumentReader) -> None:
    content = zipped({f"word/{at}.xml": b"" for at in range(60)})
    error = too_large(strict, content)
    assert (error.measure, error.found, error.limit) == (Measure.ENTRIES, 60, 50)


def test_a_size_that_a_zip_denies_is_found_out(strict: DocumentReader) -> None:
    content = bytearray(docx(paragraph("Bonjour " * 4000)))
    at = content.rfind(b"word/document.xml") - 46
    content[at + 24 : at + 28] = (64).to_bytes(4, "little")  # unpacked size, as told
    with pytest.raises(DocumentUnreadable):
        strict.read(bytes(content), name="cv")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx("<w:p>" * 9000 + "</w:p>" * 9000), "cv"),
        (odt("<text:list>" * 9000 + "</text:list>" * 9000), "cv"),
        (b"<html>" + b"<span>" * 9000 + b"Bonjour", "cv"),
        (b"<html>" + b"<table><tr><td>" * 3000 + b"Bonjour", "cv"),
    ],
)
def test_deep_nesting_is_refused(strict: DocumentReader, content: bytes, name: str) -> None:
    assert too_large(strict, content, name).measure is Measure.DEPTH


@pytest.mark.parametrize(
    "content",
    [
        b"Bonjour " * 3000,
        b"<html>" + b"<p>Bonjour" * 3000,
        docx(paragraph("Bonjour " * 500) * 6),
        odt("<text:p>Bonjour Bonjour</text:p>" * 1500),
        odt("<text:p>" + "<text:s text:c='99'/>" * 1500 + "</text:p>"),
    ],
)
def test_a_long_text_is_refused(strict: DocumentReader, content: bytes) -> None:
    error = too_large(strict, content)
    assert (error.measure, error.limit) == (Measure.CHARACTERS, 20_000)


def test_a_pdf_of_many_letters_is_refused(strict: DocumentReader) -> None:
    sheet = Sheet()
    for _ in range(9):
        sheet.page()
        for at in range(50):
            sheet.line(20, 20 + 15 * at, "Conduire un chariot. " * 5, size=6)
    assert too_large(strict, sheet.content).measure is Measure.CHARACTERS


def test_a_pdf_of_many_pages_is_refused(strict: DocumentReader) -> None:
    sheet = Sheet()
    for _ in range(11):
        sheet.page()
    error = too_large(strict, sheet.content)
    assert (error.measure, error.found, error.limit) == (Measure.PAGES, 12, 10)


def test_a_file_of_many_bytes_never_reaches_a_process() -> None:
    with DocumentReader(Limits(size=100)) as reader:
        assert too_large(reader, bytes(101)).found == 101


@pytest.mark.parametrize(
    "content",
    [
        one_page(HELLO, kids=b"2 0 R 3 0 R", count=2),
        one_page(HELLO, count=10**8),
        one_page(HELLO, count=-5),
        one_page(HELLO, kids=b"3 0 R " * 5, count=5),
        one_page(HELLO + b"/X6 Do", forms=[HELLO + b"/X6 Do"]),
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 10**6 + b"\nendobj\n%%EOF",
    ],
)
def test_a_pdf_that_turns_in_circles_ends(strict: DocumentReader, content: bytes) -> None:
    with suppress(DocumentUnreadable):
        assert "Bonjour" in strict.read(content, name="cv").text


@pytest.mark.parametrize(
    "content",
    [
        lambda: one_page(HELLO * 4_000_000),
        lambda: one_page(b"q " * 50_000_000),
        lambda: one_page(b" " * 600_000_000),
    ],
    ids=["letters", "states", "spaces"],
)
@pytest.mark.slow
def test_a_pdf_that_unpacks_to_hundreds_of_megabytes_ends_its_reader_only(
    strict: DocumentReader, content: Callable[[], bytes]
) -> None:
    with pytest.raises((ReaderDied, DocumentTooLarge, ReadingTooSlow)):
        strict.read(content(), name="cv")


def test_forms_that_multiply_meet_the_clock() -> None:
    forms = [b"/X%d Do " % (at + 1) * 10 for at in range(6, 20)]
    limits = Limits(seconds=1, memory=2**31, readers=1)
    with DocumentReader(limits) as reader:
        with pytest.raises((ReadingTooSlow, ReaderDied)):
            reader.read(one_page(b"/X6 Do", forms=[*forms, HELLO]), name="cv")
        assert reader.read(b"Bonjour", name="cv").text == "Bonjour"


def test_a_long_word_of_a_trap_is_in_no_error(strict: DocumentReader) -> None:
    with pytest.raises(DocumentUnreadable) as error:
        strict.read(docx(f"<w:p>{MAIN[1]}"), name="Camille Martin.docx")
    assert "Vendeuse" not in str(error.value)
    assert "Camille" not in str(error.value)
