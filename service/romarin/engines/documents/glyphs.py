"""Glyphs: the characters that PDFium finds on a page, gathered into words with their boxes."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

# How PDFium tells a hyphen at the end of a line; the word goes on in the next.
_LINE_HYPHENS = (0x02, 0xFFFE)
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\xad": "-",
}
# Bullets of Symbol and Wingdings, by their place in the private area; other icons say nothing.
_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf0e8\uf02d")
_PRIVATE = range(0xE000, 0xF900)
_FAR = 0.8  # of the letters' height: a gap that no two letters of one word have
_OFF = 0.5  # of the letters' height: a step up or down that leaves the line
_QUARTER = math.pi / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle as its text is read: x grows along the line, y from line to line."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """That of the letters, about 1.2 times their size."""
        return self.bottom - self.top

    def __or__(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them."""

    text: str
    box: Box
    parted: bool  # a space of the file stands before it; else only a gap
    quarters: int  # how far the line is turned: 0 to the right, 1 down, 2 on its head, 3 upwards


@dataclass(slots=True)
class _Letters:
    text: list[str] = field(default_factory=list)
    box: Box | None = None
    parted: bool = True
    quarters: int = 0

    def goes_on(self, box: Box, quarters: int) -> bool:
        if self.box is None or quarters != self.quarters:
            return False
        height = max(self.box.height, box.height)
        gap = box.left - self.box.right
        return -height < gap < _FAR * height and abs(box.bottom - self.box.bottom) < _OFF * height


def words_of(page: ctypes.c_void_p, count: int) -> Iterator[Word]:
    """The words of a text page, in the order in which the file draws them."""
    letters = _Letters()
    for at in range(count):
        text = _letter(pdfium.FPDFText_GetUnicode(page, at))
        if text.isspace() or not text:
            yield from _word(letters)
            letters = _Letters(parted=pdfium.FPDFText_IsGenerated(page, at) != 1)
            continue
        quarters = round(pdfium.FPDFText_GetCharAngle(page, at) / _QUARTER) % 4
        box = _box(page, at, quarters)
        if not letters.goes_on(box, quarters):
            yield from _word(letters)
            letters = _Letters(parted=letters.parted and letters.box is None)
        letters.quarters = quarters
        letters.text.append(text)
        letters.box = box if letters.box is None else letters.box | box
    yield from _word(letters)


def _letter(code: int) -> str:
    """The text of a code point; "" for an icon or nothing at all."""
    if code in _LINE_HYPHENS:
        return "-"
    letter = chr(code) if 0 < code <= 0x10FFFF else ""
    if code in _PRIVATE:
        return "•" if letter in _BULLETS else ""
    return _LIGATURES.get(letter, letter)


def _box(page: ctypes.c_void_p, at: int, quarters: int) -> Box:
    """The box of a letter, turned so that its line runs to the right and the next is below."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, at, ctypes.byref(rect))
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    match quarters:
        case 1:
            return Box(-top, -right, -bottom, -left)
        case 2:
            return Box(-right, bottom, -left, top)
        case 3:
            return Box(bottom, left, top, right)
        case _:
            return Box(left, -top, right, -bottom)


def _word(letters: _Letters) -> Iterator[Word]:
    if letters.box is not None:
        yield Word("".join(letters.text), letters.box, letters.parted, letters.quarters)
