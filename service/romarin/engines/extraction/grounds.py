"""Grounds: what the score of an item is made from, once the candidates are ranked."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.linking import SIGNS, Candidates
from romarin.engines.extraction.records import LEFT_OUT, DocumentKind, Level
from romarin.index import Floats, Ids
from romarin.text import STOP_WORDS, Line, Section, fold

# Of a phrase, whatever the item.
ABOUT = (
    "detection",  # how sure it is that the phrase states a skill, in logits
    "level",  # how sure it is of its level, in logits
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


def about(text: str, lines: Sequence[Line], span: Span, kind: DocumentKind) -> Floats:
    """The values of ABOUT for one phrase; `lines` are those of its text, in order."""
    line = lines[bisect_right(lines, span.start, key=_start) - 1]
    values = (
        *_logits(np.array([span.confidence, span.certainty])),
        *_lengths(text[span.start : span.end]),
        kind is DocumentKind.CV,
        span.level is Level.TASK,
        span.level is Level.REQUIRED,
        span.level in LEFT_OUT,
        line.section in _ASIDE,
        line.section is Section.OPENING,
    )
    return np.array(values, np.float32)


def _start(line: Line) -> int:
    return line.start


def unknown(phrase: str) -> Floats:
    """The values of ABOUT for a phrase that stands by itself."""
    sure = _logits(np.array([1.0, 1.0]))
    told = dict(zip(ABOUT, (*sure, *_lengths(phrase)), strict=False)) | {"is a task": 1.0}
    return np.array([told.get(name, 0.0) for name in ABOUT], np.float32)


def _lengths(phrase: str) -> tuple[int, int]:
    """Words, and those of them that say nothing by themselves."""
    own = fold(phrase).replace("'", " ").split()
    return len(own), sum(word in STOP_WORDS for word in own)


def grounds_of(candidates: Candidates, strengths: Floats, about_it: Floats, asked: Ids) -> Floats:
    """The GROUNDS of the candidates at the places asked, shape (asked, GROUNDS)."""
    odds = np.exp(strengths - strengths.max())
    shares = odds / odds.sum()
    order = np.argsort(-strengths, kind="stable")
    behind = np.empty_like(strengths)
    behind[order] = np.append(strengths[order][1:], strengths.min())
    cosines = np.sort(candidates.signs[:, _COSINE])
    of_all = (-(shares * np.log(shares + 1e-9)).sum(), cosines[-1], cosines[-_SOME:].mean())
    columns = [
        _logits(shares[asked])[:, None],
        strengths[asked, None],
        (strengths - behind)[asked, None],
        np.tile(np.array(of_all, np.float32), (len(asked), 1)),
        candidates.signs[asked][:, _COLUMNS],
        np.tile(about_it, (len(asked), 1)),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _logits(shares: Floats) -> Floats:
    inside = np.clip(shares, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(inside / (1 - inside)), np.float32)
