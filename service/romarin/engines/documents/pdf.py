"""PDF: text of its pages in reading order, by PDFium's letters and where they stand."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

from romarin.engines.documents.columns import text_of
from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentTooLarge,
    Measure,
    TextMissing,
)
from romarin.engines.documents.glyphs import Word, words_of
from romarin.engines.documents.segments import segments_of

_SCAN_LETTERS = 60  # a page: a scanner's own footer has fewer
_SCAN_COVER = 0.5  # of the page under one picture


def read_pdf(content: bytes, limits: Limits) -> tuple[str, int]:
    """The text and the number of pages; raises an error of reading."""
    with closing(_open(content)) as document:
        count = len(document)
        if count > limits.pages:
            raise DocumentTooLarge(Measure.PAGES, count, limits.pages)
        text = "\n\n".join(filter(None, _pages(document, limits)))
        if _letters(text) < _SCAN_LETTERS * count and _scanned(document):
            raise TextMissing(Format.PDF, count)
    return unicodedata.normalize("NFC", text), count


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise DocumentEncrypted(Format.PDF) from None
        raise DocumentDamaged(Format.PDF, "its structure is broken") from None


def _pages(document: pdfium.PdfDocument, limits: Limits) -> Iterator[str]:
    left = limits.characters
    for at in range(len(document)):
        try:
            with closing(document[at]) as page, closing(page.get_textpage()) as letters:
                count = letters.count_chars()
                left -= count
                if left < 0:
                    raise DocumentTooLarge(Measure.CHARACTERS, None, limits.characters)
                yield _page(list(words_of(letters.raw, count)))
        except pdfium.PdfiumError:
            raise DocumentDamaged(Format.PDF, f"its page {at + 1} is broken") from None


def _page(words: list[Word]) -> str:
    """The text of a page; lines that run another way than most come after the others."""
    turned = Counter(word.quarters for word in words)
    texts = (
        text_of(segments_of(word for word in words if word.quarters == quarters))
        for quarters, _ in turned.most_common()
    )
    return "\n\n".join(texts)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _scanned(document: pdfium.PdfDocument) -> bool:
    """Whether every page is a picture."""
    return all(_pictured(document[at]) for at in range(len(document)))


def _pictured(page: pdfium.PdfPage) -> bool:
    with closing(page):
        width, height = page.get_size()
        for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)):
            left, bottom, right, top = picture.get_bounds()
            if (right - left) * (top - bottom) >= _SCAN_COVER * width * height:
                return True
    return False
