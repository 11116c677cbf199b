"""Detection: the format of a file by its content; its name decides where the content cannot."""

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import DocumentEncrypted, FormatUnsupported
from romarin.engines.documents.opendocument import CONTENT
from romarin.engines.documents.package import Package

_PDF_WITHIN = 1024  # bytes before the mark that readers of PDF put up with
_HEAD = 4096  # bytes, or characters, that tell what they are
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a stream of an OLE file: a locked DOCX
_OTHERS: Sequence[tuple[bytes, str]] = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a WebP picture or a sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"%!PS", "PostScript"),
    (b"MIME-Version:", "a mail or a web archive (MHTML)"),
)
_HTML = re.compile(r"(<!doctype html|<(html|head|body|title|meta)[\s>/])", re.IGNORECASE)
_PROLOGUE = re.compile(r"(\s|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_TAG = re.compile(r"</?(p|div|br|ul|li|h[1-6]|table|span|b|strong)[\s>/]", re.IGNORECASE)
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def is_pdf(content: bytes) -> bool:
    """Whether the mark of a PDF stands near the beginning."""
    return b"%PDF-" in content[:_PDF_WITHIN]


def is_zip(content: bytes) -> bool:
    """Whether it is a zip file, as DOCX and ODT are."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def open_package(content: bytes, name: str, limits: Limits) -> Package:
    """The zip file of a DOCX or ODT; raises FormatUnsupported for any other."""
    odt = PurePath(name).suffix.lower() == ".odt"
    package = Package(content, Format.ODT if odt else Format.DOCX, limits)
    if package.beginning("mimetype").startswith(_ODT_TYPE):
        package.format = Format.ODT
    elif package.named(r"word/.*"):
        package.format = Format.DOCX
    elif CONTENT in package and "mimetype" not in package:
        package.format = Format.ODT
    else:
        raise FormatUnsupported(_packed(package))
    return package


def refuse_others(content: bytes) -> None:
    """Raises FormatUnsupported, or DocumentEncrypted for a DOCX that a password closes."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise DocumentEncrypted(Format.DOCX)
        raise FormatUnsupported("an old Office document (DOC, XLS or PPT)")
    for mark, found in _OTHERS:
        if content.startswith(mark):
            raise FormatUnsupported(found)


def is_html(text: str, name: str) -> bool:
    """Whether characters are a page: by how they begin, or by a tag where the name says so."""
    begun = _PROLOGUE.match(text[:_HEAD])
    if _HTML.match(text, begun.end() if begun else 0):
        return True
    named = PurePath(name).suffix.lower() in {".html", ".htm", ".xhtml"}
    return named and _TAG.search(text[:_HEAD]) is not None


def _packed(package: Package) -> str:
    """What a zip file holds, as a message says it."""
    holds: Sequence[tuple[str, Callable[[], bool]]] = (
        ("an Excel workbook", lambda: bool(package.named(r"xl/.*"))),
        ("a PowerPoint presentation", lambda: bool(package.named(r"ppt/.*"))),
        ("another OpenDocument file", lambda: "mimetype" in package and CONTENT in package),
    )
    return next((told for told, held in holds if held()), "a ZIP archive")
