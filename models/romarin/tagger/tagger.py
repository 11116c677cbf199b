"""Tagger: what each word of a text is part of, by a small transformer on ONNX Runtime."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from romarin.encoder import load_session
from romarin.tagger.errors import TaggerDamaged, TaggerMissing
from romarin.tagger.windows import Token, Window, windows

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"  # files of a folder
WEIGHTS = Path(str(files("romarin.tagger"))) / "weights"  # folder of the packaged one
TAGS = ("outside", "first", "next")  # of a skill phrase: outside any, its first word, a further one
LEVELS = ("task", "required", "desired", "offered", "negated")
Floats = npt.NDArray[np.float32]
_OUTSIDE, _FIRST, _NEXT = range(len(TAGS))
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """The words of a text in order, each with the logarithms of what it may be."""

    starts: Sequence[int]  # code points
    ends: Sequence[int]
    tags: Floats  # (words, TAGS)
    levels: Floats  # (words, LEVELS), of the phrase that the word is in, were it in one


@dataclass(frozen=True, slots=True)
class TaggedPhrase:
    """A skill phrase, code points [start, end)."""

    start: int
    end: int
    confidence: float  # the least probability of the tags of its words
    levels: Floats  # (LEVELS,), probabilities


class Tagger:
    """Reads texts; safe to share between threads."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """See `load` and `packaged`."""
        self._session, self.tokenizer = session, tokenizer

    @classmethod
    @cache
    def packaged(cls) -> Self:
        """That of the package."""
        return cls.load(WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Of a folder by `romarin train tagger`. Raises TaggerMissing or TaggerDamaged."""
        if not all((folder / name).is_file() for name in (MODEL, TOKENIZER)):
            raise TaggerMissing(folder)
        try:
            session = load_session(folder / MODEL)
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # each library has errors of its own, without a common base
            raise TaggerDamaged(folder, error) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(session, tokenizer)

    def __call__(self, text: str, *, title: str, kind: str) -> list[TaggedPhrase]:
        """The phrases in order, none overlapping another."""
        words = self.words(text, title=title, kind=kind)
        return list(phrases_of(words)) if words.starts else []

    def words(self, text: str, *, title: str, kind: str) -> TaggedWords:
        """The words of a text; `kind` is "offre" or "cv"."""
        starts, ends = list[int](), list[int]()
        tags = [np.zeros((0, len(TAGS)), np.float32)]
        levels = [np.zeros((0, len(LEVELS)), np.float32)]
        for window in windows(self.tokenizer, text, title=title, kind=kind):
            places = list(_words(text, window.tokens))
            begun = [at for at, _ in places]
            starts += [window.tokens[at].start for at in begun]
            ends += [end for _, end in places]
            of_tags, of_levels = self.logits(window)
            tags.append(of_tags[begun])
            levels.append(of_levels[begun])
        return TaggedWords(
            starts,
            ends,
            _log_softmax(np.concatenate(tags)),
            _log_softmax(np.concatenate(levels)),
        )

    def logits(self, window: Window) -> tuple[Floats, Floats]:
        """Those of TAGS and of LEVELS, for the tokens of the text: (tokens, 3) and (tokens, 5)."""
        ids = np.array([window.ids], np.int64)
        writings = np.array([window.writings], np.int64)
        tags, levels = self._session.run(None, {"input_ids": ids, "writings": writings})
        lead = len(window.lead)
        return tags[0, lead:], levels[0, lead:]


def _words(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """For each word, the place of its first token and where its last one ends."""
    first, end = None, -1
    for at, token in enumerate(tokens):
        if token.start == token.end:
            continue
        # Tokens may share a character: those of "½", or a space and the letter after it.
        joined = token.start < end or (token.start == end and _within_word(text, end))
        if not joined:
            if first is not None:
                yield first, end
            first = at
        end = max(end, _past_accents(text, token.end))
    if first is not None:
        yield first, end


def _within_word(text: str, at: int) -> bool:
    before = text[at - 1].isalnum() or unicodedata.combining(text[at - 1]) > 0
    return before and text[at].isalnum()


def _past_accents(text: str, end: int) -> int:
    """Past accents apart from their letter, which tokens leave out."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def phrases_of(words: TaggedWords) -> Iterator[TaggedPhrase]:
    """The phrases of the likeliest tags in a row, a further word never coming first."""
    tags = _likeliest(words.tags)
    for first, last in _runs(tags):
        own = np.arange(first, last)
        told = np.exp(words.levels[first:last].mean(axis=0))
        yield TaggedPhrase(
            words.starts[first],
            words.ends[last - 1],
            float(np.exp(words.tags[own, tags[first:last]].min())),
            told / told.sum(),
        )


def _runs(tags: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The places [first, last) of each phrase."""
    first = None
    for at, tag in enumerate([*tags.tolist(), _OUTSIDE]):
        if first is not None and tag != _NEXT:
            yield first, at
            first = None
        if tag == _FIRST:
            first = at


def _likeliest(tags: Floats) -> npt.NDArray[np.int64]:
    """By Viterbi's algorithm: of all rows of tags that may follow each other, the likeliest."""
    alone: npt.NDArray[np.int64] = tags.argmax(axis=1)
    before = np.concatenate([[_OUTSIDE], alone[:-1]])
    if not ((alone == _NEXT) & (before == _OUTSIDE)).any():
        return alone  # the likeliest of each word: nothing can be likelier
    came_from = np.zeros(tags.shape, np.int64)
    best = tags[0].copy()
    best[_NEXT] = _NEVER
    for at in range(1, len(tags)):
        any_before, inside_before = int(best.argmax()), _FIRST + int(best[_FIRST:].argmax())
        came_from[at] = (any_before, any_before, inside_before)
        best = best[came_from[at]] + tags[at]
    found = np.zeros(len(tags), np.int64)
    found[-1] = best.argmax()
    for at in range(len(tags) - 1, 0, -1):
        found[at - 1] = came_from[at, found[at]]
    return found


def _log_softmax(logits: Floats) -> Floats:
    moved = logits - logits.max(axis=-1, keepdims=True) if len(logits) else logits
    result: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return result
