"""Parsing: bytes to plain text, by whatever format they are. It runs in a reader process."""

from romarin.engines.documents.detection import (
    is_html,
    is_pdf,
    is_zip,
    open_package,
    refuse_others,
)
from romarin.engines.documents.document import Format, Limits, ReadDocument
from romarin.engines.documents.errors import FormatUnsupported, TextMissing
from romarin.engines.documents.hypertext import decode_page, read_hypertext
from romarin.engines.documents.opendocument import read_opendocument
from romarin.engines.documents.package import Package
from romarin.engines.documents.pdf import read_pdf
from romarin.engines.documents.plain import decode
from romarin.engines.documents.tidying import bounded, clean, tidy
from romarin.engines.documents.word import read_word


def parse(content: bytes, name: str, limits: Limits) -> ReadDocument:
    """The document; raises an error of reading."""
    document = _parse(content, name, limits)
    if not any(map(str.isalnum, document.text)):
        raise TextMissing(document.format, document.pages)
    return document


def _parse(content: bytes, name: str, limits: Limits) -> ReadDocument:
    if is_pdf(content):
        text, pages = read_pdf(content, limits)
        return ReadDocument(bounded(tidy(text), limits), pages, Format.PDF)
    if is_zip(content):
        return _unpacked(open_package(content, name, limits), limits)
    refuse_others(content)
    return _decoded(content, name, limits)


def _unpacked(package: Package, limits: Limits) -> ReadDocument:
    read = read_opendocument if package.format is Format.ODT else read_word
    return ReadDocument(bounded(tidy(read(package, limits)), limits), None, package.format)


def _decoded(content: bytes, name: str, limits: Limits) -> ReadDocument:
    text = decode(content)
    if text is None:
        raise FormatUnsupported("binary data of no known format")
    if not is_html(text, name):
        return ReadDocument(bounded(clean(text), limits), None, Format.TXT)
    page = decode_page(content) or text
    return ReadDocument(bounded(tidy(read_hypertext(page, limits)), limits), None, Format.HTML)
