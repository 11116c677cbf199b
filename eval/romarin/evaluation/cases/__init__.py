"""Cases: what the systems are asked, with the answers that are right."""

from romarin.evaluation.cases.offers import OfferCase, read_appellations, read_offers
from romarin.evaluation.cases.queries import QueryCase, keystrokes_of, read_queries
from romarin.evaluation.cases.reading import Case, CaseSet
from romarin.evaluation.cases.texts import GoldMention, TextCase, read_texts

__all__ = [
    "Case",
    "CaseSet",
    "GoldMention",
    "OfferCase",
    "QueryCase",
    "TextCase",
    "keystrokes_of",
    "read_appellations",
    "read_offers",
    "read_queries",
    "read_texts",
]
