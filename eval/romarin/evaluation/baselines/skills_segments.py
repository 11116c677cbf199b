"""Segments: a text cut into sentences or clauses, and every cut taken for a skill."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from romarin.evaluation.answers import Document, Level, Mention, SkillSystem
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.ground import Ground

if TYPE_CHECKING:
    from spacy.language import Language

# Blanks, bullets and the marks that end a sentence: no skill begins or ends with them.
_EDGES = re.compile(r"[\s\u200b,;:./?!…•▪●◦·‣⁃–—−*>→✓✔✅-]+")
_BETWEEN_CLAUSES = re.compile(r"[,;/•▪●◦‣]|\bet\b", re.IGNORECASE)


class Segment(NamedTuple):
    """Code points [start, end) of a text."""

    start: int
    end: int


Cut: TypeAlias = Callable[[str], list[Segment]]


def whole_text(text: str) -> list[Segment]:
    """All of it, without blanks and bullets at its ends."""
    return list(_trimmed(text, [Segment(0, len(text))]))


def sentences(text: str) -> list[Segment]:
    """Those that spaCy's sentencizer makes of each line: a line break ends a sentence."""
    found = []
    at = 0
    for line in text.split("\n"):
        found += [
            Segment(at + one.start_char, at + one.end_char)
            for one in _sentencizer()(plain(line)).sents
        ]
        at += len(line) + 1
    return list(_trimmed(text, found))


def clauses(text: str) -> list[Segment]:
    """Sentences, cut again at commas, semicolons, slashes, bullets and "et"."""
    found = []
    for sentence in sentences(text):
        at = sentence.start
        for mark in _BETWEEN_CLAUSES.finditer(text, sentence.start, sentence.end):
            found.append(Segment(at, mark.start()))
            at = mark.end()
        found.append(Segment(at, sentence.end))
    return list(_trimmed(text, found))


@dataclass(frozen=True, slots=True)
class EverySegment:
    """Each segment is a mention that nothing names: what detection by no knowledge is worth."""

    cut: Cut

    def __call__(self, document: Document) -> list[Mention]:
        """In the order of the text, all at the level of tasks."""
        return [Mention(*segment, Level.TASK, ()) for segment in self.cut(document.text)]


@cache
def _sentencizer() -> "Language":
    # Imported here: spaCy takes a second, and other baselines need none of it.
    import spacy

    language = spacy.blank("fr")
    language.add_pipe("sentencizer")
    return language


def _trimmed(text: str, segments: list[Segment]) -> Iterator[Segment]:
    """Without edges; what is nothing else goes."""
    for start, end in segments:
        before = _EDGES.match(text, start, end)
        start = before.end() if before else start
        while start < end and _EDGES.fullmatch(text[end - 1]):
            end -= 1
        if start < end:
            yield Segment(start, end)


def _trivial(name: str, about: str, cut: Cut) -> Baseline:
    def make(ground: Ground) -> SkillSystem:  # noqa: ARG001 - these know nothing of the ROME
        return SkillSystem(EverySegment(cut), None)

    return Baseline(name, about, extraction=make, links=False)


WHOLE_TEXT = _trivial("whole-text", "the whole text as one mention", whole_text)
SENTENCES = _trivial("sentences", "every sentence as a mention", sentences)
CLAUSES = _trivial("clauses", "every clause as a mention", clauses)
