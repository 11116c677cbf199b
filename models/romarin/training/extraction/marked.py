"""Marked texts: offers and CVs written for Romarin, with their skills in brackets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from romarin.catalogue import RowInvalid, tsv

TEXTS = Path(__file__).parent / "texts"  # fictional, written by hand
OFFERS = Path(__file__).parent / "offers.tsv"  # places in real offers, without their words
NAMED = Path(__file__).parent / "named.tsv"  # items of phrases of both, by where they start
_MARK = re.compile(r"⟦([^⟦⟧]*)\|(\w+)⟧")
_HEAD = "##### "


@dataclass(frozen=True, slots=True)
class Mark:
    """A skill phrase, code points [start, end) of its text."""

    start: int
    end: int
    level: str
    codes: tuple[str, ...] = ()  # accepted items, where a reader named them


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its skills, in order."""

    id: str
    kind: str  # "offre" or "cv"
    title: str
    text: str
    marks: tuple[Mark, ...]


def read_marked(path: Path) -> Iterator[MarkedText]:
    """The texts of a file: a line `##### id | title | kind`, then a text with ⟦phrase|level⟧.

    Raises RowInvalid.
    """
    head, body, number = "", list[str](), 0
    for line, content in enumerate([*path.read_text("utf-8").split("\n"), _HEAD], 1):
        if not content.startswith(_HEAD):
            body.append(content)
            continue
        if head:
            yield _text(path, number, head, "\n".join(body).strip("\n"))
        head, body, number = content[len(_HEAD) :], [], line


def _text(path: Path, line: int, head: str, body: str) -> MarkedText:
    fields = [field.strip() for field in head.split("|")]
    if len(fields) != 3:
        raise RowInvalid(str(path), line, head, "an id, a title and a kind expected")
    text, marks, at = "", [], 0
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    text += body[at:]
    if "⟦" in text or "⟧" in text:
        raise RowInvalid(str(path), line, head, "a bracket without its pair or its level")
    return MarkedText(fields[0], fields[2], fields[1], text, tuple(marks))


def read_marked_offers(path: Path, texts: Mapping[str, tuple[str, str]]) -> Iterator[MarkedText]:
    """The offers that were marked, of those given as id -> (title, text).

    Offers that are not given, or whose text is another, are passed over. Raises RowInvalid.
    """
    marks: dict[tuple[str, str], list[Mark]] = {}
    for line, row in list(tsv.lines(path))[1:]:
        if len(row) != 5:
            raise RowInvalid(str(path), line, "\t".join(row), "five fields expected")
        found = marks.setdefault((row[0], row[1]), [])
        if row[2]:
            start, end = (_place(path, line, value) for value in row[2:4])
            found.append(Mark(start, end, row[4]))
    for (id_, digest), found in marks.items():
        title, text = texts.get(id_, ("", ""))
        if sha256(text.encode()).hexdigest().startswith(digest):
            yield MarkedText(id_, "offre", title, text, tuple(found))


def with_codes(texts: Iterable[MarkedText], path: Path) -> Iterator[MarkedText]:
    """The texts of which a reader named phrases, with the items accepted, and no others.

    The file says `text start codes`, codes parted by "|", none where no item is acceptable. Raises
    RowInvalid.
    """
    named: dict[str, dict[int, tuple[str, ...]]] = {}
    for line, row in list(tsv.lines(path))[1:]:
        if len(row) != 3:
            raise RowInvalid(str(path), line, "\t".join(row), "three fields expected")
        codes = tuple(code for code in row[2].split("|") if code)
        named.setdefault(row[0], {})[_place(path, line, row[1])] = codes
    for text in texts:
        if text.id in named:
            of_text = named[text.id]
            marks = (replace(mark, codes=of_text.get(mark.start, ())) for mark in text.marks)
            yield replace(text, marks=tuple(marks))


def _place(path: Path, line: int, value: str) -> int:
    if not value.isdecimal():
        raise RowInvalid(str(path), line, value, "a whole number of characters expected")
    return int(value)
