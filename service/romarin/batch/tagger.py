"""Tagger: what a worker does with a batch, from rows to what is written of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from romarin.batch import shapes
from romarin.batch.engines import Engines, LoadEngines, Predicted
from romarin.batch.errors import EngineFailed
from romarin.batch.records import USUAL_METIERS, Batch, Options, Rejected, Row, Tag, Tagged, Task
from romarin.batch.writing import encode
from romarin.engines.extraction import Document, Extracted
from romarin.engines.extraction import Options as ExtractionOptions

# What a defect of an engine raises at one document; want of memory and of files ends the run.
DEFECTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
MANY_DEFECTS = 20  # in a row are no accident of a document

Made = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class MakeTagger:
    """Makes the tagger of a worker, in that worker."""

    load: LoadEngines
    options: Options

    def __call__(self) -> Tag:
        """Raises what loading raises."""
        return Tagger(self.load(), self.options)


class Tagger:
    """Tags batches with the engines that it holds."""

    def __init__(self, engines: Engines, options: Options) -> None:
        self._engines, self._options = engines, options
        self._reading = ExtractionOptions(min_score=options.min_score)
        self._defects = 0  # documents in a row that failed

    def __call__(self, batch: Batch) -> Tagged:
        """Raises EngineFailed when document after document fails."""
        rejected = [row for row in batch if isinstance(row, Rejected)]
        rows = [row for row in batch if isinstance(row, Row)]
        made = self._all(rows, rejected) if rows else []
        return Tagged(
            content=encode(made, self._options),
            documents=len(batch) - len(rejected),
            rejected=tuple(sorted(rejected, key=lambda one: one.place)),
            last=batch[-1].place,
        )

    def _all(self, rows: Sequence[Row], rejected: list[Rejected]) -> Made:
        """All together; where that fails, one by one, to find the document that it fails at."""
        try:
            made = self._together(rows)
        except DEFECTS:
            return [one for row in rows for one in self._alone(row, rejected)]
        self._defects = 0
        return made

    def _alone(self, row: Row, rejected: list[Rejected]) -> Made:
        try:
            made = self._together([row])
        except DEFECTS as error:
            # The error's own words may quote the text: they are neither told nor logged.
            kind = type(error).__name__
            self._defects += 1
            if self._defects >= MANY_DEFECTS:
                raise EngineFailed(kind, self._defects) from None
            rejected.append(Rejected(row.place, row.id, f"the engine failed: {kind}"))
            return []
        self._defects = 0
        return made

    def _together(self, rows: Sequence[Row]) -> Made:
        documents = [Document(row.text, row.title, self._options.kind) for row in rows]
        predicted = self._predicted(rows, documents)
        extracted = self._extracted(documents)
        told = predicted if self._options.task is not Task.SKILLS else [None] * len(rows)
        release = self._engines.release
        shape = shapes.flat if self._options.flat else shapes.document
        answers = zip(rows, extracted, told, strict=True)
        limit = self._options.limit
        return [one for answer in answers for one in shape(*answer, release, limit=limit)]

    def _predicted(
        self, rows: Sequence[Row], documents: Sequence[Document]
    ) -> Sequence[Predicted | None]:
        predict, foretold = self._engines.predict, self._engines.foretold
        if predict is None:
            return [None] * len(rows)
        predicted = predict(rows, limit=max(self._options.limit, USUAL_METIERS))
        if foretold is not None:
            foretold.tell(documents, predicted)
        return predicted

    def _extracted(self, documents: Sequence[Document]) -> Sequence[Extracted | None]:
        if self._engines.read is None:
            return [None] * len(documents)
        return self._engines.read.many(documents, self._reading)
