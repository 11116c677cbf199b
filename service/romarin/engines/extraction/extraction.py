"""Extraction: the skills of the ROME that offers and CVs state, with their place and level."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from romarin.catalogue import Release, TypeCompetence
from romarin.encoder import DEFAULT, Encoder
from romarin.engines.extraction.records import (
    Document,
    DocumentKind,
    DocumentSkill,
    Extracted,
    Item,
    Level,
    Mention,
    MetierPredictor,
    Options,
    Unresolved,
)
from romarin.engines.loading import load_encoder_of
from romarin.index import Artefact
from romarin.text import fold

MIN_SCORE = 0.5


class Extraction:
    """Reads documents; safe to share between threads."""

    def __init__(
        self, artefact: Artefact, encoder: Encoder | None, predict: MetierPredictor | None = None
    ) -> None:
        """See `load` for the usual way in."""
        section = artefact.section("competences")
        self.release: Release = artefact.manifest.inputs.release
        self.min_score = MIN_SCORE
        self._encoder, self._predict = encoder, predict
        self._vectors, self._owners = section.vectors, section.vector_owners
        self._rows = section.rows

    @classmethod
    def load(
        cls,
        folder: Path | str,
        *,
        encoder: Encoder | str = DEFAULT,
        predict: MetierPredictor | None = None,
    ) -> Self:
        """Opens an artefact folder; métiers are told where something predicts them.

        Raises ArtefactMissing, ArtefactDamaged, ArtefactMismatch, or an error of the encoder.
        """
        artefact = Artefact.open(Path(folder))
        return cls(artefact, load_encoder_of(artefact, encoder), predict)

    def __call__(
        self,
        text: str,
        *,
        title: str = "",
        kind: DocumentKind | None = None,
        options: Options = Options(),
    ) -> Extracted:
        """Reads one document."""
        return self.many([Document(text, title, kind)], options)[0]

    def many(self, documents: Sequence[Document], options: Options = Options()) -> list[Extracted]:
        """Reads documents together, which is faster than one by one; answers in their order."""
        likely = self._predict(documents) if self._predict is not None else None
        return [
            self._one(document, options, likely[at] if likely is not None else None)
            for at, document in enumerate(documents)
        ]

    def _one(self, document, options, likely) -> Extracted:  # type: ignore[no-untyped-def]
        assert self._vectors is not None and self._encoder is not None
        least = self.min_score if options.min_score is None else options.min_score
        spans, at = [], 0
        for line in document.text.splitlines(keepends=True):
            bare = line.strip(" \t-•*.:;\r\n")
            if bare:
                start = at + line.index(bare)
                spans.append((start, start + len(bare)))
            at += len(line)
        if not spans:
            return Extracted((), (), (), likely.metiers if likely else (), True)
        vectors = self._encoder.encode([fold(document.text[s:e])[:200] for s, e in spans])
        cosines, rows = self._vectors.query(vectors, limit=options.max_items)
        mentions: list[Mention] = []
        unresolved: list[Unresolved] = []
        for (start, end), near, found in zip(spans, cosines, rows, strict=True):
            items = []
            for cosine, row in zip(near.tolist(), found.tolist(), strict=True):
                code, type_, libelle = self._rows[self._owners[row]]
                if cosine >= least and code not in {one.code for one in items}:
                    items.append(Item(code, TypeCompetence(type_), libelle, min(cosine, 1.0)))
            if items:
                mentions.append(Mention(start, end, Level.TASK, tuple(items)))
            else:
                unresolved.append(Unresolved(start, end, Level.TASK))
        skills = tuple(
            DocumentSkill(i.code, i.type, i.libelle, i.score, m.level, None, (at,))
            for at, m in enumerate(mentions)
            for i in m.items[:1]
        )
        metiers = likely.metiers if likely else ()
        return Extracted(tuple(mentions), skills, tuple(unresolved), metiers, True)
