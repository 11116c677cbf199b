"""Fitting of the extraction: its detector, levels and ranker; needs the extra `eval`."""

from romarin.training.extraction.detector import fit_detector
from romarin.training.extraction.levels import fit_levels
from romarin.training.extraction.marked import (
    OFFERS,
    TEXTS,
    Mark,
    MarkedText,
    read_marked,
    read_marked_offers,
)
from romarin.training.extraction.ranker import Choice, Ranking, fit_confidence, fit_ranking

__all__ = [
    "OFFERS",
    "TEXTS",
    "Choice",
    "Mark",
    "MarkedText",
    "Ranking",
    "fit_confidence",
    "fit_detector",
    "fit_levels",
    "fit_ranking",
    "read_marked",
    "read_marked_offers",
]
