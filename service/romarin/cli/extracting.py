"""Extracting: `romarin train extraction`, from annotated texts to the numbers of the engine."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import typer

from romarin.api.readers import MetiersOf
from romarin.catalogue import Catalogue
from romarin.cli.workshop import Workshop
from romarin.engines import Lookup, Prediction
from romarin.engines.extraction import Document, DocumentKind, Extraction, Level
from romarin.engines.extraction.detection import Detector, Span, tags_of
from romarin.engines.extraction.extraction import Read
from romarin.engines.extraction.levels import LEVELS, LevelJudge, level_signs
from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.engines.extraction.ranking import GROUNDS, Ranker, grounds_of
from romarin.engines.extraction.signs import signs_of
from romarin.engines.loading import load_encoder_of
from romarin.evaluation import answers
from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.cases import TextCase, read_texts
from romarin.evaluation.measures.calibration import calibration_figures
from romarin.evaluation.measures.spans import matched
from romarin.evaluation.own import mentions_of
from romarin.evaluation.statistics import figures
from romarin.evaluation.tasks.extraction import ExtractionTask
from romarin.index import Artefact, Flags, Floats
from romarin.text import ParsedText
from romarin.training.data.offers import read_offers
from romarin.training.extraction import (
    OFFERS,
    TEXTS,
    Choice,
    Mark,
    MarkedText,
    Ranking,
    fit_confidence,
    fit_detector,
    fit_levels,
    fit_ranking,
    read_marked,
    read_marked_offers,
)

FOLDS = 5
SEED = 1
TIMES = 3  # that an annotated text counts beside one marked for training: it is the measure
CUTS = tuple(round(0.02 * step, 2) for step in range(1, 40))  # of min_score that are tried
DETECTOR, LEVELS_FILE, RANKER = "detection.crfsuite", "levels.json", "ranker.json"
FIRST = 5  # items of a phrase that the confidence is fitted on


@dataclass(frozen=True, slots=True)
class Files:
    """Annotated cases, and the offers that the packaged marks are of."""

    cases: Path
    offers: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A text to learn from, as the engine reads it."""

    parsed: ParsedText
    kind: DocumentKind
    marks: tuple[Mark, ...]
    signs: list[list[str]]

    @property
    def tags(self) -> list[str]:
        """Of its words."""
        return tags_of(self.parsed.words, [(one.start, one.end) for one in self.marks])


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
    def annotated(self) -> list[Learnt]:
        """Of the cases, in order."""
        return self._learnt([_marked(one) for one in self.cases])

    @cached_property
    def marked(self) -> list[Learnt]:
        """Texts written or marked for the training alone."""
        offers = {
            one.id: (one.title, one.text)
            for one in read_offers(self.files.offers, self.catalogue)
        }
        texts = [one for path in sorted(TEXTS.glob("*.txt")) for one in read_marked(path)]
        return self._learnt([*texts, *read_marked_offers(OFFERS, offers)])

    @cached_property
    def folds(self) -> list[int]:
        """The fold of each case, by text."""
        order = list(range(len(self.cases)))
        Random(SEED).shuffle(order)
        return [order.index(at) % FOLDS for at in range(len(order))]

    def detector(self, held_out: int | None = None) -> bytes:
        """Fitted on all texts but those of a fold of the cases."""
        own = [one for at, one in enumerate(self.annotated) if self.folds[at] != held_out]
        return fit_detector((one.signs, one.tags) for one in [*own * TIMES, *self.marked])

    def levels(self, held_out: int | None = None) -> dict[str, list[float]]:
        """Likewise."""
        own = [one for at, one in enumerate(self.annotated) if self.folds[at] != held_out]
        pairs = [pair for one in [*own, *self.marked] for pair in _levels_of(one)]
        signs, told = zip(*pairs, strict=True)
        return fit_levels(signs, told, [str(level) for level in LEVELS])

    def _learnt(self, texts: Sequence[MarkedText]) -> list[Learnt]:
        parsed = self.engine.parser([one.text for one in texts])
        found = []
        for one, words in zip(texts, parsed, strict=True):
            kind = DocumentKind(one.kind)
            signs = signs_of(words, kind, self.engine.names)
            found.append(Learnt(words, kind, one.marks, signs))
        return found


