"""Hypertext: text of an HTML page, without its scripts, styles and navigation."""

import re
from collections.abc import Generator, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from romarin.engines.documents.document import Limits
from romarin.engines.documents.errors import DocumentTooLarge, Measure
from romarin.engines.documents.outline import BULLET, HEADING, Kind, Outline
from romarin.engines.documents.plain import decode

_PROLOGUE = 1024  # bytes in which a page names its encoding, by the standard
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_LATIN = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}  # browsers read cp1252
_UNSHOWN = (
    "script style nav noscript template svg math head iframe object embed canvas audio video "
    "button select textarea input datalist dialog menu map"
)
_SKIPPED = frozenset(_UNSHOWN.split())
_HEADINGS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING)
_LINES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section "
    "summary table tbody tfoot thead ul"
)
_BLOCKS = frozenset(_LINES.split())
_PARTS = dict.fromkeys(_BLOCKS, Kind.BLOCK) | {"tr": Kind.ROW, "td": Kind.CELL, "th": Kind.CELL}
_MARKS = _HEADINGS | {"li": BULLET}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def decode_page(content: bytes) -> str | None:
    """The characters of a page, by its own word for the encoding where that holds."""
    named = _CHARSET.search(content[:_PROLOGUE])
    encoding = named[1].decode("ascii").lower() if named else ""
    # What says so in ASCII is in neither of the wide encodings.
    if not encoding or encoding.startswith("utf") or content.startswith((b"\xff", b"\xfe")):
        return decode(content)
    try:
        return content.decode("cp1252" if encoding in _LATIN else encoding)
    except (LookupError, UnicodeError):
        return decode(content)


def read_hypertext(page: str, limits: Limits) -> str:
    """The text; raises DocumentTooLarge."""
    outline = Outline(limits, squeezed=True)
    for node, entering in _walk(LexborHTMLParser(page), limits):
        _tell(outline, node, entering=entering)
    return outline.text


def _tell(outline: Outline, node: LexborNode, *, entering: bool) -> None:
    name = node.tag or ""
    if node.is_text_node:
        _write(outline, node)
    elif name == "br" and entering:
        outline.write_as_is("\n")
    elif name in _PARTS and entering:
        outline.open(_PARTS[name], _MARKS.get(name, ""))
    elif name in _PARTS:
        outline.close()


def _write(outline: Outline, node: LexborNode) -> None:
    text = node.text_content or ""
    if node.parent is not None and node.parent.tag == "pre":
        outline.write_as_is(text)
    else:
        outline.write(text)


def _walk(page: LexborHTMLParser, limits: Limits) -> Iterator[tuple[LexborNode, bool]]:
    """The nodes that are shown, each as it is entered and, if an element, as it is left.

    A loop, for no depth of a page may be the interpreter's own.
    """
    path: list[LexborNode] = []
    node = page.body
    while node is not None:
        if _shown(node):
            yield node, True
            if node.is_element_node:
                path.append(node)
                if len(path) > limits.depth:
                    raise DocumentTooLarge(Measure.DEPTH, None, limits.depth)
                if node.child is not None:
                    node = node.child
                    continue
                yield path.pop(), False
        node = yield from _onwards(node, path)


def _onwards(
    node: LexborNode, path: list[LexborNode]
) -> Generator[tuple[LexborNode, bool], None, LexborNode | None]:
    """The next node beside this one or beside what is left on the way up; None at the end."""
    following: LexborNode | None = node.next if path else None
    while path and following is None:
        left = path.pop()
        yield left, False
        following = left.next if path else None
    return following


def _shown(node: LexborNode) -> bool:
    if node.is_text_node:
        return True
    if not node.is_element_node or node.tag in _SKIPPED:
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or "")
