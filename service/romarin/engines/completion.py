"""Completion: the steps from a typed query to rows of the catalogue, best first."""

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np

from romarin.encoder import Encoder
from romarin.engines.confidence import Confidence, never_rising
from romarin.engines.evidence import evidence_of
from romarin.engines.meaning import Meaning, Neighbourhood
from romarin.engines.question import Question
from romarin.engines.ranking import Ranker, Scores, Tier
from romarin.engines.suggestion import NO_FORM, Found, Part, Reason, total
from romarin.index import FormKind, Section
from romarin.text import split_gender

MOST = 25  # suggestions ever answered; the order of the first n never depends on n
POOL = 250  # forms looked at one by one: the 25 answers, times the forms and twins of each
PARTIAL_LEAST = 0.2  # score of words alone below which a form is a coincidence (decision 0005)
# Share of the question that a form must hold for meaning to stay out. Asked for every second word
# typed it would cost a quarter of the throughput; for titles of some words it gains 4 points, for
# skills 5 (docs/decisions/0008-encoder.md).
SETTLED, SETTLED_TYPED = 0.8, 0.5
TYPED = 2  # words of a job's name that are still being typed, at most
# What a cosine to a phrase is worth of one to the label of a skill: a phrase may fit other skills.
PHRASE_WORTH = 0.9
SHARED = 0.55  # share of a question held by some form, from which it is about a job for sure
ENOUGH = 10  # forms that hold every word, above which the list needs no filling
MEANING_MOST = 0.64  # score of a certain meaning: under every question answered word by word
REPEAT = 0.012  # taken off for each answer of the same group already above (decision 0005)
REPEATS = 4  # counted at most

