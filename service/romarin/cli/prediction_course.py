"""Prediction course: offers read for training the prediction, and what is learnt of their words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from romarin.catalogue import Catalogue, tsv
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup, Posting
from romarin.engines.prediction import (
    Associations,
    Given,
    Lexicon,
    Reader,
    Sectors,
    Sensed,
    words_of_title,
)
from romarin.text import content_words
from romarin.training.data import HeldOut, held_out, read_cases
from romarin.training.data.offers import PEOPLE, Offer, read_offers, trainable
from romarin.training.prediction import (
    Example,
    Vocabulary,
    fold_of,
    learn_choices,
    learn_vocabulary,
)

# Cells kept of what words say of métiers: all of them (4 million) rank no better, and these are
# a file of 1 MB.
KEPT = {"title": 60_000, "text": 200_000}
# What an offer counts whose code looks made by a machine; 1 loses a point of the first answers.
OF_PARTNERS = 0.3


@dataclass(frozen=True, slots=True)
class Files:
    """What is learnt from, what is kept out, and an expert's codes to judge by."""

    offers: tuple[Path, ...]
    cases: tuple[Path, ...]
    coding: Path | None


class Course:
    """The offers, the engine's parts to read them with, and what is learnt from them."""

    def __init__(self, workshop: Workshop, files: Files) -> None:
        """The offers are read when they are first needed."""
        self.files = files
        self.catalogue = Catalogue.load(workshop.locate().path)
        self.artefact, self.encoder = workshop.open()
        self.fiches = self.artefact.fiches()
        self.sectors = Sectors(self.fiches.rows)

    @cached_property
    def coded(self) -> list[Offer]:
        """Every offer with a code, those of people first, so that a group is kept by theirs."""
        found = [one for one in read_offers(self.files.offers, self.catalogue) if one.code_rome]
        return sorted(found, key=lambda one: (one.origin != PEOPLE, one.cut_off))

    @cached_property
    def offers(self) -> list[Offer]:
        """One a group; nothing that a case asks, nor a copy of it."""
        asked = [*self.files.cases, *([self.files.coding] if self.files.coding else [])]
        return trainable(self.coded, read_cases(asked), HeldOut())

    @cached_property
    def kept_out(self) -> list[Offer]:
        """One of each group of people's offers that teaches nothing, the expert's own first."""
        groups = {one.group for one in self.offers}
        found: dict[str, Offer] = {}
        for one in sorted(self.coded, key=lambda one: one.id not in self.accepted):
            if one.origin == PEOPLE and one.group not in groups:
                found.setdefault(one.group, one)
        return list(found.values())

    @cached_property
    def accepted(self) -> dict[str, tuple[str, ...]]:
        """The codes that an expert accepts, by the id of an offer."""
        if self.files.coding is None:
            return {}
        header, *rows = (fields for _, fields in tsv.lines(self.files.coding))
        id_, accepted = header.index("id"), header.index("accepted")
        return {fields[id_]: tuple(fields[accepted].split("|")) for fields in rows}

    @cached_property
    def words(self) -> dict[str, list[list[str]]]:
        """Of the title and of the text of each offer."""
        return {
            "title": [words_of_title(one.title) for one in self.offers],
            "text": [content_words(one.text) for one in self.offers],
        }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Of all offers: it knows no code."""
        both = ([*a, *b] for a, b in zip(*self.words.values(), strict=True))
        return learn_vocabulary(both, frozenset(self.fiches.words))

    def learn(self, *, without: int | None = None) -> dict[str, Any]:
        """What all offers teach, or all but those of a fold, as it is stored."""
        kept = [at for at, one in enumerate(self.offers) if fold_of(one.group) != without]
        offers = [self.offers[at] for at in kept]
        vocabulary = self.vocabulary
        lexicon = Lexicon(vocabulary.words, vocabulary.rarities, vocabulary.rarest, self.fiches)
        codes = sorted({one.code_rome for one in self.offers})
        places = {code: at for at, code in enumerate(codes)}
        chosen = Counter(one.code_rome for one in offers if one.origin == PEOPLE)
        told: dict[str, Any] = {
            "words": np.frombuffer("\n".join(vocabulary.words).encode(), np.uint8),
            "rarities": vocabulary.rarities.astype(np.float16),
            "rarest": np.float32(vocabulary.rarest),
            "codes": np.array(codes),
            "chosen": np.array([chosen[code] for code in codes], np.float32),
        }
        for side, cells in KEPT.items():
            learnt = learn_choices(
                [lexicon.read(self.words[side][at]) for at in kept],
                [places[one.code_rome] for one in offers],
                [1.0 if one.origin == PEOPLE else OF_PARTNERS for one in offers],
                words=len(vocabulary.words),
                codes=len(codes),
                kept=cells,
            )
            told |= {f"{side}_{part}": value for part, value in asdict(learnt).items()}
        return told

    def reader(self, told: Mapping[str, Any], *, vectors: bool) -> Reader:
        """Reads postings with what was learnt; without vectors the titles' search has none too."""
        encoder = self.encoder if vectors else None
        titles = Lookup.of(self.artefact, encoder)
        return Reader(self.fiches, Associations.of(told), titles, encoder)

    def examples(
        self, reader: Reader, offers: Sequence[Offer], given: Given
    ) -> Iterator[tuple[Offer, Example]]:
        """What the fit is told of each offer, of which only what is given is read."""
        found = reader.read([_posting(one, given) for one in offers])
        for offer, sensed in zip(offers, found, strict=True):
            yield offer, self._example(offer, sensed)

    def _example(self, offer: Offer, sensed: Sensed) -> Example:
        rows = self.fiches.rows
        places = {rows[number].code: at for at, number in enumerate(sensed.candidates)}
        accepted = self.accepted.get(offer.id, ())
        return Example(
            sensed.signs,
            places.get(offer.code_rome, -1),
            self.sectors.listed(offer.naf)[sensed.candidates],
            clean=offer.group in held_out().groups or offer.id in self.accepted,
            coded=offer.id in self.accepted,
            accepted=tuple(places[code] for code in accepted if code in places),
        )


def _posting(offer: Offer, given: Given) -> Posting:
    title = "" if given is Given.TEXT else offer.title
    return Posting(title, "" if given is Given.TITLE else offer.text)
