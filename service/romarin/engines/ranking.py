"""Ranking: how well each form answers a question by its words alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from romarin.engines.question import Question
from romarin.engines.suggestion import Part
from romarin.index import STRICT, Floats, FormKind, Grade, Ids, LexicalIndex, WordMatch
from romarin.text import Role, TitleWord


class Tier(IntEnum):
    """How a form answers a question; a form of a better tier always comes first."""

    NONE = 0
    PARTIAL = 1  # some of the words
    LOOSE = 2  # the words that name the job, with mistakes or without the rest
    WORDS = 3  # every word as typed, in any order
    BEGINNING = 4  # the form begins with what is typed
    EXACT = 5


# Score at the bottom of each tier and the share of 1 handed out within it: no two tiers overlap.
FLOOR = np.array([0.0, 0.05, 0.5, 0.66, 0.78, 0.9], np.float32)
SPAN = np.array([0.0, 0.4, 0.15, 0.12, 0.12, 0.1], np.float32)

# Shares of a tier's span; they sum to 1 in each row. As typing goes on towards a form its tier
# and its popularity stay as they are, so popularity leads wherever the words are all there.
_POPULARITY = np.array([0.0, 0.05, 0.3, 0.62, 0.62, 0.62], np.float32)
_COVERAGE = np.array([0.0, 0.15, 0.2, 0.3, 0.3, 0.3], np.float32)  # of the form by the question
_QUALITY = np.array([0.0, 0.8, 0.5, 0.08, 0.08, 0.08], np.float32)  # of the question by the form

# What a form earns of its popularity by its kind: a synonym or an acronym that merely begins
# with what is typed comes after the labels that do.
_KIND = np.zeros(len(FormKind), np.float32)
_KIND[[FormKind.LIBELLE, FormKind.FEMININE, FormKind.COURT]] = 1.0, 1.0, 0.9
_KIND[[FormKind.ACRONYM, FormKind.SYNONYM]] = 0.6, 0.6

FEW = 4  # words; in a longer title a known word is taken as it stands
UNKNOWN_WEIGHT = 6.0  # of a word that no form holds: about that of a word held by ten of them
# Most that a word weighs which is no word of the ROME, but begins or resembles one: "DEA" is
# not to draw a title to "DEAS" against all its other words.
LIKELY_WEIGHT = 3.0
ASIDE_WEIGHT = 0.15  # of a detail after the first segment, of a place or of a contract


@dataclass(frozen=True, slots=True)
class Scores:
    """One value a form: its tier and what it earns within it, each in [0, 1]."""

    tier: Ids
    popularity: Floats
    coverage: Floats
    quality: Floats
    mistyped: bool = False  # the words of tier LOOSE hold mistakes

    @property
    def best(self) -> Tier:
        """The best tier that any form reaches."""
        return Tier(int(self.tier.max(initial=0)))

    @property
    def most(self) -> float:
        """The largest share of the question that one form holds, in [0, 1]."""
        return float(self.quality.max(initial=0.0))

    def values(self, rows: Ids) -> Floats:
        """The scores of some forms, in [0, 1], in the order of `rows`."""
        tier = self.tier[rows]
        within = (
            _POPULARITY[tier] * self.popularity[rows]
            + _COVERAGE[tier] * self.coverage[rows]
            + _QUALITY[tier] * self.quality[rows]
        )
        return np.asarray(FLOOR[tier] + SPAN[tier] * within, np.float32)

    def parts(self, row: int) -> tuple[Part, ...]:
        """What makes the score of one form; values and ceilings sum to the score and to 1."""
        tier = Tier(int(self.tier[row]))
        span = float(SPAN[tier])
        shares = (
            ("popularity", _POPULARITY[tier], self.popularity[row]),
            ("form covered", _COVERAGE[tier], self.coverage[row]),
            ("words matched", _QUALITY[tier], self.quality[row]),
        )
        return (
            Part(f"tier {tier.name.lower()}", float(FLOOR[tier]), 1 - span),
            *(Part(name, span * float(w * v), span * float(w)) for name, w, v in shares),
        )


class Matcher:
    """Meets words with an index, each once for one question."""

    def __init__(self, index: LexicalIndex) -> None:
        self._index = index
        self._strict: dict[str, WordMatch] = {}
        self._fuzzy: dict[str, WordMatch] = {}

    def strict(self, word: str) -> WordMatch:
        """The word as typed, in any gender or number, or a beginning."""
        if word not in self._strict:
            self._strict[word] = self._index.match(word, fuzzy=False)
        return self._strict[word]

    def fuzzy(self, word: str) -> WordMatch:
        """The word with its mistakes forgiven, or cut in two."""
        if word not in self._fuzzy:
            match = self._index.match(word, fuzzy=True)
            self._fuzzy[word] = match if match.found else self._index.match_joined(word) or match
        return self._fuzzy[word]

    def forgiving(self, count: int) -> tuple[Callable[[str], WordMatch], ...]:
        """The ways to forgive the words of a question of so many, one after the other."""
        return (self.fuzzy_if_unknown, self.fuzzy)[: 2 if count <= FEW else 1]

    def fuzzy_if_unknown(self, word: str) -> WordMatch:
        """The word as typed when some form holds it, else with its mistakes forgiven."""
        return self.strict(word) if self._index.knows(word) else self.fuzzy(word)


class Ranker:
    """Scores every form of an index for a question."""

    def __init__(self, index: LexicalIndex, priors: Floats) -> None:
        """`priors` holds the popularity of each owner, in [0, 1]."""
        self.index = index
        self._per_total: Floats = np.asarray(1 / np.maximum(index.totals, 1e-6), np.float32)
        ranks = 1 / (1 + 0.25 * index.ranks)
        self._popularity: Floats = np.asarray(
            priors[index.owners] * _KIND[index.kinds] * ranks, np.float32
        )

    def rank(self, question: Question) -> Scores:
        """The words as typed; where no form holds them all, the job's own words, then mistakes."""
        return self._rank(question, Matcher(self.index))

    def _rank(self, question: Question, matcher: "Matcher") -> Scores:
        strict = self._score(question, [matcher.strict(word.text) for word in question.asked])
        if strict.best >= Tier.WORDS:
            return strict
        core = Question(question.text, question.core, question.preparation)
        if core.words and len(core.words) < len(question.words):
            inner = self._rank(core, matcher)
            # One word among noise stands for a title only where a form begins with it.
            least = Tier.LOOSE if len(core.words) > 1 else Tier.BEGINNING
            if inner.best >= least:
                return _as_loose(inner, least)
        if self._raise_leading(core, strict):
            return strict
        # Mistakes are looked for first in the words that no label holds, so that "vente" does not
        # become "verte"; in all of them only where that leads nowhere.
        for fuzzy in matcher.forgiving(len(question.asked)):
            scores = self._score(question, [fuzzy(word.text) for word in question.asked])
            if scores.best >= Tier.LOOSE:
                return replace(scores, mistyped=True)
        return strict

    def _raise_leading(self, core: Question, scores: Scores) -> bool:
        """Lifts, in place, the forms that the first words of a long title are; whether there are.

        "Facteur à vélo centre courrier" names its job first, as titles do in French.
        """
        for length in range(len(core.words) - 1, 0, -1):
            leading = [word.text for word in core.words[:length]]
            rows = self.index.reduced_equal_to(leading)
            if rows:
                scores.tier[rows] = Tier.LOOSE
                return True
        return False

    def _score(self, question: Question, matches: Sequence[WordMatch]) -> Scores:
        count = len(self.index)
        if not matches:
            zeros = np.zeros(count, np.float32)
            return Scores(np.zeros(count, np.int32), self._popularity, zeros, zeros)
        weights = [_weight(*met) for met in zip(question.asked, matches, strict=True)]
        lowest = matches[0].quality.copy()
        quality = np.zeros(count, np.float32)
        coverage = np.zeros(count, np.float32)
        for weight, match in zip(weights, matches, strict=True):
            np.minimum(lowest, match.quality, out=lowest)
            quality += np.float32(weight / sum(weights)) * match.quality
            coverage += match.gain
        coverage *= self._per_total
        np.minimum(coverage, 1.0, out=coverage)
        tier = (quality > 0).astype(np.int32)  # PARTIAL
        tier[lowest > 0] = Tier.LOOSE
        tier[lowest >= STRICT] = Tier.WORDS
        self._raise_beginnings(question, tier, coverage)
        return Scores(tier, self._popularity, coverage, quality)

    def _raise_beginnings(self, question: Question, tier: Ids, coverage: Floats) -> None:
        """Lifts, in place, the forms that begin with the question or are equal to it."""
        index, lean = self.index, question.lean_key
        end = " " if question.complete else ""
        tier[index.starting_with(question.key + end)] = Tier.BEGINNING
        if lean:
            tier[index.lean_starting_with(lean + end)] = Tier.BEGINNING
        exact: list[slice | Ids | list[int]] = [
            index.equal_to(question.key),
            index.lean_equal_to(lean),
            index.reduced_equal_to(question.texts),
        ]
        for rows in exact if lean else exact[:1]:
            tier[rows] = Tier.EXACT
            coverage[rows] = 1.0


def _weight(word: TitleWord, match: WordMatch) -> float:
    weight = match.weight if match.found else UNKNOWN_WEIGHT
    if match.best is not None and match.best > Grade.REDUCED:
        weight = min(weight, LIKELY_WEIGHT)
    return weight if word.role in (Role.JOB, Role.STOP) else ASIDE_WEIGHT * weight


def _as_loose(inner: Scores, least: Tier) -> Scores:
    """The ranking of a title's own words, brought under that of a title answered in full."""
    quality = inner.quality.copy()
    rows = np.flatnonzero(inner.tier >= least).astype(np.int32)
    quality[rows] = inner.values(rows)
    tier = np.minimum(inner.tier, Tier.PARTIAL)
    tier[rows] = Tier.LOOSE
    return replace(inner, tier=tier, quality=quality)
