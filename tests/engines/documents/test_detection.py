"""Detection: content tells the format, and what cannot be read is refused by its name."""

from io import BytesIO

import pytest
from PIL import Image
from tests.engines.documents.conftest import Read
from tests.engines.documents.layouts import Sheet
from tests.engines.documents.objects import HELLO, one_page
from tests.engines.documents.packages import docx, odt, paragraph, zipped

from romarin.engines.documents import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentReader,
    Format,
    FormatUnsupported,
    TextMissing,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize("name", ["cv.pdf", "cv.docx", "cv.txt", "cv", "", "../../etc/passwd\0"])
def test_a_wrong_name_misleads_nobody(reader: DocumentReader, name: str) -> None:
    written = {
        Format.PDF: one_page(HELLO),
        Format.DOCX: docx(paragraph("Bonjour")),
        Format.ODT: odt("<text:p>Bonjour</text:p>"),
        Format.HTML: b"<!-- offre -->\n<html><p>Bonjour",
        Format.TXT: b"Bonjour",
    }
    for format_, content in written.items():
        found = reader.read(content, name=name)
        assert (found.format, found.text) == (format_, "Bonjour")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (OLE, "an old Office document (DOC, XLS or PPT)"),
        (b"{\\rtf1 Bonjour}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a JPEG picture"),
        (b"\x7fELF" + bytes(99), "binary data of no known format"),
        (zipped({"xl/workbook.xml": "<x/>"}), "an Excel workbook"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "a PowerPoint presentation"),
        (zipped({"cv.txt": "Bonjour"}), "a ZIP archive"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "a ZIP archive",
        ),
    ],
)
def test_other_formats_are_refused_by_their_name(read: Read, content: bytes, found: str) -> None:
    with pytest.raises(FormatUnsupported) as error:
        read(content, "cv.pdf")
    assert error.value.found == found


def test_a_password_is_told_in_every_format(read: Read) -> None:
    sheet = Sheet()
    sheet.line(40, 60, "Bonjour")
    sheet.pdf.set_encryption(owner_password="a", user_password="b")
    manifest = "<manifest><encryption-data/></manifest>"
    locked = odt("<text:p/>", {"META-INF/manifest.xml": manifest})
    for content, format_ in ((sheet.content, "pdf"), (LOCKED, "docx"), (locked, "odt")):
        with pytest.raises(DocumentEncrypted) as error:
            read(content)
        assert error.value.format == format_


def test_a_zip_whose_members_are_encrypted_is_told(read: Read) -> None:
    content = bytearray(docx(paragraph("Bonjour")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    with pytest.raises(DocumentEncrypted):
        read(bytes(content))


@pytest.mark.parametrize(
    ("content", "format_", "pages"),
    [
        (b"", Format.TXT, None),
        (b" \n\t ", Format.TXT, None),
        (b"<html><script>x</script>", Format.HTML, None),
        (docx(paragraph("")), Format.DOCX, None),
        (odt("<text:p/>"), Format.ODT, None),
        (one_page(b""), Format.PDF, 1),
    ],
)
def test_a_document_without_text_says_so(
    read: Read, content: bytes, format_: Format, pages: int | None
) -> None:
    with pytest.raises(TextMissing) as error:
        read(content)
    assert (error.value.format, error.value.pages) == (format_, pages)


def photographed() -> Sheet:
    """A page under one picture."""
    picture = BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    sheet = Sheet()
    sheet.pdf.image(picture, 0, 0, 595, 842)
    return sheet


def test_a_scan_has_no_text_even_with_a_scanner_s_footer(read: Read) -> None:

    sheet = photographed()
    sheet.line(40, 830, "Scanned with an app")
    with pytest.raises(TextMissing) as error:
        read(sheet.content)
    assert error.value.pages == 1


def test_a_picture_behind_a_real_text_is_no_scan(read: Read) -> None:

    sheet = photographed()
    sheet.lines(40, 80, ["Conduite de chariots élévateurs de catégories un, trois et cinq"] * 3)
    assert read(sheet.content).count("Conduite") == 3


@pytest.mark.parametrize(
    ("content", "name", "format_"),
    [
        (one_page(HELLO)[:200], "cv", Format.PDF),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "cv", Format.PDF),
        (docx(paragraph("Bonjour"))[:-60], "cv.docx", Format.DOCX),
        (odt("<text:p>Bonjour</text:p>")[:-60], "cv.odt", Format.ODT),
        (docx("<w:p>"), "cv", Format.DOCX),
        (zipped({"word/styles.xml": "<x/>"}), "cv", Format.DOCX),
        (odt("<text:p>&inconnu;</text:p>"), "cv", Format.ODT),
        (odt("", {"styles.xml": "<?xml version='1.0' encoding='klingon'?><x/>"}), "", Format.ODT),
    ],
)
def test_a_damaged_file_is_told(read: Read, content: bytes, name: str, format_: Format) -> None:
    with pytest.raises(DocumentDamaged) as error:
        read(content, name)
    assert error.value.format == format_


def test_a_part_whose_bytes_were_changed_is_told(read: Read) -> None:
    content = bytearray(docx(paragraph("Bonjour" * 99)))
    at = content.find(b"word/document.xml") + len("word/document.xml") + 20
    content[at : at + 8] = b"XXXXXXXX"
    with pytest.raises(DocumentDamaged):
        read(bytes(content))
