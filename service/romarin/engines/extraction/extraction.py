"""Extraction: the skills of the ROME that offers and CVs state, with their place and level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from romarin.catalogue import Release
from romarin.encoder import DEFAULT, Encoder
from romarin.engines.extraction.detection import Span, spans_of
from romarin.engines.extraction.errors import EncoderNeeded
from romarin.engines.extraction.grounds import about, unknown
from romarin.engines.extraction.kinds import kind_of
from romarin.engines.extraction.linking import SIGNS, Candidates, Linker, Phrase
from romarin.engines.extraction.listing import list_skills
from romarin.engines.extraction.ranking import Ranked, Ranker
from romarin.engines.extraction.records import (
    Document,
    DocumentKind,
    Evidence,
    Extracted,
    Item,
    Level,
    LikelyMetier,
    LikelyMetiers,
    Mention,
    MetierPredictor,
    Options,
    Unresolved,
)
from romarin.engines.extraction.skills import Skills
from romarin.engines.loading import load_encoder_of
from romarin.index import Artefact, Floats
from romarin.tagger import Tagger
from romarin.text import Line, lines

HEADING = 90  # characters of the opening of a text that stand for a title where it has none
_BROKEN = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-zà-ÿ])")  # a word cut at the end of a line
_NO_METIER = LikelyMetiers()
_ASKED = frozenset({Level.REQUIRED, Level.DESIRED})
_USUAL = Options()


@dataclass(frozen=True, slots=True)
class Read:
    """One document with all that is known of it before its phrases are named."""

    text: str
    lines: Sequence[Line]
    kind: DocumentKind
    spans: Sequence[Span]
    likely: LikelyMetiers
    heading: str

    def phrase(self, at: int) -> str:
        """The words of a phrase, on one line, those cut by a line break joined."""
        span = self.spans[at]
        return " ".join(_BROKEN.sub("", self.text[span.start : span.end]).split())


class Extraction:
    """Reads documents; safe to share between threads."""

    def __init__(
        self, artefact: Artefact, encoder: Encoder | None, predict: MetierPredictor | None = None
    ) -> None:
        """See `load` for the usual way in. Raises EncoderNeeded for an artefact without vectors."""
        if encoder is None:
            raise EncoderNeeded(artefact.folder)
        self.release: Release = artefact.manifest.inputs.release
        self.skills = Skills.of(artefact)
        self.linker = Linker(self.skills, encoder)
        self.ranker = Ranker.packaged(encoder.name)
        self.tagger, self.encoder = Tagger.packaged(), encoder
        self.numbers = {code: at for at, code in enumerate(self.skills.codes)}
        self._predict = predict

    @classmethod
    def load(
        cls,
        folder: Path | str,
        *,
        encoder: Encoder | str = DEFAULT,
        predict: MetierPredictor | None = None,
    ) -> Self:
        """Opens an artefact folder; métiers are told where something predicts them.

        Raises ArtefactMissing, ArtefactDamaged, ArtefactMismatch, EncoderNeeded, or an error of
        the encoder.
        """
        artefact = Artefact.open(Path(folder))
        return cls(artefact, load_encoder_of(artefact, encoder), predict)

    @property
    def min_score(self) -> float:
        """The least score of an item where none is asked for."""
        return self.ranker.min_score

    def __call__(
        self,
        text: str,
        *,
        title: str = "",
        kind: DocumentKind | None = None,
        options: Options = _USUAL,
    ) -> Extracted:
        """Reads one document."""
        return self.many([Document(text, title, kind)], options)[0]

    def many(self, documents: Sequence[Document], options: Options = _USUAL) -> list[Extracted]:
        """Reads documents together, which is faster than one by one; answers in their order."""
        return [
            self.answer(one, self.candidates(one, options), options) for one in self.read(documents)
        ]

    def read(self, documents: Sequence[Document]) -> list[Read]:
        """What stands in the documents, before anything is named."""
        likely = self._predict(documents) if self._predict is not None else None
        return [
            self._read(document, likely[at] if likely is not None else _NO_METIER)
            for at, document in enumerate(documents)
        ]

    def candidates(self, read: Read, options: Options = _USUAL) -> list[Candidates]:
        """The candidates of each phrase of a document."""
        known = options.code_rome
        metiers = (LikelyMetier(known, "", 1.0),) if known else read.likely.metiers
        phrases = [
            Phrase(read.phrase(at), span.level in _ASKED) for at, span in enumerate(read.spans)
        ]
        return self.linker(phrases, read.heading, read.kind, metiers)

    def link(self, phrase: str, *, limit: int) -> list[Item]:
        """The items that one phrase without a text around it may mean, however unlikely."""
        found = self.linker([Phrase(phrase, asked=False)], phrase, DocumentKind.OFFRE, ())
        ranked = self.ranker(found[0], unknown(phrase))
        return self._items(ranked, Options(min_score=0.0, max_items=limit))

    def _read(self, document: Document, likely: LikelyMetiers) -> Read:
        text, title = document.text, document.title.strip()
        kind = document.kind or kind_of(text)
        found = self.tagger(text, title=title, kind=kind)
        heading = title or " ".join(text.split())[:HEADING]
        return Read(text, [*lines(text)], kind, [*spans_of(text, found)], likely, heading)

    def answer(
        self, read: Read, candidates: Sequence[Candidates], options: Options = _USUAL
    ) -> Extracted:
        """What is said of a document whose phrases have these candidates."""
        mentions, unresolved = [], []
        for span, some in zip(read.spans, candidates, strict=True):
            about_it = about(read.text, read.lines, span, read.kind)
            items = self._items(self._ranked(some, about_it, options), options)
            if items:
                mentions.append(Mention(span.start, span.end, span.level, tuple(items)))
            else:
                unresolved.append(Unresolved(span.start, span.end, span.level))
        metiers = read.likely.metiers
        metier = options.code_rome or (metiers[0].code if metiers else None)
        skills = list_skills(
            mentions,
            core_of=lambda code: self._is_core(code, metier),
            twin_of=lambda code: int(self.skills.twins[self.numbers[code]]),
        )
        return Extracted(tuple(mentions), skills, tuple(unresolved), metiers, read.likely.unsure)

    def _ranked(self, candidates: Candidates, about_it: Floats, options: Options) -> Ranked:
        allowed = None
        if options.types:
            types = self.skills.types
            allowed = [types[at] in options.types for at in candidates.items.tolist()]
        return self.ranker(candidates, about_it, allowed)

    def _items(self, ranked: Ranked, options: Options) -> list[Item]:
        least = self.min_score if options.min_score is None else options.min_score
        kept = int(np.count_nonzero(ranked.scores >= least))
        return [
            Item(
                self.skills.codes[item],
                self.skills.types[item],
                self.skills.libelles[item],
                round(float(ranked.scores[at]), 4),
                self._evidence(ranked, at) if options.explain else (),
            )
            for at, item in enumerate(ranked.items[: min(kept, options.max_items)].tolist())
        ]

    def _evidence(self, ranked: Ranked, at: int) -> tuple[Evidence, ...]:
        """What the signs hold of themselves; those that do not apply are left out."""
        told = zip(SIGNS, ranked.signs[at].tolist(), strict=True)
        return tuple(Evidence(name, round(value, 4)) for name, value in told if value)

    def _is_core(self, code: str, metier: str | None) -> bool | None:
        return None if metier is None else self.skills.is_core(metier, self.numbers[code])
