"""Fitting of the extraction: marked texts and the ranker; needs the extra `eval`."""

from romarin.training.extraction.marked import (
    NAMED,
    OFFERS,
    TEXTS,
    Mark,
    MarkedText,
    read_marked,
    read_marked_offers,
    with_codes,
)
from romarin.training.extraction.ranker import Choice, Ranking, fit_confidence, fit_ranking

__all__ = [
    "NAMED",
    "OFFERS",
    "TEXTS",
    "Choice",
    "Mark",
    "MarkedText",
    "Ranking",
    "fit_confidence",
    "fit_ranking",
    "read_marked",
    "read_marked_offers",
    "with_codes",
]