Allowed: TypeAlias = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as it ran, for `romarin explain`."""

    step: str
    milliseconds: float
    note: str


class Candidate(NamedTuple):
    """A row of the catalogue on its way to being found; there are hundreds a question."""

    score: float
    owner: int
    form: int  # row of the form that earned the score, or NO_FORM


@dataclass(slots=True)
class State:
    """What the steps hand on to each other for one question."""

    question: Question
    limit: int
    allowed: Allowed | None = None
    once: bool = False  # show each group once
    meaning: bool = True  # may be asked
    scores: Scores | None = None
    near: Neighbourhood | None = None
    candidates: list[Candidate] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    note: str = ""
    settled: bool = False  # nothing that follows may change what is found


Step: TypeAlias = Callable[["Completer", State], None]


class Completer:
    """Answers questions over one section of an artefact; safe to share between threads."""

    def __init__(
        self,
        section: Section,
        encoder: Encoder | None,
        confidence: Confidence,
        *,
        codes: dict[str, int],
        labels: Sequence[str],
        groups: Sequence[str],
        titles: bool = True,
    ) -> None:
        """`codes`: the owner of a complete code; `labels`, `groups`: one value an owner.

        `titles` says that queries are job titles, with places and contracts around them.
        Answers of one group take turns in the list; of twins only the first is answered.
        """
        self.index = section.lexical
        self.ranker = Ranker(section.lexical, section.priors)
        other_words = 1.0 if titles else PHRASE_WORTH
        self.meaning = Meaning.of(section, encoder, other_words=other_words)
        self.confidence = confidence
        self.codes, self.labels, self.groups = codes, labels, groups
        self.twins: list[int] = section.twins.tolist()
        self.titles = titles

    def is_settled(self, question: Question, scores: Scores) -> bool:
        """Whether the words alone settle it: all are there, or enough of what they weigh."""
        typed = self.titles and len(question.words) <= TYPED
        return scores.best >= Tier.WORDS or scores.most >= (SETTLED_TYPED if typed else SETTLED)

    def near(self, text: str) -> Neighbourhood | None:
        """The rows near by meaning; None where meaning is not asked, as the words settle it."""
        question = Question.read(text, self.index.preparation, title=self.titles)
        if self.meaning is None or self.is_settled(question, self.ranker.rank(question)):
            return None
        return self.meaning.near(question)

    def __call__(
        self,
        text: str,
        traces: list[Trace] | None = None,
        *,
        limit: int = MOST,
        allowed: Allowed | None = None,
        once: bool = False,
        meaning: bool = True,
    ) -> list[Found]:
        """Up to `limit` rows (25 at most), best first; `traces` is given the steps, timed."""
        question = Question.read(text, self.index.preparation, title=self.titles)
        state = State(question, min(limit, MOST), allowed, once, meaning)
        for name, step in STEPS:
            if state.settled:
                break
            started = time.perf_counter()
            state.note = ""
            step(self, state)
            if traces is not None:
                traces.append(Trace(name, (time.perf_counter() - started) * 1e3, state.note))
        return state.found


def answer_code(completer: Completer, state: State) -> None:
    """A complete code ROME or OGR answers with its item and nothing else."""
    owner = completer.codes.get(state.question.code or "")
    if owner is not None and (state.allowed is None or state.allowed(owner)):
        state.found = [
            Found(owner, 1.0, Reason.CODE, state.question.text.strip(), (Part("code", 1.0, 1.0),))
        ]
        state.settled = True


def refuse_what_is_no_job(completer: Completer, state: State) -> None:
    """Places, contracts, greetings and bare numbers have no answer, unless a form begins so."""
    question = state.question
    state.note = " ".join(f"{word.text}:{word.role.name.lower()}" for word in question.words)
    if question.names_no_job:
        rows = completer.index.starting_with(question.key) if question.words else slice(0, 0)
        # A label may begin with a city's name; that a synonym does is a coincidence.
        state.settled = not (completer.index.kinds[rows] < FormKind.SYNONYM).any()


def rank_words(completer: Completer, state: State) -> None:
    """Scores every form by the words it shares with the question."""
    state.scores = completer.ranker.rank(state.question)
    state.note = f"best tier {state.scores.best.name.lower()}"


def add_meaning(completer: Completer, state: State) -> None:
    """Where the words do not settle it, rows of near meaning join in, or show that it is no job."""
    assert state.scores is not None
    asked = state.meaning and not completer.is_settled(state.question, state.scores)
    if completer.meaning is None or not asked:
        state.note = "not needed"
        return
    state.near = completer.meaning.near(state.question)
    if state.near is None:
        state.note = "too short"
        return
    state.note = f"nearest cosine {state.near.nearest:.2f}"
    state.settled = (
        not state.near.is_related and state.scores.most < SHARED and state.scores.best < Tier.LOOSE
    )


def merge(completer: Completer, state: State) -> None:
    """One ranked list from forms and meanings, each owner once, with its best form."""
    seen: set[str | int] = set()
    for candidate in sorted(_candidates(completer, state), key=lambda found: -found.score):
        owner = candidate.owner
        key = completer.groups[owner] if state.once else completer.twins[owner]
        if key not in seen and (state.allowed is None or state.allowed(owner)):
            seen.add(key)
            state.candidates.append(candidate)
    state.note = f"{len(state.candidates)} rows"


def spread(completer: Completer, state: State) -> None:
    """Lets the groups take turns: each answer of a group lowers its next ones a little."""
    heap = [(-c.score, at, 0.0) for at, c in enumerate(state.candidates[: 4 * MOST])]
    shown = Counter[str]()
    while heap and len(state.found) < state.limit:
        score, at, lowered = heapq.heappop(heap)
        candidate = state.candidates[at]
        group = completer.groups[candidate.owner]
        penalty = REPEAT * min(shown[group], REPEATS)
        if penalty > lowered:
            heapq.heappush(heap, (penalty - candidate.score, at, penalty))
            continue
        shown[group] += 1
        state.found.append(_dress(completer, state, candidate, -score, penalty))


def judge(completer: Completer, state: State) -> None:
    """How likely each answer is right; an answer is never surer than one above it."""
    if not state.found:
        return
    assert state.scores is not None
    first = state.found[0]
    group = completer.groups[first.owner]
    others = (c.score for c in state.candidates if completer.groups[c.owner] != group)
    lead = max(first.strength - next(others, 0.0), 0.0)
    seen = evidence_of(state.found, state.question, state.scores, state.near, lead=lead)
    scores = never_rising(map(completer.confidence, seen))
    state.found = [
        found.judged(score, evidence)
        for found, score, evidence in zip(state.found, scores, seen, strict=True)
    ]
    state.note = f"first {scores[0]:.2f}"


STEPS: tuple[tuple[str, Step], ...] = (
    ("answer a code", answer_code),
    ("refuse what is no job", refuse_what_is_no_job),
    ("rank words", rank_words),
    ("add meaning", add_meaning),
    ("merge", merge),
    ("spread", spread),
    ("judge", judge),
)


def _candidates(completer: Completer, state: State) -> Iterable[Candidate]:
    by_words = _by_words(completer, state)
    if state.near is None:
        return by_words
    return _joined(list(by_words), state.near)


def _by_words(completer: Completer, state: State) -> Iterator[Candidate]:
    scores = state.scores
    assert scores is not None
    rows = np.flatnonzero(scores.tier >= Tier.WORDS).astype(np.int32)
    values = scores.values(rows)
    if len(rows) < ENOUGH:
        # Few forms hold every word: those that hold most of them fill the list below.
        rows = np.flatnonzero(scores.tier >= Tier.PARTIAL).astype(np.int32)
        values = scores.values(rows)
        rows, values = rows[values >= PARTIAL_LEAST], values[values >= PARTIAL_LEAST]
    if len(rows) > POOL and state.allowed is None:
        best = np.argpartition(-values, POOL)[:POOL]
        rows, values = rows[best], values[best]
    order = np.lexsort((rows, -values))
    owners = completer.index.owners[rows[order]].tolist()
    return map(Candidate, values[order].tolist(), owners, rows[order].tolist())


def _joined(by_words: Sequence[Candidate], near: Neighbourhood) -> Iterator[Candidate]:
    """Candidates by words raised by their meaning, then those by meaning alone.

    A row is wrong only if its words and its meaning both mislead: 1 - (1 - words)(1 - meaning),
    under the tier of questions answered in full.
    """
    for candidate in by_words:
        meaning = MEANING_MOST * near.likelihood(candidate.owner)
        score = 1 - (1 - candidate.score) * (1 - meaning)
        yield candidate._replace(score=min(score, max(candidate.score, MEANING_MOST)))
    known = {candidate.owner for candidate in by_words}
    for owner in near.answering():
        if owner not in known:
            yield Candidate(MEANING_MOST * near.likelihood(owner), owner, NO_FORM)


def _dress(
    completer: Completer, state: State, candidate: Candidate, score: float, penalty: float
) -> Found:
    lowered = (Part("same group above", -penalty, 0.0),) if penalty else ()
    if candidate.form == NO_FORM:
        text = split_gender(completer.labels[candidate.owner]).masculine
        parts = (Part("meaning", candidate.score, 1.0), *lowered)
        return Found(candidate.owner, max(score, 0.0), Reason.MEANING, text, parts, form=NO_FORM)
    assert state.scores is not None
    parts = state.scores.parts(candidate.form)
    raised = candidate.score - total(parts)
    if state.near is not None and raised > 0:
        parts = (*parts, Part("meaning", raised, 0.0))
    return Found(
        candidate.owner,
        max(score, 0.0),
        _reason(FormKind(completer.index.kinds[candidate.form]), state.scores, candidate.form),
        completer.index.texts[candidate.form],
        (*parts, *lowered),
        form=candidate.form,
    )


def _reason(kind: FormKind, scores: Scores, form: int) -> Reason:
    tier = Tier(int(scores.tier[form]))
    match kind:
        case FormKind.SYNONYM:
            return Reason.SYNONYM
        case FormKind.ACRONYM:
            return Reason.ACRONYM
        case _ if tier >= Tier.BEGINNING:
            return Reason.PREFIX
        case _:
            return Reason.TYPO if tier is Tier.LOOSE and scores.mistyped else Reason.WORDS
