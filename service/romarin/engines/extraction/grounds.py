"""Grounds: what the score of an item is made from, once the candidates are ranked."""

from collections.abc import Sequence

import numpy as np

from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.engines.extraction.records import LEFT_OUT, DocumentKind, Level
from romarin.index import Floats
from romarin.text import ParsedText, Section

# Of a phrase, whatever the item.
ABOUT = (
    "detection",  # how sure it is that the phrase states a skill, in logits
    "words",
    "stop words",
    "in a CV",
    "is a task",
    "is required",
    "is left out",
    "of employer or terms",
    "in the opening",
)
_OF_ITEM = (
    "cosine",
    "label words",
    "phrase cosine",
    "share of phrase",
    "share of label",
    "beginnings of phrase",
    "beginnings of label",
    "same words",
    "cosine in context",
    "cosine to document",
    "in likely fiche",
    "share of domaine",
    "label length",
    "fiches",
    *(sign for sign in SIGNS if sign.startswith("is ")),
)
_OF_RANKING = (
    "share",  # of the likelihood of all candidates, in logits
    "strength",  # the ranker's own sum
    "lead",  # of the strength over that of the next item
    "doubt",  # entropy of the likelihoods
    "best cosine",
    "best cosines",  # mean of some
)
GROUNDS = (*_OF_RANKING, *_OF_ITEM, *ABOUT)
_SOME = 5
_COLUMNS = [SIGNS.index(name) for name in _OF_ITEM]
_COSINE = SIGNS.index("cosine")
_ASIDE = frozenset({Section.EMPLOYER, Section.TERMS, Section.APPLYING})


def about(parsed: ParsedText, span: Span, level: Level, kind: DocumentKind) -> Floats:
    """The values of ABOUT for one phrase."""
    words = parsed.words[span.first : span.last]
    section = parsed.lines[words[0].line].section if words else Section.OTHER
    values = (
        _logits(np.array([span.confidence]))[0],
        len(words),
        sum(word.is_stop for word in words),
        kind is DocumentKind.CV,
        level is Level.TASK,
        level is Level.REQUIRED,
        level in LEFT_OUT,
        section in _ASIDE,
        section is Section.OPENING,
    )
    return np.array(values, np.float32)


def unknown(words: Sequence[str]) -> Floats:
    """The values of ABOUT for a phrase that stands by itself."""
    values = np.zeros(len(ABOUT), np.float32)
    values[:2] = _logits(np.array([1.0]))[0], len(words)
    values[ABOUT.index("is a task")] = 1.0
    return values


def grounds_of(candidates: Candidates, strengths: Floats, about_it: Floats) -> Floats:
    """The GROUNDS of each candidate, shape (items, GROUNDS)."""
    odds = np.exp(strengths - strengths.max())
    shares = odds / odds.sum()
    order = np.argsort(-strengths, kind="stable")
    behind = np.empty_like(strengths)
    behind[order] = np.append(strengths[order][1:], strengths.min())
    cosines = np.sort(candidates.signs[:, _COSINE])
    of_all = (-(shares * np.log(shares + 1e-9)).sum(), cosines[-1], cosines[-_SOME:].mean())
    count = len(strengths)
    columns = [
        _logits(shares)[:, None],
        strengths[:, None],
        (strengths - behind)[:, None],
        np.tile(np.array(of_all, np.float32), (count, 1)),
        candidates.signs[:, _COLUMNS],
        np.tile(about_it, (count, 1)),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _logits(shares: Floats) -> Floats:
    inside = np.clip(shares, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(inside / (1 - inside)), np.float32)
