"""Detection: which phrases of a text state a skill, by a conditional random field."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycrfsuite

from romarin.text import Word

OUTSIDE, FIRST, NEXT = "O", "B", "I"
_FILE = "detection.crfsuite"
_SHORT = 2  # letters of a permit or a level, as B or C1
_HANGING = ".,;:"
_JOINTS = frozenset(("et", "ou", "puis", ",", ";", "/"))  # between two actions


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase, code points [start, end) of its text and words [first, last) of it."""

    start: int
    end: int
    first: int
    last: int
    confidence: float  # that of its least sure word, in [0, 1]


class Detector:
    """Finds phrases; safe to share between threads, each of which has a tagger of its own."""

    def __init__(self, model: bytes) -> None:
        """`model` is what CRFsuite wrote."""
        self._model, self._own = model, threading.local()

    @classmethod
    @cache
    def packaged(cls) -> "Detector":
        """That of the package."""
        return cls(files("romarin.engines.extraction").joinpath(_FILE).read_bytes())

    def __call__(self, words: Sequence[Word], signs: Sequence[Sequence[str]]) -> list[Span]:
        """The phrases in order, none overlapping another."""
        if not words:
            return []
        tagger = self._tagger()
        tagger.set(signs)
        tags = tagger.tag()
        return [
            Span(
                words[first].start,
                words[last - 1].end - _hanging(words[last - 1].text),
                first,
                last,
                min(tagger.marginal(tags[at], at) for at in range(first, last)),
            )
            for whole in spans_of(tags)
            for first, last in actions_of(words, *whole)
        ]

    def _tagger(self) -> pycrfsuite.Tagger:
        if not hasattr(self._own, "tagger"):
            self._own.tagger = pycrfsuite.Tagger()
            self._own.tagger.open_inmemory(self._model)
        tagger: pycrfsuite.Tagger = self._own.tagger
        return tagger


def _closes(text: str) -> bool:
    """Whether a letter or two with a dot end a sentence, as in "permis B. Autonomie"."""
    return text.endswith(".") and 0 < len(text.rstrip(".")) <= _SHORT


def _hanging(text: str) -> int:
    """Signs at the end of a word that are none of it: spaCy reads "permis B." as two words."""
    return len(text) - len(text.rstrip(_HANGING)) if text.strip(_HANGING) else 0


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places [first, last) of each phrase among the words."""
    first = None
    for at, tag in enumerate([*tags, OUTSIDE]):
        if first is not None and tag != NEXT:
            yield first, at
            first = None
        if tag != OUTSIDE and first is None:
            first = at


def actions_of(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A phrase cut where a second action begins: "tenir la caisse et ranger les rayons".

    Verbs that share an object stay together: "conduire et surveiller la machine".
    """
    verb = thing = False
    for at in range(first, last):
        word = words[at]
        if _closes(word.text) and at + 1 < last:
            yield first, at + 1
            first, verb, thing = at + 1, False, False
            continue
        if (
            verb
            and thing
            and word.folded in _JOINTS
            and at + 1 < last
            and words[at + 1].pos == "VERB"
        ):
            yield first, at
            first, verb, thing = at + 1, False, False
        verb = verb or word.pos == "VERB"
        thing = thing or word.pos in ("NOUN", "PROPN")
    yield first, last


def tags_of(words: Sequence[Word], marked: Sequence[tuple[int, int]]) -> list[str]:
    """The tags of words where phrases are marked by code points [start, end), in order."""
    tags = [OUTSIDE] * len(words)
    for start, end in marked:
        inside = [at for at, word in enumerate(words) if word.start < end and start < word.end]
        for at in inside:
            tags[at] = FIRST if at == inside[0] else NEXT
    return tags