@dataclass(frozen=True, slots=True)
class Judged:
    """A case read by what was learnt from other cases."""

    case: TextCase
    read: Read
    candidates: Sequence[Candidates]
    numbers: Mapping[str, int]  # of items, by code
    gold: Sequence[Choice] = ()  # of its marked phrases that have codes

    def accepted(self, candidates: Candidates, codes: Sequence[str]) -> Flags:
        """Which candidates a reader accepts."""
        items = [self.numbers[code] for code in codes if code in self.numbers]
        return np.isin(candidates.items, items)


def train_extraction(workshop: Workshop, files: Files, out: Path) -> None:
    """Learns, tells the figures of texts that were not learnt from, and writes three files.

    A ranker.json that stands in `out` keeps what was fitted with other encoders.
    """
    course = Course(workshop, files)
    out.mkdir(parents=True, exist_ok=True)
    judged = [one for fold in range(FOLDS) for one in _read_fold(course, fold)]
    ranker = _fit_ranker(course, judged)
    (out / DETECTOR).write_bytes(course.detector())
    (out / LEVELS_FILE).write_text(_lines(course.levels()), "utf-8")
    path = out / RANKER
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {"encoders": {}}
    name = course.engine.encoder.name
    told["encoders"][name] = ranker
    told.setdefault("default", name)
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _read_fold(course: Course, fold: int) -> Iterator[Judged]:
    """The cases of a fold, read by what the others and the marked texts taught."""
    engine = course.engine
    engine.detector = Detector(course.detector(fold))
    engine.levels = LevelJudge.of(course.levels(fold))
    cases = [one for at, one in enumerate(course.cases) if course.folds[at] == fold]
    documents = [_document(one) for one in cases]
    for case, read in zip(cases, engine.read(documents), strict=True):
        judged = Judged(case, read, engine.candidates(read), engine.numbers)
        told = engine.candidates(_as_marked(read, case))
        yield replace(
            judged,
            gold=[
                Choice(some.signs, judged.accepted(some, mention.codes))
                for some, mention in zip(told, case.mentions, strict=True)
                if mention.codes
            ],
        )


def _as_marked(read: Read, case: TextCase) -> Read:
    """The case as it would be read if its phrases were found as they are marked."""
    spans = [Span(one.start, one.end, 0, 0, 1.0) for one in case.mentions]
    return replace(read, spans=spans, levels=[Level(str(one.level)) for one in case.mentions])


def _fit_ranker(course: Course, judged: Sequence[Judged]) -> dict[str, Any]:
    """Tells cross-validated figures, and gives the numbers of all cases together."""
    fold_of = dict(zip((one.id for one in course.cases), course.folds, strict=True))
    folds = [fold_of[one.case.id] for one in judged]
    rankings = [
        fit_ranking(
            [gold for one, own in zip(judged, folds, strict=True) if own != fold for gold in one.gold]
        )
        for fold in range(FOLDS)
    ]
    _tell_linking(judged, [rankings[fold] for fold in folds])
    grounds = [_grounds(one, rankings[fold]) for one, fold in zip(judged, folds, strict=True)]
    rankers = [
        _ranker(ranking, [some for some, own in zip(grounds, folds, strict=True) if own != fold])
        for fold, ranking in enumerate(rankings)
    ]
    best = _tell_extraction(course, judged, [rankers[fold] for fold in folds])
    final = fit_ranking([gold for one in judged for gold in one.gold])
    ranker = _ranker(final, grounds)
    rows = zip(ranker.mean, ranker.spread, ranker.weights, strict=True)
    return {
        "signs": {
            name: [round(float(value), 5) for value in row]
            for name, row in zip(SIGNS, rows, strict=True)
        },
        "grounds": {
            name: round(float(weight), 5)
            for name, weight in zip(GROUNDS, ranker.grounds, strict=True)
        },
        "bias": round(ranker.bias, 5),
        "min_score": best,
    }


def _ranker(ranking: Ranking, grounds: Sequence[tuple[Floats, Flags]]) -> Ranker:
    """The engine's ranker; the confidence is fitted on grounds of rankings of other cases."""
    seen, right = zip(*grounds, strict=True)
    weights, bias = fit_confidence(np.concatenate(seen), np.concatenate(right))
    return replace(_unsure(ranking), grounds=np.asarray(weights, np.float32), bias=bias)


