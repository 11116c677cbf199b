"""Parsing: the words of a French text with their grammar, by spaCy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from romarin.text.folding import fold
from romarin.text.reduction import reduce
from romarin.text.sections import Line, lines
from romarin.text.tokens import STOP_WORDS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Parsed

MODEL = "fr_core_news_sm"
_AT_ONCE = 16  # texts parsed together
_STOPS = frozenset(".!?;")
# Dependencies take half of the time, and detection finds no more with them than without: F1 .727
# without, .719 with. Lemmas take half of the rest for nothing (docs/decisions/0011-extraction.md).
_UNUSED = ("parser", "ner", "lemmatizer", "attribute_ruler")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign, code points [start, end) of its text, with what grammar says of it."""

    start: int
    end: int
    text: str
    folded: str
    reduced: str  # one form for all genders and numbers
    pos: str  # of Universal Dependencies
    morphology: str  # verb form, mood, person and number, in one word
    opens_sentence: bool
    line: int  # place of its line among those of the text
    place: int  # among the words of its line
    ends_line: bool
    is_stop: bool  # says nothing by itself


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text, its lines and its words."""

    text: str
    lines: Sequence[Line]
    words: Sequence[Word]


class Parser:
    """Reads texts with one model of spaCy; loading takes a second or two."""

    def __init__(self, model: str = MODEL) -> None:
        """Raises OSError for a model that is not installed."""
        self._language = _language(model)

    def __call__(self, texts: Iterable[str]) -> Iterator[ParsedText]:
        """One parsed text for each, in order."""
        for parsed in self._language.pipe(texts, batch_size=_AT_ONCE):
            yield _read(parsed)


@cache
def _language(model: str) -> "Language":
    import spacy  # a second, which lookup alone need not pay

    return spacy.load(model, exclude=list(_UNUSED))


def _read(parsed: "Doc") -> ParsedText:
    rows = list(lines(parsed.text))
    tokens = [token for token in parsed if not token.is_space]
    line, places = 0, list[tuple[int, int]]()
    for before, token in zip([None, *tokens], tokens, strict=False):
        place = places[-1][1] + 1 if before is not None else 0
        while token.idx > rows[line].end:
            line, place = line + 1, 0
        places.append((line, place))
    last = [following[0] != own[0] for own, following in pairwise(places)] + [True]
    after_stop = [True, *(token.text in _STOPS for token in tokens[:-1])]
    words = [
        _word(token, *where, ends_line=ends, opens_sentence=stopped or not where[1])
        for token, where, ends, stopped in zip(tokens, places, last, after_stop, strict=False)
    ]
    return ParsedText(parsed.text, rows, words)


def _word(token: "Parsed", line: int, place: int, *, ends_line: bool, opens_sentence: bool) -> Word:
    text = token.text
    folded, reduced, is_stop = _spelt(text)
    return Word(
        token.idx,
        token.idx + len(text),
        text,
        folded,
        reduced,
        token.pos_,
        _inflected(str(token.morph)),
        opens_sentence,
        line,
        place,
        ends_line,
        is_stop,
    )


@lru_cache(maxsize=65536)
def _spelt(text: str) -> tuple[str, str, bool]:
    """Folded, reduced, and whether it says nothing by itself."""
    folded = fold(text)
    reduced = reduce(folded) if folded.isalpha() else folded
    return folded, reduced, folded in STOP_WORDS or not folded[:1].isalnum()


@lru_cache(maxsize=4096)
def _inflected(morphology: str) -> str:
    """Verb form, mood, person and number out of what spaCy writes as "Mood=Ind|Number=Sing"."""
    told = dict(pair.split("=", 1) for pair in morphology.split("|") if "=" in pair)
    return "".join(told.get(name, "").split(",")[0][:length] for name, length in _INFLECTION)


_INFLECTION = (("VerbForm", None), ("Mood", None), ("Person", None), ("Number", 1))
