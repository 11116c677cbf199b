"""Readers: the engines that read texts, opened together; the extraction asks the prediction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from romarin.api.errors import EncoderNeeded
from romarin.encoder import Encoder
from romarin.engines.documents import DocumentReader
from romarin.engines.documents.document import ReadDocument
from romarin.engines.extraction import (
    Document,
    DocumentKind,
    Extracted,
    Extraction,
    LikelyMetier,
    LikelyMetiers,
    Options,
)
from romarin.engines.lookup import Lookup
from romarin.engines.prediction import Posting, Predicted, Prediction
from romarin.index import Artefact

LIKELY = 5  # métiers told of a document

_WARM_UP = Document(
    "Vous conduisez des chariots élévateurs et préparez les commandes.\nCACES exigé, anglais "
    "apprécié.",
    "Cariste H/F",
    DocumentKind.OFFRE,
)


class SkillsExtraction(Protocol):
    """What /v1/extractions asks: Romarin's own Extraction, or another."""

    @property
    def min_score(self) -> float:
        """Least score of an item, where the options say nothing else."""
        ...

    def many(self, documents: Sequence[Document], options: Options) -> Sequence[Extracted]:
        """One answer a document, in order."""
        ...


class MetiersPrediction(Protocol):
    """What /v1/predictions/metiers asks: Romarin's own Prediction, or another."""

    def many(self, postings: Sequence[Posting], *, limit: int) -> Sequence[Predicted]:
        """Up to `limit` métiers each, in order."""
        ...


class FileReader(Protocol):
    """What /v1/extractions/files asks: Romarin's own DocumentReader, or another."""

    def read(self, content: bytes, *, name: str) -> ReadDocument:
        """The text of a file; raises DocumentUnreadable. Several threads may call at once."""
        ...

    def close(self) -> None:
        """Reads no more."""
        ...


@dataclass(frozen=True, slots=True)
class Readers:
    """The engines of the routes that take texts."""

    extraction: SkillsExtraction | None  # None where there is no encoder
    prediction: MetiersPrediction
    files: FileReader


@dataclass(frozen=True, slots=True)
class MetiersOf:
    """The prediction in the shape that the extraction asks."""

    prediction: MetiersPrediction

    def __call__(self, documents: Sequence[Document]) -> list[LikelyMetiers]:
        """One answer a document, in order."""
        postings = [Posting(title=one.title, text=one.text) for one in documents]
        return [_likely(found) for found in self.prediction.many(postings, limit=LIKELY)]


def _likely(found: Predicted) -> LikelyMetiers:
    metiers = (LikelyMetier(one.code, one.libelle, one.score) for one in found.metiers)
    return LikelyMetiers(tuple(metiers), found.unsure)


def open_prediction(artefact: Artefact, encoder: Encoder | None, lookup: Lookup) -> Prediction:
    """The prediction over an open artefact; `lookup` answers from the same one."""
    return Prediction.of(artefact, encoder, lookup)


def open_extraction(
    artefact: Artefact, encoder: Encoder | None, prediction: MetiersPrediction
) -> Extraction:
    """The extraction over an open artefact, told of métiers. Raises EncoderNeeded."""
    if encoder is None:
        raise EncoderNeeded
    return Extraction(artefact, encoder, MetiersOf(prediction))


def open_readers(artefact: Artefact, encoder: Encoder | None, lookup: Lookup) -> Readers:
    """Opens them over an open artefact and has them read a first text.

    Raises an error of the artefact.
    """
    prediction = open_prediction(artefact, encoder, lookup)
    if encoder is None:
        return Readers(None, prediction, DocumentReader())
    extraction = open_extraction(artefact, encoder, prediction)
    extraction.many([_WARM_UP], Options())
    return Readers(extraction, prediction, DocumentReader())
