"""Readers: small ones, for what the service does around any engine that reads texts."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from starlette.testclient import TestClient
from tests.api.lookups import FixedLookup

from romarin.api import Settings, create_app
from romarin.api.loading import AppellationLookup
from romarin.api.readers import Readers
from romarin.catalogue import TypeCompetence
from romarin.engines.documents.document import Format, ReadDocument
from romarin.engines.documents.errors import TextMissing
from romarin.engines.extraction import (
    Document,
    DocumentSkill,
    Evidence,
    Extracted,
    Item,
    Level,
    LikelyMetier,
    Mention,
    Options,
    Unresolved,
)
from romarin.engines.prediction import Posting, Predicted, PredictedAppellation, PredictedMetier

HACCP = Item("8504", TypeCompetence.SAVOIR, "Méthode HACCP", 0.912345)


@dataclass(frozen=True)
class WordExtraction:
    """The first word of a text is a skill, the second one that no item means; notes its work."""

    min_score: float = 0.5
    calls: list[tuple[tuple[Document, ...], Options]] = field(default_factory=list)

    def many(self, documents: Sequence[Document], options: Options) -> list[Extracted]:
        """One answer a document."""
        self.calls.append((tuple(documents), options))
        return [self._one(document, options) for document in documents]

    def _one(self, document: Document, options: Options) -> Extracted:
        evidence = (Evidence("cosine", 0.87654321),) if options.explain else ()
        item = Item(HACCP.code, HACCP.type, HACCP.libelle, HACCP.score, evidence)
        first = len(document.text.split(" ", 1)[0])
        core = None if options.code_rome is None else True
        skill = DocumentSkill(
            item.code, item.type, item.libelle, item.score, Level.TASK, core, (0,)
        )
        return Extracted(
            (Mention(0, first, Level.TASK, (item,)),),
            (skill,),
            (Unresolved(first, len(document.text), Level.NEGATED),),
            (LikelyMetier("M1901", "Développeur / Développeuse web", 0.654321),),
            False,
        )


@dataclass(frozen=True)
class FixedPrediction:
    """The same métier whatever is asked; notes what is."""

    calls: list[tuple[tuple[Posting, ...], int]] = field(default_factory=list)

    def many(self, postings: Sequence[Posting], *, limit: int) -> list[Predicted]:
        """One answer a posting."""
        self.calls.append((tuple(postings), limit))
        named = PredictedAppellation("6044", "Développeur / Développeuse web")
        metier = PredictedMetier("M1901", "Développeur / Développeuse web", named, 0.876543)
        return [Predicted((metier,) * limit, 0.212345, False) for _ in postings]


@dataclass(frozen=True)
class PlainFiles:
    """Reads UTF-8; an empty file has no text."""

    def read(self, content: bytes, *, name: str) -> ReadDocument:
        """The text; raises TextMissing."""
        if not content.strip():
            raise TextMissing(Format.PDF, 2)
        return ReadDocument(content.decode(), 1 if name.endswith(".pdf") else None, Format.TXT)

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class AnyFiles(PlainFiles):
    """Reads whatever there is."""

    def read(self, content: bytes, *, name: str) -> ReadDocument:
        """A text."""
        return PlainFiles.read(self, content.hex().encode() or b"empty", name=name)


@dataclass(frozen=True)
class SlowExtraction(WordExtraction):
    """Waits to be let on before it reads; tells when it has begun."""

    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_on.set()

    def many(self, documents: Sequence[Document], options: Options) -> list[Extracted]:
        """One answer a document, once let on."""
        self.begun.set()
        assert self.go_on.wait(60)
        return WordExtraction.many(self, documents, options)


@dataclass(frozen=True)
class BrokenExtraction(WordExtraction):
    """Fails on every text, with the text in its message."""

    def many(self, documents: Sequence[Document], options: Options) -> list[Extracted]:
        """Raises."""
        raise KeyError(documents[0].text, options)


def reading(
    extraction: WordExtraction | None = None,
    *,
    prediction: FixedPrediction | None = None,
    files: PlainFiles = PlainFiles(),
    lookup: AppellationLookup | None = None,
    settings: Settings | None = None,
    raises: bool = True,
) -> TestClient:
    """The application over such readers, loaded; to be entered."""
    readers = Readers(extraction or WordExtraction(), prediction or FixedPrediction(), files)
    app = create_app(settings or Settings(), lookup or FixedLookup(), open_readers=lambda: readers)
    app.state.service.loading.run()
    return TestClient(app, raise_server_exceptions=raises)
