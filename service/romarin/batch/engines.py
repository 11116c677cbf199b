"""Engines of a bulk run: what a worker loads to read skills and to predict métiers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from romarin.batch.records import USUAL_METIERS, Row, Task
from romarin.catalogue import Release
from romarin.encoder import DEFAULT
from romarin.engines import NO_ENCODER, Lookup, load_encoder_of
from romarin.engines.extraction import Document, Extracted, Extraction, LikelyMetier, LikelyMetiers
from romarin.engines.extraction import Options as ExtractionOptions
from romarin.engines.prediction import Posting, Prediction
from romarin.index import Artefact


class Coded(Protocol):
    """Something of the ROME: a code and its label."""

    @property
    def code(self) -> str:
        """ROME or OGR code."""
        ...

    @property
    def libelle(self) -> str:
        """As the ROME writes it."""
        ...


class PredictedMetier(Coded, Protocol):
    """A métier with the appellation that fits best."""

    @property
    def appellation(self) -> Coded:
        """One of the métier's."""
        ...

    @property
    def score(self) -> float:
        """How likely the métier is right, in [0, 1]."""
        ...


class Predicted(Protocol):
    """The métiers of one document, best first."""

    @property
    def metiers(self) -> Sequence[PredictedMetier]:
        """Best first."""
        ...

    @property
    def margin(self) -> float:
        """The lead of the first over the second."""
        ...

    @property
    def unsure(self) -> bool:
        """Whether the first is in doubt."""
        ...


class Reader(Protocol):
    """Reads the skills of documents together."""

    def many(
        self, documents: Sequence[Document], options: ExtractionOptions
    ) -> Sequence[Extracted]:
        """One answer a document, in order."""
        ...


class Predictor(Protocol):
    """Predicts the métiers of rows together, `limit` at most of each."""

    def __call__(self, rows: Sequence[Row], *, limit: int) -> Sequence[Predicted]:
        """One answer a row, in order."""
        ...


class Foretold:
    """What extraction is told of the métiers: those predicted for the same batch just before.

    Always as many as over HTTP, so that what is read does not depend on `--limit`.
    """

    def __init__(self) -> None:
        self._metiers: dict[Document, LikelyMetiers] = {}

    def tell(self, documents: Sequence[Document], predicted: Sequence[Predicted]) -> None:
        """Takes the place of what was told of the batch before."""
        pairs = zip(documents, predicted, strict=True)
        self._metiers = {document: _likely(one) for document, one in pairs}

    def __call__(self, documents: Sequence[Document]) -> list[LikelyMetiers]:
        """The métiers of these documents of the batch."""
        return [self._metiers[document] for document in documents]


def _likely(predicted: Predicted) -> LikelyMetiers:
    first = predicted.metiers[:USUAL_METIERS]
    metiers = tuple(LikelyMetier(one.code, one.libelle, one.score) for one in first)
    return LikelyMetiers(metiers, predicted.unsure)


@dataclass(frozen=True, slots=True)
class Engines:
    """What one worker has loaded; None: the task does not need it, or nothing offers it."""

    release: Release
    read: Reader | None = None
    predict: Predictor | None = None
    foretold: Foretold | None = None  # where `read` asks for what `predict` gave


LoadEngines = Callable[[], Engines]  # picklable: called in each worker


@dataclass(frozen=True, slots=True)
class ArtefactEngines:
    """Loads the engines over an artefact folder."""

    folder: Path
    encoder: str = DEFAULT
    task: Task = Task.SKILLS

    def __call__(self) -> Engines:
        """Raises what loading raises."""
        artefact = Artefact.open(self.folder)
        encoder = load_encoder_of(artefact, self.encoder)
        foretold = Foretold()
        prediction = Prediction.of(artefact, encoder, Lookup.of(artefact, encoder))
        read = None
        if self.task is not Task.METIERS:
            read = Extraction.load(self.folder, encoder=encoder or NO_ENCODER, predict=foretold)
        release = artefact.manifest.inputs.release
        return Engines(release, read, _Predicting(prediction), foretold)


@dataclass(frozen=True, slots=True)
class _Predicting:
    """The engine of predictions, asked for rows."""

    prediction: Prediction

    def __call__(self, rows: Sequence[Row], *, limit: int) -> Sequence[Predicted]:
        postings = [Posting(row.title, row.text, row.naf) for row in rows]
        return self.prediction.many(postings, limit=limit)
