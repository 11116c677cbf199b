"""Outline: paragraphs, lists, tables and boxes of a document, as lines of text in reading order."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain

from romarin.engines.documents.document import Limits
from romarin.engines.documents.errors import DocumentTooLarge, Measure

BULLET = "• "
HEADING = "\n"  # an empty line before it
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_DOUBLED = re.compile(r" {2,}")


class Kind(Enum):
    """What a part of a document does with its lines."""

    BLOCK = auto()  # paragraph, heading, item: lines of its own
    BOX = auto()  # text box, note: its lines come after the paragraph it is anchored in
    ROW = auto()  # of a table
    CELL = auto()


@dataclass(slots=True)
class _Part:
    kind: Kind
    mark: str = ""
    words: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class Outline:
    """Gathers the lines while a document is walked through; parts open and close like brackets."""

    def __init__(self, limits: Limits, *, squeezed: bool) -> None:
        """`squeezed`: runs of white space count as one space, as in HTML and OpenDocument."""
        self._limit, self._left = limits.characters, limits.characters
        self._squeezed = squeezed
        self._parts = [_Part(Kind.BLOCK)]

    @property
    def text(self) -> str:
        """The lines so far; every part must be closed."""
        [root] = self._parts
        _flush(root, squeezed=self._squeezed)
        return "\n".join(root.lines + root.boxed)

    def open(self, kind: Kind, mark: str = "") -> None:
        """Begins a part within the present one."""
        parent = self._parts[-1]
        if kind is Kind.BLOCK and parent.kind is Kind.BLOCK:
            if any(map(str.strip, parent.words)):
                _flush(parent, squeezed=self._squeezed)
            # The first paragraph of a list item stands beside its bullet.
            mark, parent.mark = mark or parent.mark, ""
        self._parts.append(_Part(kind, mark))

    def close(self) -> None:
        """Ends the present part and hands its lines on."""
        part = self._parts.pop()
        parent = self._parts[-1]
        _flush(part, squeezed=self._squeezed, empty=part.kind is Kind.BLOCK)
        lines = part.lines + part.boxed
        match part.kind:
            case Kind.BLOCK:
                parent.lines += lines
            case Kind.BOX:
                parent.boxed += lines
            case Kind.CELL:
                parent.cells.append(lines)
            case Kind.ROW:
                parent.lines += _row(part.cells) + lines

    def mark(self, mark: str) -> None:
        """Sets what the present part begins with."""
        self._parts[-1].mark = mark

    def write(self, text: str) -> None:
        """Adds text to the present part; raises DocumentTooLarge."""
        self.write_as_is(_SPACES.sub(" ", text) if self._squeezed else text)

    def write_as_is(self, text: str) -> None:
        """Adds text whose white space counts: a tabulation, a line break, preformatted lines."""
        self._left -= len(text)
        if self._left < 0:
            raise DocumentTooLarge(Measure.CHARACTERS, None, self._limit)
        self._parts[-1].words.append(text)


def _flush(part: _Part, *, squeezed: bool, empty: bool = False) -> None:
    """Turns the words so far into lines; a block without any is an empty line."""
    text = "".join(part.words)
    part.words.clear()
    if squeezed:
        text = _DOUBLED.sub(" ", text)
    lines = [line.strip(" ") for line in text.split("\n")]
    if not any(lines):
        part.lines += [""] if empty and not part.lines else []
        return
    part.lines += (part.mark + lines[0]).split("\n") + lines[1:]
    part.mark = ""


def _row(cells: list[list[str]]) -> list[str]:
    """One line for a row of short cells; where cells hold paragraphs, each in its turn."""
    kept = [[line for line in cell if line.strip()] for cell in cells]
    if all(len(cell) <= 1 for cell in kept):
        return ["\t".join(chain.from_iterable(kept))]
    return list(chain.from_iterable(cells))