def _unsure(ranking: Ranking) -> Ranker:
    """A ranker that has no confidence yet."""
    numbers = (np.asarray(one, np.float32) for one in asdict(ranking).values())
    return Ranker(*numbers, np.zeros(len(GROUNDS), np.float32), 0.0, 0.0)


def _grounds(one: Judged, ranking: Ranking) -> tuple[Floats, Flags]:
    """Of the first items of each phrase found in a case: what is known of them, and if right."""
    ranker = _unsure(ranking)
    coded = [mention for mention in one.case.mentions if mention.codes]
    found = [answers.Mention(span.start, span.end, answers.Level.TASK, ()) for span in one.read.spans]
    gold = {at: coded[nth].codes for at, nth in matched(found, coded)}
    grounds, right = [np.zeros((0, len(GROUNDS)), np.float32)], [np.zeros(0, np.bool_)]
    for at, some in enumerate(one.candidates):
        strengths = ranker.strengths(some)
        first = np.argsort(-strengths, kind="stable")[:FIRST]
        grounds.append(grounds_of(some, strengths, one.read.spans[at].confidence)[first])
        right.append(one.accepted(some, gold.get(at, ()))[first])
    return np.concatenate(grounds), np.concatenate(right)


def _tell_linking(judged: Sequence[Judged], rankings: Sequence[Ranking]) -> None:
    places = [
        int(np.argmax(np.append(gold.right[np.argsort(-_unsure(ranking).strengths_of(gold.signs))], True)))
        if gold.right.any()
        else 10**6
        for one, ranking in zip(judged, rankings, strict=True)
        for gold in one.gold
    ]
    told = ", ".join(f"@{depth} {np.mean(np.array(places) < depth):.3f}" for depth in (1, 5, 20))
    typer.echo(f"linking of {len(places)} marked phrases, hit {told}")


def _tell_extraction(course: Course, judged: Sequence[Judged], rankers: Sequence[Ranker]) -> float:
    """The cut with the best end-to-end F1."""
    task = ExtractionTask(course.catalogue.competences)
    by_cut = {}
    for cut in CUTS:
        rows = []
        for one, ranker in zip(judged, rankers, strict=True):
            course.engine.ranker = replace(ranker, min_score=cut)
            found = mentions_of(course.engine.answer(one.read, one.candidates))
            rows.append(task.judge(SkillSystem(lambda _, found=found: found, None), one.case))
        scored = [pair for row in rows for pair in row.scored]
        measures = figures([row.measures for row in rows], task.aggregates)
        by_cut[cut] = {**measures, **calibration_figures(scored)}
    best = max(CUTS, key=lambda cut: by_cut[cut]["end_to_end_f1"])
    for name, value in by_cut[best].items():
        typer.echo(f"{name}: {value:.3f}")
    typer.echo(f"min_score: {best}")
    return best


def _marked(case: TextCase) -> MarkedText:
    marks = (Mark(one.start, one.end, str(one.level), one.codes) for one in case.mentions)
    document = case.document
    return MarkedText(case.id, str(document.kind), document.title, document.text, tuple(marks))


def _document(case: TextCase) -> Document:
    document = case.document
    return Document(document.text, document.title, DocumentKind(str(document.kind)))


def _levels_of(one: Learnt) -> Iterator[tuple[set[str], str]]:
    """The signs and the level of each marked phrase that holds a word."""
    words, spans, levels = one.parsed.words, list[Span](), list[str]()
    for mark in one.marks:
        inside = [at for at, word in enumerate(words) if word.start < mark.end and mark.start < word.end]
        if inside:
            spans.append(Span(mark.start, mark.end, inside[0], inside[-1] + 1, 1.0))
            levels.append(mark.level)
    for at, level in enumerate(levels):
        yield level_signs(one.parsed, spans, at, one.kind), level


def _lines(told: Mapping[str, Sequence[float]]) -> str:
    """JSON with one sign a line: a change of weights reads as one."""
    rows = (f"{json.dumps(sign, ensure_ascii=False)}: {list(row)}" for sign, row in told.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"
