"""Windows: a text cut into stretches of tokens that a tagger reads at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from tokenizers import Tokenizer

from romarin.text import Line, lines

MOST = 128  # tokens of a window: the places that the weights know
# Tokens of the kind and title, and of the heading above, at most. The weights learnt from 16 of the
# title; with 8 they find as much in less time: F1 .793 for .788 (dev), .804 for .811 (our own).
TITLE, HEADING = 8, 10
LONGEST = 98  # tokens of a line that are read at once
_SHORTEST, _SHORTEST_CLAUSE = 30, 50  # tokens before a cut at a stop, or else at a comma
_STOPS, _COMMAS = frozenset(".!?;"), frozenset(",:")
OPEN, BREAK = 0, 1  # <s> and </s>, which stands for a line's end too
_LONGEST_HEADING = 90  # characters
_WORD = re.compile(r"\w+")


class Writing(IntEnum):
    """How a word is written: the tokens themselves are folded."""

    SMALL = 0
    CAPITAL = 1
    CAPITALS = 2
    LEAD = 3  # of no word of the text
    DIGITS = 4


class Token(NamedTuple):
    """Code points [start, end) of the text; a line's end is empty."""

    id: int
    start: int
    end: int
    writing: Writing


@dataclass(frozen=True, slots=True)
class Window:
    """A lead that says where the text stands, then tokens of the text."""

    lead: tuple[int, ...]
    tokens: tuple[Token, ...]

    @property
    def ids(self) -> list[int]:
        """Of the lead and the tokens."""
        return [*self.lead, *(token.id for token in self.tokens)]

    @property
    def writings(self) -> list[Writing]:
        """Likewise."""
        return [Writing.LEAD] * len(self.lead) + [token.writing for token in self.tokens]


def windows(tokenizer: Tokenizer, text: str, *, title: str, kind: str) -> list[Window]:
    """The windows in order, each MOST tokens or fewer; every word of the text is in one.

    A window begins with the kind ("offre" or "cv"), the title and the heading that it stands
    under, and ends with a line or a sentence wherever one ends soon enough.
    """
    opening = (OPEN, *_ids(tokenizer, f"{kind} {title}")[:TITLE], BREAK)
    found, lead, tokens = list[Window](), opening, list[Token]()
    for heading, unit in _units(tokenizer, text):
        if tokens and len(lead) + len(tokens) + len(unit) > MOST:
            found.append(Window(lead, tuple(tokens)))
            tokens = []
        if not tokens:
            lead = (*opening, *_ids(tokenizer, heading)[:HEADING], BREAK)
        tokens.extend(unit)
    return [*found, Window(lead, tuple(tokens))] if tokens else found


def _units(tokenizer: Tokenizer, text: str) -> Iterator[tuple[str, Sequence[Token]]]:
    """Lines, or parts of long ones, each with the heading above it."""
    heading = ""
    for line in lines(text):
        content = text[line.start : line.end]
        if not content.strip():
            continue
        tokens = _tokens(tokenizer, content, line)
        while tokens:
            cut = _cut(text, tokens)
            yield heading, tokens[:cut]
            tokens = tokens[cut:]
        if line.heading:
            heading = content.strip()[:_LONGEST_HEADING]


def _tokens(tokenizer: Tokenizer, content: str, line: Line) -> list[Token]:
    writings = _writings(content)
    encoded = tokenizer.encode(content, add_special_tokens=False)
    tokens = []
    for id_, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
        while start < end and content[start].isspace():
            start += 1
        writing = writings[start] if start < end else Writing.SMALL
        tokens.append(Token(id_, line.start + start, line.start + end, writing))
    return [*tokens, Token(BREAK, line.end, line.end, Writing.SMALL)]


def _writings(content: str) -> list[Writing]:
    """How the word that each character belongs to is written."""
    found = [Writing.SMALL] * len(content)
    for match in _WORD.finditer(content):
        found[match.start() : match.end()] = [_writing(match[0])] * len(match[0])
    return found


def _writing(word: str) -> Writing:
    if not word[0].isalpha():
        return Writing.DIGITS if word[0].isdigit() else Writing.SMALL
    if word.isupper() and len(word) > 1:
        return Writing.CAPITALS
    return Writing.CAPITAL if word[0].isupper() else Writing.SMALL


def _cut(text: str, tokens: Sequence[Token]) -> int:
    """How many tokens to read at once."""
    if len(tokens) <= LONGEST:
        return len(tokens)
    for signs, shortest in ((_STOPS, _SHORTEST), (_COMMAS, _SHORTEST_CLAUSE)):
        for count in range(LONGEST, shortest, -1):
            if text[tokens[count - 1].end - 1] in signs:
                return count
    return LONGEST


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids if text.strip() else []
    return ids
