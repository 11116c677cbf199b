"""Levels: what a text says of each skill phrase, by a linear model on words and grammar."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from romarin.engines.extraction.cues import cue_signs, sentence_of
from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.records import DocumentKind, Level
from romarin.index import Floats
from romarin.text import ParsedText, Word

BEFORE, AFTER = 9, 9  # words around a phrase that may tell its level, within its sentence or line
CLOSE = 3  # of these, those beside the phrase
LEVELS: tuple[Level, ...] = tuple(Level)
_FILE = "levels.json"
_MANY = 4  # phrases of a sentence; more are as four
_ENDS = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True)
class LevelJudge:
    """Weights of each sign for each of LEVELS."""

    weights: Mapping[str, Floats]  # shape (5,)
    bias: Floats

    @classmethod
    @cache
    def packaged(cls) -> "LevelJudge":
        """That of the package."""
        text = files("romarin.engines.extraction").joinpath(_FILE).read_text("utf-8")
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, told: Mapping[str, Sequence[float]]) -> "LevelJudge":
        """From what the fitting wrote: sign -> weights, "" for the bias."""
        weights = {sign: np.array(row, np.float32) for sign, row in told.items()}
        return cls(weights, weights.pop(""))

    def __call__(
        self, parsed: ParsedText, spans: Sequence[Span], kind: DocumentKind
    ) -> list[Level]:
        """One level a phrase, in order."""
        found = []
        for at in range(len(spans)):
            scores = self.bias.copy()
            for sign in level_signs(parsed, spans, at, kind):
                if sign in self.weights:
                    scores += self.weights[sign]
            found.append(LEVELS[int(scores.argmax())])
        return found


def level_signs(parsed: ParsedText, spans: Sequence[Span], at: int, kind: DocumentKind) -> set[str]:
    """The signs of one phrase among those of its text."""
    return {
        *_of_place(parsed, spans[at], kind),
        *_of_phrase(parsed.words[spans[at].first : spans[at].last], kind),
        *_around(parsed.words, spans, at, kind),
        *_of_sentence(parsed, spans, at, kind),
    }


def _of_sentence(
    parsed: ParsedText, spans: Sequence[Span], at: int, kind: DocumentKind
) -> Iterator[str]:
    words, span = parsed.words, spans[at]
    first, last = sentence_of(words, span)
    yield from cue_signs(words, spans, at, (first, last))
    text, own = parsed.text[span.start : span.end], words[span.first : span.last]
    yield f"acronym={any(word.text.isupper() and len(word.text) > 1 for word in own)}"
    yield f"number={any(character.isdigit() for character in text)}"
    yield f"capital={text[:1].isupper()}{span.first == first}"
    yield f"verb={any(word.pos == 'VERB' for word in own)}"
    opener = words[first]
    yield f"opener={kind}{opener.folded}"
    yield f"opens={opener.pos}{opener.morphology}"
    yield f"ends={words[last - 1].folded}"
    yield f"phrases={min(sum(first <= one.first < last for one in spans), _MANY)}"


def _of_place(parsed: ParsedText, span: Span, kind: DocumentKind) -> Iterator[str]:
    line = parsed.lines[parsed.words[span.first].line]
    part = int(4 * span.start / max(len(parsed.text), 1))
    yield from (f"k={kind}", f"k|sec={kind}{line.section}", f"part={kind}{part}")
    heading = next(
        (one for one in reversed(parsed.lines[: parsed.words[span.first].line + 1]) if one.heading),
        None,
    )
    if heading is not None:
        words = parsed.text[heading.start : heading.end].lower().split()[:6]
        yield from (f"head={word.strip(':.-•* ')}" for word in words)


def _of_phrase(words: Sequence[Word], kind: DocumentKind) -> Iterator[str]:
    first = words[0]
    yield from (f"first={first.reduced}", f"pos={first.pos}", f"k|pos={kind}{first.pos}")
    yield from (f"mor={first.pos}{first.morphology}", f"n={min(len(words), 6)}")
    yield f"end={first.folded[-3:]}"
    yield from (f"in={word.reduced}" for word in words)


def _around(
    words: Sequence[Word], spans: Sequence[Span], at: int, kind: DocumentKind
) -> Iterator[str]:
    """Words before and after within the sentence, those of other phrases left out."""
    span = spans[at]
    inside = {place for one in spans for place in range(one.first, one.last)}
    before = _walk(words, range(span.first - 1, -1, -1), BEFORE)
    after = _walk(words, range(span.last, len(words)), AFTER)
    for side, places in (("<", list(before)), (">", list(after))):
        for step, place in enumerate(places):
            word = words[place]
            if place in inside:
                continue
            yield f"{side}{word.reduced}"
            yield f"k{side}{kind}{word.reduced}"
            if step < CLOSE:
                yield f"{side}{step}{word.folded}"
        bare = [words[place].reduced for place in places if place not in inside]
        yield from (f"{side}{one}_{other}" for one, other in pairwise(bare))


def _walk(words: Sequence[Word], places: range, most: int) -> Iterator[int]:
    """Places from a phrase outwards, up to the end of the sentence or of the line."""
    line = words[places.start - places.step].line if len(words) else 0
    for place in places[:most]:
        word = words[place]
        if word.line != line or word.folded in _ENDS:
            return
        yield place
