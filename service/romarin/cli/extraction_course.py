"""Course: what the extraction learns from, as the engine reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from romarin.api.readers import MetiersOf
from romarin.catalogue import Catalogue
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup, Prediction
from romarin.engines.extraction import DocumentKind, Extraction
from romarin.engines.extraction.detection import Span, tags_of
from romarin.engines.extraction.levels import LEVELS, level_signs
from romarin.engines.extraction.signs import signs_of
from romarin.engines.loading import load_encoder_of
from romarin.evaluation.cases import TextCase, read_texts
from romarin.index import Artefact
from romarin.text import ParsedText
from romarin.training.data.offers import read_offers
from romarin.training.extraction import (
    OFFERS,
    TEXTS,
    Mark,
    MarkedText,
    fit_detector,
    fit_levels,
    read_marked,
    read_marked_offers,
)

FOLDS = 5
SEED = 1
TIMES = 3  # that an annotated text counts beside one marked for training: it is the measure


@dataclass(frozen=True, slots=True)
class Files:
    """Annotated cases, and the offers that the packaged marks are of."""

    cases: Path
    offers: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A text to learn from, as the engine reads it."""

    parsed: ParsedText
    kind: DocumentKind
    marks: tuple[Mark, ...]
    signs: list[list[str]]

    @property
    def tags(self) -> list[str]:
        """Of its words."""
        return tags_of(self.parsed.words, [(one.start, one.end) for one in self.marks])


class Course:
    """What is learnt from; every part is read when first asked for."""

    def __init__(self, workshop: Workshop, files: Files) -> None:
        """Nothing is read yet."""
        self.workshop, self.files = workshop, files

    @cached_property
    def catalogue(self) -> Catalogue:
        """The ROME."""
        return Catalogue.load(self.workshop.locate().path)

    @cached_property
    def engine(self) -> Extraction:
        """Over the artefact, with the métiers predicted."""
        artefact = Artefact.open(self.workshop.artefact())
        encoder = load_encoder_of(artefact, self.workshop.choices.encoder)
        prediction = Prediction.of(artefact, encoder, Lookup.of(artefact, encoder))
        return Extraction(artefact, encoder, MetiersOf(prediction))

    @cached_property
    def cases(self) -> Sequence[TextCase]:
        """The annotated texts."""
        return read_texts(self.files.cases, self.catalogue).cases

    @cached_property
    def annotated(self) -> list[Learnt]:
        """Of the cases, in order."""
        return self._learnt([_marked(one) for one in self.cases])

    @cached_property
    def marked(self) -> list[Learnt]:
        """Texts written or marked for the training alone."""
        offers = {
            one.id: (one.title, one.text) for one in read_offers(self.files.offers, self.catalogue)
        }
        texts = [one for path in sorted(TEXTS.glob("*.txt")) for one in read_marked(path)]
        return self._learnt([*texts, *read_marked_offers(OFFERS, offers)])

    @cached_property
    def folds(self) -> list[int]:
        """The fold of each case, by text."""
        order = list(range(len(self.cases)))
        Random(SEED).shuffle(order)
        return [order.index(at) % FOLDS for at in range(len(order))]

    def detector(self, held_out: int | None = None) -> bytes:
        """Fitted on all texts but those of a fold of the cases."""
        own = [one for at, one in enumerate(self.annotated) if self.folds[at] != held_out]
        return fit_detector((one.signs, one.tags) for one in [*own * TIMES, *self.marked])

    def levels(self, held_out: int | None = None) -> dict[str, list[float]]:
        """Likewise."""
        own = [one for at, one in enumerate(self.annotated) if self.folds[at] != held_out]
        pairs = [pair for one in [*own, *self.marked] for pair in _levels_of(one)]
        signs, told = zip(*pairs, strict=True)
        return fit_levels(signs, told, [str(level) for level in LEVELS])

    def _learnt(self, texts: Sequence[MarkedText]) -> list[Learnt]:
        parsed = self.engine.parser([one.text for one in texts])
        found = []
        for one, words in zip(texts, parsed, strict=True):
            kind = DocumentKind(one.kind)
            signs = signs_of(words, kind, self.engine.names)
            found.append(Learnt(words, kind, one.marks, signs))
        return found


def _marked(case: TextCase) -> MarkedText:
    marks = (Mark(one.start, one.end, str(one.level), one.codes) for one in case.mentions)
    document = case.document
    return MarkedText(case.id, str(document.kind), document.title, document.text, tuple(marks))


def _levels_of(one: Learnt) -> Iterator[tuple[set[str], str]]:
    """The signs and the level of each marked phrase that holds a word."""
    words, spans, levels = one.parsed.words, list[Span](), list[str]()
    for mark in one.marks:
        inside = [
            at for at, word in enumerate(words) if word.start < mark.end and mark.start < word.end
        ]
        if inside:
            spans.append(Span(mark.start, mark.end, inside[0], inside[-1] + 1, 1.0))
            levels.append(mark.level)
    for at, level in enumerate(levels):
        yield level_signs(one.parsed, spans, at, one.kind), level
