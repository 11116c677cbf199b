"""Word: text of a DOCX, with its headers first and its footers and notes last."""

import re

from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import DocumentDamaged
from romarin.engines.documents.markup import Attributes, Vocabulary, Walk, attribute
from romarin.engines.documents.outline import BULLET, HEADING, Kind, Outline
from romarin.engines.documents.package import Package

MAIN = r"word/document\d*\.xml"
_PARTS = (r"word/header\d*\.xml", MAIN, r"word/(footnotes|endnotes)\.xml", r"word/footer\d*\.xml")
_LIST_STYLE = re.compile(r"List(e?)(Bullet|Number|puces|num)", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"(Heading|Titre|Title)\d*$", re.IGNORECASE)
_NO_LIST = "0"  # the numbering that takes a list's mark away


def _style(outline: Outline, attributes: Attributes) -> None:
    name = attribute(attributes, "val")
    if _LIST_STYLE.match(name):
        outline.mark(BULLET)
    elif _HEADING_STYLE.match(name):
        outline.mark(HEADING)


def _number(outline: Outline, attributes: Attributes) -> None:
    outline.mark("" if attribute(attributes, "val") == _NO_LIST else BULLET)


def _tab(outline: Outline, _: Attributes) -> None:
    outline.write_as_is("\t")


def _break(outline: Outline, _: Attributes) -> None:
    outline.write_as_is("\n")


def _hyphen(outline: Outline, _: Attributes) -> None:
    outline.write_as_is("-")


WORDS = Vocabulary(
    format=Format.DOCX,
    # Transitional and strict; shapes, and the choice between two ways to draw one.
    namespaces=(
        "http://schemas.openxmlformats.org/wordprocessingml/",
        "http://purl.oclc.org/ooxml/wordprocessingml/",
        "http://schemas.openxmlformats.org/markup-compatibility/",
    ),
    parts={"p": Kind.BLOCK, "txbxContent": Kind.BOX, "tr": Kind.ROW, "tc": Kind.CELL},
    marks={},
    signs={
        "pStyle": _style,
        "numId": _number,
        "tab": _tab,
        "br": _break,
        "cr": _break,
        "noBreakHyphen": _hyphen,
    },
    # The fallback draws the same shape again; moved text stands where it was moved to, too; the
    # tab stops of a paragraph's properties are no tabulations.
    skipped=frozenset({"Fallback", "moveFrom", "tabs"}),
    texts=frozenset({"t"}),
)


def read_word(package: Package, limits: Limits) -> str:
    """The text; raises DocumentDamaged, DocumentEncrypted or DocumentTooLarge."""
    if not package.named(MAIN):
        raise DocumentDamaged(Format.DOCX, "its main part is missing")
    outline = Outline(limits, squeezed=False)
    for pattern in _PARTS:
        for name in package.named(pattern):
            Walk(WORDS, outline, limits).feed(package.chunks(name))
            outline.open(Kind.BLOCK)
            outline.close()
    return outline.text
