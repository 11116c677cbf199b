"""Predicting: `romarin train prediction`, from files of offers to the numbers of the engine."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import typer

from romarin.catalogue import Catalogue, tsv
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup, Posting
from romarin.engines.prediction import (
    SIGNS,
    WORDS_ONLY,
    Associations,
    Given,
    Lexicon,
    Reader,
    Sectors,
    Sensed,
    Weights,
    words_of_title,
)
from romarin.text import content_words
from romarin.training.data import HeldOut, held_out, read_cases
from romarin.training.data.offers import PEOPLE, Offer, read_offers, trainable
from romarin.training.prediction import (
    FOLDS,
    Example,
    fit,
    fit_naf,
    fit_temperature,
    fold_of,
    judge,
    learn_choices,
    learn_vocabulary,
    least_margin,
)

# Cells kept of what words say of métiers: fewer than all rank a point better, and fit in 1 MB.
KEPT = {"title": 60_000, "text": 200_000}
SHORTEST = 200  # characters of a text that figures are taken on (the harness's rule)
ASSOCIATIONS, RANKER = "associations.npz", "ranker.json"


@dataclass(frozen=True, slots=True)
class Files:
    """What is learnt from, what is kept out, and an expert's codes to judge by."""

    offers: tuple[Path, ...]
    cases: tuple[Path, ...]
    coding: Path | None


class Course:
    """One training, its parts made when they are first needed."""

    def __init__(self, workshop: Workshop, files: Files) -> None:
        """Nothing is read yet."""
        self.files = files
        self.catalogue = Catalogue.load(workshop.locate().path)
        self.artefact, self.encoder = workshop.open()
        self.titles = Lookup.of(self.artefact, self.encoder)
        self.fiches = self.artefact.fiches()
        self.sectors = Sectors(self.fiches.rows)

    @cached_property
    def read(self) -> list[Offer]:
        """Every coded offer, those of people first, so that a group is kept by one of theirs."""
        found = [one for one in read_offers(self.files.offers, self.catalogue) if one.code_rome]
        return sorted(found, key=lambda one: (one.origin != PEOPLE, one.cut_off))

    @cached_property
    def offers(self) -> list[Offer]:
        """One a group, nothing that a case asks."""
        paths = [*self.files.cases, *filter(None, [self.files.coding])]
        return trainable(self.read, read_cases(paths), HeldOut())

    @cached_property
    def coded(self) -> list[tuple[Offer, tuple[str, ...]]]:
        """Offers with the codes that an expert accepts."""
        accepted = _accepted(self.files.coding) if self.files.coding else {}
        return [(one, accepted[one.id]) for one in self.read if one.id in accepted]

    @cached_property
    def codes(self) -> list[str]:
        """Of the métiers that are learnt."""
        return sorted({one.code_rome for one in self.offers})

    @cached_property
    def words(self) -> list[tuple[list[str], list[str]]]:
        """Of the title and of the text of each offer."""
        return [(words_of_title(one.title), content_words(one.text)) for one in self.offers]

    @cached_property
    def vocabulary(self) -> Any:  # noqa: ANN401
        """Of all offers."""
        both = ([*title, *text] for title, text in self.words)
        return learn_vocabulary(both, frozenset(self.fiches.words))

    def associations(self, *, without: int | None = None) -> dict[str, Any]:
        """What is learnt from all offers, or from all but a fold, as it is stored."""
        kept = [
            at
            for at, one in enumerate(self.offers)
            if without is None or fold_of(one.group) != without
        ]
        vocabulary = self.vocabulary
        lexicon = Lexicon(vocabulary.words, vocabulary.rarities, vocabulary.rarest, self.fiches)
        places = {code: at for at, code in enumerate(self.codes)}
        chosen = [places[self.offers[at].code_rome] for at in kept]
        of_people = Counter(
            self.offers[at].code_rome for at in kept if self.offers[at].origin == PEOPLE
        )
        told: dict[str, Any] = {
            "words": np.frombuffer("\n".join(vocabulary.words).encode(), np.uint8),
            "rarities": vocabulary.rarities.astype(np.float16),
            "rarest": np.float32(vocabulary.rarest),
            "codes": np.array(self.codes),
            "chosen": np.array([of_people[code] for code in self.codes], np.float32),
        }
        for side, name in enumerate(("title", "text")):
            learnt = learn_choices(
                [lexicon.read(self.words[at][side]) for at in kept],
                chosen,
                words=len(vocabulary.words),
                codes=len(self.codes),
                kept=KEPT[name],
            )
            told |= {f"{name}_{part}": value for part, value in asdict(learnt).items()}
        return told

    def reader(self, told: Mapping[str, Any], *, vectors: bool) -> Reader:
        """Reads postings with what was learnt."""
        encoder = self.encoder if vectors else None
        titles = Lookup.of(self.artefact, encoder) if encoder is None else self.titles
        return Reader(self.fiches, Associations.of(told), titles, encoder)

    def examples(
        self, reader: Reader, offers: Sequence[Offer], given: Given
    ) -> Iterator[tuple[Offer, Sensed]]:
        """The candidates of each offer, of which only what is given is read."""
        yield from zip(offers, reader.read([_posting(one, given) for one in offers]), strict=True)

    def example(self, offer: Offer, sensed: Sensed, accepted: Sequence[str] = ()) -> Example:
        """What the fit learns of an offer."""
        codes = [self.fiches.rows[at].code for at in sensed.candidates]
        places = {code: at for at, code in enumerate(codes)}
        return Example(
            offer.group,
            sensed.signs,
            places.get(offer.code_rome, -1),
            self.sectors.listed(offer.naf)[sensed.candidates],
            clean=offer.group in held_out().groups,
            accepted=tuple(places[code] for code in accepted if code in places),
        )


