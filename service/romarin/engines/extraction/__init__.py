"""Extraction: from an offer or a CV to its skills."""

from romarin.engines.extraction.extraction import Extraction
from romarin.engines.extraction.records import (
    LEFT_OUT,
    MOST_ITEMS,
    USUAL_ITEMS,
    Document,
    DocumentKind,
    DocumentSkill,
    Evidence,
    Extracted,
    Item,
    Level,
    LikelyMetier,
    LikelyMetiers,
    Mention,
    MetierPredictor,
    Options,
    Unresolved,
)

__all__ = [
    "LEFT_OUT",
    "MOST_ITEMS",
    "USUAL_ITEMS",
    "Document",
    "DocumentKind",
    "DocumentSkill",
    "Evidence",
    "Extracted",
    "Extraction",
    "Item",
    "Level",
    "LikelyMetier",
    "LikelyMetiers",
    "Mention",
    "MetierPredictor",
    "Options",
    "Unresolved",
]
