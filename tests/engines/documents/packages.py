"""Packages: DOCX and ODT files written part by part, as Word and LibreOffice lay them out."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "style", "text", "table")
)
NAMES += f' xmlns:draw="{OASIS}:drawing:1.0"'
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def docx(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX with this body of w: elements."""
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    return zipped({**parts, **(more or {})})


def header(body: str) -> str:
    """A header part of a DOCX."""
    return f"<w:hdr {SPACES}>{body}</w:hdr>"


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def odt(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODT with this body of text: elements."""
    content = (
        f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return zipped({"mimetype": ODT_TYPE, "content.xml": content, **(more or {})})


def odt_styles(header: str, footer: str) -> str:
    """The part of an ODT that has its page headers."""
    page = f"<style:header>{header}</style:header><style:footer>{footer}</style:footer>"
    return (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page>{page}"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
