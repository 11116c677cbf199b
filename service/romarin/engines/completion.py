"""Completion: the steps from a typed query to rows of the catalogue, best first."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from romarin.encoder import Encoder
from romarin.engines.meaning import Meaning
from romarin.engines.question import Question
from romarin.engines.ranking import FLOOR, Ranker, Scores, Tier
from romarin.engines.suggestion import Found, Part, Reason
from romarin.index import STRICT, FormKind, Section

MOST = 25  # suggestions ever answered; the order of the first n never depends on n
POOL = 250  # forms looked at one by one: the 25 answers, times the forms and twins of each
PARTIAL_LEAST = 0.2  # score of words alone below which a form is a coincidence (decision 0005)
REPEAT = 0.012  # taken off for each answer of the same group already above (decision 0005)
REPEATS = 4  # counted at most

Allowed: TypeAlias = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as it ran, for `romarin explain`."""

    step: str
    milliseconds: float
    note: str


@dataclass(slots=True)
class State:
    """What the steps hand on to each other for one question."""

    question: Question
    allowed: Allowed | None = None
    once: bool = False  # show each group once
    scores: Scores | None = None
    meanings: dict[int, float] = field(default_factory=dict)  # owner -> score
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
        *,
        codes: dict[str, int],
        groups: Sequence[str],
        twins: Sequence[str],
    ) -> None:
        """`codes` gives the owner of a complete code; `groups` and `twins`, one value an owner.

        Answers of one group take turns in the list; of owners with the same twin key only the
        first is answered.
        """
        self.index = section.lexical
        self.ranker = Ranker(section.lexical, section.priors)
        self.meaning = Meaning.of(section, encoder)
        self.codes, self.groups, self.twins = codes, groups, twins

    def __call__(
        self,
        text: str,
        traces: list[Trace] | None = None,
        *,
        allowed: Allowed | None = None,
        once: bool = False,
    ) -> list[Found]:
        """Up to 25 rows, best first; the steps are timed into `traces` when it is given."""
        state = State(Question.read(text, self.index.preparation), allowed, once)
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
        state.found = [Found(owner, 1.0, Reason.CODE, state.question.text.strip())]
        state.settled = True


def refuse_what_is_no_job(completer: Completer, state: State) -> None:
    """Places, contracts, greetings and bare numbers have no answer, unless a form begins so."""
    question = state.question
    state.note = " ".join(f"{word.text}:{word.role.name.lower()}" for word in question.words)
    if question.names_no_job:
        rows = completer.index.starting_with(question.key) if question.words else slice(0, 0)
        state.settled = rows.start == rows.stop


def rank_words(completer: Completer, state: State) -> None:
    """Scores every form by the words it shares with the question."""
    state.scores = completer.ranker.rank(state.question)
    state.note = f"best tier {state.scores.best.name.lower()}"


def add_meaning(completer: Completer, state: State) -> None:
    """Where no form holds every word, rows of near meaning join in."""
    assert state.scores is not None
    if completer.meaning is None or state.scores.best >= Tier.WORDS:
        state.note = "not needed"
        return
    state.meanings = completer.meaning.near(state.question)
    state.note = f"{len(state.meanings)} rows"


def merge(completer: Completer, state: State) -> None:
    """One list from forms and meanings, each row once, with its best form."""
    best: dict[str, Found] = {}
    for found in (*_by_words(completer, state), *_by_meaning(completer, state)):
        if state.allowed is not None and not state.allowed(found.owner):
            continue
        twin = completer.twins[found.owner]
        if twin not in best or found.score > best[twin].score:
            best[twin] = found
    state.found = sorted(best.values(), key=lambda found: -found.score)
    if state.once:
        firsts: dict[str, Found] = {}
        for found in state.found:
            firsts.setdefault(completer.groups[found.owner], found)
        state.found = list(firsts.values())
    state.note = f"{len(state.found)} rows"


def spread(completer: Completer, state: State) -> None:
    """Lets the groups take turns: each answer of a group lowers its next ones a little."""
    pool, shown = state.found[: 4 * MOST], Counter[str]()
    state.found = []
    while pool and len(state.found) < MOST:
        penalties = [REPEAT * min(shown[completer.groups[f.owner]], REPEATS) for f in pool]
        at = max(range(len(pool)), key=lambda i: (pool[i].score - penalties[i], -i))
        chosen = pool.pop(at)
        shown[completer.groups[chosen.owner]] += 1
        state.found.append(_lowered(chosen, penalties[at]))


STEPS: tuple[tuple[str, Step], ...] = (
    ("answer a code", answer_code),
    ("refuse what is no job", refuse_what_is_no_job),
    ("rank words", rank_words),
    ("add meaning", add_meaning),
    ("merge", merge),
    ("spread", spread),
)


def _by_words(completer: Completer, state: State) -> Iterator[Found]:
    scores, index = state.scores, completer.index
    assert scores is not None
    values = scores.values()
    # Once some form holds every word, one that holds only some of them is no answer.
    least = PARTIAL_LEAST if scores.best <= Tier.LOOSE else float(FLOOR[Tier.WORDS])
    rows = np.flatnonzero(values >= least)
    if len(rows) > POOL and state.allowed is None:
        rows = rows[np.argpartition(-values[rows], POOL)[:POOL]]
    for row in rows[np.lexsort((rows, -values[rows]))].tolist():
        yield Found(
            int(index.owners[row]),
            float(values[row]),
            _reason(index.kinds[row], scores, row),
            index.texts[row],
            scores.parts(row),
        )


def _by_meaning(completer: Completer, state: State) -> Iterator[Found]:
    for owner, (score, text) in state.meanings.items():
        yield Found(owner, score, Reason.MEANING, text, (Part("meaning", score, 1.0),))


def _reason(kind: int, scores: Scores, row: int) -> Reason:
    tier = Tier(int(scores.tier[row]))
    match FormKind(int(kind)):
        case FormKind.SYNONYM:
            return Reason.SYNONYM
        case FormKind.ACRONYM:
            return Reason.ACRONYM
        case _ if tier >= Tier.BEGINNING:
            return Reason.PREFIX
        case _:
            mistyped = tier is Tier.LOOSE and scores.quality[row] < STRICT
            return Reason.TYPO if mistyped else Reason.WORDS


def _lowered(found: Found, penalty: float) -> Found:
    if not penalty:
        return found
    parts = (*found.parts, Part("same métier above", -penalty, 0.0))
    return replace(found, score=max(found.score - penalty, 0.0), parts=parts)