def train_prediction(workshop: Workshop, files: Files, out: Path) -> None:
    """Learns, fits, tells the figures, and writes the two files of numbers.

    A ranker.json that stands in `out` keeps what was fitted with other encoders.
    """
    course = Course(workshop, files)
    out.mkdir(parents=True, exist_ok=True)
    whole = course.associations()
    np.savez_compressed(out / ASSOCIATIONS, **whole)
    parts = [course.associations(without=fold) for fold in range(FOLDS)]
    path = out / RANKER
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    encoder = course.encoder
    for vectors in (False, True) if encoder else (False,):
        name = encoder.name if vectors and encoder else WORDS_ONLY
        told[name] = {
            given: asdict(_fit(course, whole, parts, given, name=name, vectors=vectors))
            for given in Given
        }
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _fit(
    course: Course,
    whole: Mapping[str, Any],
    parts: Sequence[Mapping[str, Any]],
    given: Given,
    *,
    name: str,
    vectors: bool,
) -> Weights:
    """The weights of one thing given; figures are of offers that the fit did not see."""
    by_fold = [
        list(_of_fold(course, told, fold, given, vectors=vectors))
        for fold, told in enumerate(parts)
    ]
    examples = [one for some in by_fold for _, one in some]
    logits: list[Any] = []
    for some in by_fold:
        seen = {id(one) for _, one in some}
        fitted = fit([one for one in examples if id(one) not in seen])
        logits += [fitted.logits(one) for _, one in some]
    clean = [at for at, one in enumerate(examples) if one.clean] or list(range(len(examples)))
    temperature = fit_temperature([logits[at] for at in clean], [examples[at] for at in clean])
    naf = fit_naf([some / temperature for some in logits], examples) * temperature
    probabilities = [_softmax(some / temperature) for some in logits]
    offers = [one for some in by_fold for one, _ in some]
    _tell(f"{name}, {given}", probabilities, examples, offers)
    fitted = fit(examples)
    reader = course.reader(whole, vectors=vectors)
    accepted = {one.id: codes for one, codes in course.coded}
    coded = [
        course.example(one, sensed, accepted[one.id])
        for one, sensed in course.examples(reader, [one for one, _ in course.coded], given)
    ]
    sure = (probabilities, examples)
    if coded:
        sure = ([_softmax(fitted.logits(one) / temperature) for one in coded], coded)
        typer.echo(f"  expert's codes, {judge(*sure, expert=True)}")
    return Weights(
        signs={
            sign: round(float(w), 5) for sign, w in zip(SIGNS, fitted.weights, strict=True) if w
        },
        temperature=round(temperature, 4),
        naf=round(naf, 4),
        least_margin=round(least_margin(*sure, expert=bool(coded)), 4),
    )


def _of_fold(
    course: Course, told: Mapping[str, Any], fold: int, given: Given, *, vectors: bool
) -> Iterator[tuple[Offer, Example]]:
    """The offers of people in a fold, read with what the other folds taught."""
    offers = [one for one in course.offers if one.origin == PEOPLE and fold_of(one.group) == fold]
    reader = course.reader(told, vectors=vectors)
    for offer, sensed in course.examples(reader, offers, given):
        yield offer, course.example(offer, sensed)


def _tell(
    name: str, probabilities: Sequence[Any], examples: Sequence[Example], offers: Sequence[Offer]
) -> None:
    whole = [at for at, one in enumerate(offers) if not one.cut_off and len(one.text) >= SHORTEST]
    clean = [at for at in whole if examples[at].clean]
    for told, some in (("recruiters' codes", whole), ("of them held out of the encoder", clean)):
        if some:
            figures = judge([probabilities[at] for at in some], [examples[at] for at in some])
            typer.echo(f"{name}: {told}, {figures}")


def _posting(offer: Offer, given: Given) -> Posting:
    title = "" if given is Given.TEXT else offer.title
    return Posting(title, "" if given is Given.TITLE else offer.text)


def _softmax(logits: Any) -> Any:  # noqa: ANN401
    odds = np.exp(logits - logits.max())
    return odds / odds.sum()


def _accepted(path: Path) -> dict[str, tuple[str, ...]]:
    """The expert's codes by the id of an offer."""
    rows = [fields for _, fields in tsv.lines(path)]
    columns = {name: at for at, name in enumerate(rows[0])}
    return {
        fields[columns["id"]]: tuple(fields[columns["accepted"]].split("|")) for fields in rows[1:]
    }
