"""OpenDocument: text of an ODT, with its page headers first and its footers last."""

from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import DocumentEncrypted
from romarin.engines.documents.markup import Attributes, Vocabulary, Walk, attribute
from romarin.engines.documents.outline import BULLET, HEADING, Kind, Outline
from romarin.engines.documents.package import Package

CONTENT = "content.xml"
_STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_MANY = 100  # spaces in one element; a CV is aligned with fewer
_NAMESPACES = ("urn:oasis:names:tc:opendocument:xmlns:",)
_PARTS = {
    "p": Kind.BLOCK,
    "h": Kind.BLOCK,
    "list-item": Kind.BLOCK,
    "text-box": Kind.BOX,
    "note-body": Kind.BOX,
    "table-row": Kind.ROW,
    "table-cell": Kind.CELL,
}


def _spaces(outline: Outline, attributes: Attributes) -> None:
    told = attribute(attributes, "c")
    outline.write_as_is(" " * min(int(told) if told.isdecimal() else 1, _MANY))


def _tab(outline: Outline, _: Attributes) -> None:
    outline.write_as_is("\t")


def _break(outline: Outline, _: Attributes) -> None:
    outline.write_as_is("\n")


def _words(*skipped: str) -> Vocabulary:
    return Vocabulary(
        format=Format.ODT,
        namespaces=_NAMESPACES,
        parts=_PARTS,
        marks={"h": HEADING, "list-item": BULLET},
        signs={"s": _spaces, "tab": _tab, "line-break": _break},
        skipped=frozenset(skipped),
        texts=frozenset({"p", "h", "span", "a", "meta", "ruby-base", "note-citation"}),
    )


# What an author commented or deleted is not what a reader sees.
BODY = _words("annotation", "tracked-changes", "note-citation", "automatic-styles")
HEADERS = _words("automatic-styles", "styles", "font-face-decls", "footer", "footer-left")
FOOTERS = _words("automatic-styles", "styles", "font-face-decls", "header", "header-left")


def read_opendocument(package: Package, limits: Limits) -> str:
    """The text; raises DocumentDamaged, DocumentEncrypted or DocumentTooLarge."""
    if b"encryption-data" in b"".join(package.chunks(_MANIFEST) if _MANIFEST in package else ()):
        raise DocumentEncrypted(Format.ODT)
    outline = Outline(limits, squeezed=True)
    for name, words in ((_STYLES, HEADERS), (CONTENT, BODY), (_STYLES, FOOTERS)):
        if name in package or name == CONTENT:
            Walk(words, outline, limits).feed(package.chunks(name))
    return outline.text
