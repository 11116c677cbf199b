"""Engines made for these tests: picklable, quick, and right about where a word stands."""

import os
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date

from romarin.batch import Engines, Foretold, Job, Place, Row, Tagged, Task
from romarin.batch.reading import batches
from romarin.catalogue import Release, Source, TypeCompetence
from romarin.engines.extraction import (
    Document,
    DocumentSkill,
    Extracted,
    Item,
    Level,
    LikelyMetiers,
    Mention,
    MetierPredictor,
    Options,
    Unresolved,
)

RELEASE = Release("460", 60, date(2025, 9, 18), "Licence", Source.OFFICIAL, "0")
SAVOIR = TypeCompetence.SAVOIR


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the ROME."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """A métier that fits."""

    code: str
    libelle: str
    appellation: Named
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """What is predicted of a document."""

    metiers: tuple[Fitting, ...]
    margin: float
    unsure: bool


def predict(rows: Sequence[Row], *, limit: int) -> list[Told]:
    """The title, or the NAF, is the métier; others follow it."""
    told = []
    for row in rows:
        first = Fitting("D1106", row.title or row.naf, Named("1", "Vendeuse"), 0.81239)
        others = (Fitting(f"N11{at:02}", "Cariste", Named("2", "Cariste"), 0.1) for at in range(24))
        told.append(Told((first, *others)[:limit], 0.71239, False))
    return told


class FirstWord:
    """Reads the first word of a text as a skill, the last as one that is unresolved."""

    def __init__(self, likely: MetierPredictor | None = None) -> None:
        self._likely = likely

    def many(self, documents: Sequence[Document], options: Options) -> list[Extracted]:
        likely = self._likely(documents) if self._likely else [LikelyMetiers()] * len(documents)
        return [self._one(*pair, options) for pair in zip(documents, likely, strict=True)]

    def _one(self, document: Document, likely: LikelyMetiers, options: Options) -> Extracted:
        text = document.text
        if text.startswith("DIE"):
            os._exit(1)
        if text.startswith("FAIL"):
            raise ValueError(text)
        if text.startswith("SLEEP"):
            time.sleep(0.02)
        score = 0.9 if options.min_score is None else options.min_score
        start, end = 0, len(text.split()[0])
        item = Item("7", SAVOIR, f"{document.kind or 'libelle'}", score)
        mention = Mention(start, end, Level.REQUIRED, (item,))
        skill = DocumentSkill("7", SAVOIR, "libelle", 0.91239, Level.REQUIRED, None, (0,))
        last = Unresolved(text.rindex(text.split()[-1]), len(text), Level.DESIRED)
        return Extracted((mention,), (skill,), (last,), likely.metiers, likely.unsure)


@dataclass(frozen=True, slots=True)
class LoadFakes:
    """Loads the engines above for a task."""

    task: Task = Task.SKILLS

    def __call__(self) -> Engines:
        foretold = Foretold()
        match self.task:
            case Task.SKILLS:
                return Engines(RELEASE, FirstWord())
            case Task.METIERS:
                return Engines(RELEASE, predict=predict)
            case Task.BOTH:
                return Engines(RELEASE, FirstWord(foretold), predict, foretold)


def in_this_process(job: Job, after: Place) -> Generator[Tagged, None, None]:
    """An engine of bulk runs without processes."""
    tag = job.make()
    for batch in batches(enumerate(job.inputs), job.columns, job.task, after):
        yield tag(batch)
