"""Extracted: what was read out of documents, and predicted of them, as the contract's JSON."""

from collections.abc import Iterable
from typing import Any

from romarin.api.bodies import DIGITS
from romarin.engines.extraction import (
    Document,
    DocumentSkill,
    Extracted,
    Item,
    LikelyMetier,
    Mention,
)
from romarin.engines.prediction import Predicted


def extracted(document: Document, found: Extracted) -> dict[str, Any]:
    """What one document says, without its id."""
    return {
        "mentions": [_mention(one, document.text) for one in found.mentions],
        "competences": [_competence(one) for one in found.competences],
        "unresolved": [
            {
                "start": one.start,
                "end": one.end,
                "text": document.text[one.start : one.end],
                "level": one.level,
            }
            for one in found.unresolved
        ],
        "metiers": _metiers(found.metiers),
        "unsure": found.unsure,
    }


def predicted(found: Predicted) -> dict[str, Any]:
    """The métiers of one document, without its id."""
    return {
        "metiers": [
            {
                "code": one.code,
                "libelle": one.libelle,
                "appellation": {"code": one.appellation.code, "libelle": one.appellation.libelle},
                "score": round(one.score, DIGITS),
            }
            for one in found.metiers
        ],
        "margin": round(found.margin, DIGITS),
        "unsure": found.unsure,
    }


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "level": mention.level,
        "items": [_item(item) for item in mention.items],
    }


def _item(item: Item) -> dict[str, Any]:
    told = {
        "code": item.code,
        "type": item.type,
        "libelle": item.libelle,
        "score": round(item.score, DIGITS),
    }
    if not item.evidence:
        return told
    evidence = [
        {"feature": one.feature, "value": round(one.value, DIGITS)} for one in item.evidence
    ]
    return {**told, "evidence": evidence}


def _competence(skill: DocumentSkill) -> dict[str, Any]:
    return {
        "code": skill.code,
        "type": skill.type,
        "libelle": skill.libelle,
        "score": round(skill.score, DIGITS),
        "level": skill.level,
        "coreForMetier": skill.core_for_metier,
        "mentions": list(skill.mentions),
    }


def _metiers(metiers: Iterable[LikelyMetier]) -> list[dict[str, Any]]:
    return [
        {"code": one.code, "libelle": one.libelle, "score": round(one.score, DIGITS)}
        for one in metiers
    ]
