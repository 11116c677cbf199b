"""Course: what the extraction learns from, and the engine that reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from romarin.api.readers import MetiersOf
from romarin.catalogue import Catalogue
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup, Prediction
from romarin.engines.extraction import Extraction
from romarin.engines.loading import load_encoder_of
from romarin.evaluation.cases import TextCase, read_texts
from romarin.index import Artefact
from romarin.training.data.offers import read_offers
from romarin.training.extraction import (
    NAMED,
    OFFERS,
    TEXTS,
    Mark,
    MarkedText,
    read_marked,
    read_marked_offers,
    with_codes,
)

FOLDS = 5
SEED = 1


@dataclass(frozen=True, slots=True)
class Files:
    """Annotated cases, and the offers that the packaged marks are of."""

    cases: Path
    offers: tuple[Path, ...]


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
    def annotated(self) -> list[MarkedText]:
        """The cases as texts to learn from, in order."""
        return [_marked(one) for one in self.cases]

    @cached_property
    def marked(self) -> list[MarkedText]:
        """Texts written or marked for the training alone."""
        offers = {
            one.id: (one.title, one.text) for one in read_offers(self.files.offers, self.catalogue)
        }
        texts = [one for path in sorted(TEXTS.glob("*.txt")) for one in read_marked(path)]
        return [*texts, *read_marked_offers(OFFERS, offers)]

    @cached_property
    def named(self) -> list[MarkedText]:
        """Those of them of which a reader named the phrases."""
        return list(with_codes(self.marked, NAMED))

    @cached_property
    def folds(self) -> list[int]:
        """The fold of each case, by text."""
        order = list(range(len(self.cases)))
        Random(SEED).shuffle(order)
        return [order.index(at) % FOLDS for at in range(len(order))]

    def by_fold(self) -> list[list[MarkedText]]:
        """The annotated texts of each fold."""
        pairs = list(zip(self.folds, self.annotated, strict=True))
        return [[one for fold, one in pairs if fold == asked] for asked in range(FOLDS)]


def _marked(case: TextCase) -> MarkedText:
    marks = (Mark(one.start, one.end, str(one.level), one.codes) for one in case.mentions)
    document = case.document
    return MarkedText(case.id, str(document.kind), document.title, document.text, tuple(marks))
