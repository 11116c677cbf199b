"""Shapes: what is said of a document, as the HTTP contract has it, or as flat rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from romarin.batch.engines import Predicted, PredictedMetier
from romarin.batch.records import Row
from romarin.catalogue import Release
from romarin.engines.extraction import DocumentSkill, Extracted, Item, LikelyMetier

METIER = "METIER"  # the type of a flat row that names a métier, where skills have theirs
DIGITS = 4  # of a score

Plain = dict[str, Any]


def document(
    row: Row,
    extracted: Extracted | None,
    predicted: Predicted | None,
    release: Release,
    *,
    limit: int,
) -> Iterator[Plain]:
    """The document of an extraction, of a prediction, or of both in one."""
    plain: Plain = {"id": row.id}
    if extracted is not None:
        plain |= _skills(row.text, extracted, limit)
    if predicted is not None:
        plain |= _metiers(predicted, limit)
    yield plain | {"rome": {"version": release.version, "source": str(release.source)}}


def flat(
    row: Row,
    extracted: Extracted | None,
    predicted: Predicted | None,
    release: Release,
    *,
    limit: int,
) -> Iterator[Plain]:
    """A row for each competence, then for each métier where those were asked."""
    found: list[Mapping[str, Any]] = []
    if extracted is not None:
        found += [{"rank": at, **_skill(s)} for at, s in enumerate(extracted.competences, 1)]
    if predicted is not None:
        found += [
            {"rank": at, "type": METIER, **_likely(metier)}
            for at, metier in enumerate(predicted.metiers[:limit], 1)
        ]
    for one in found:
        yield {
            "id": row.id,
            **{name: one[name] for name in ("rank", "type", "code", "libelle", "score")},
            "level": one.get("level"),
            "coreForMetier": one.get("coreForMetier"),
            "rome": release.version,
            "romeSource": str(release.source),
        }


def _skills(text: str, extracted: Extracted, limit: int) -> Plain:
    return {
        "mentions": [
            _phrase(text, m.start, m.end, m.level) | {"items": [_item(item) for item in m.items]}
            for m in extracted.mentions
        ],
        "competences": [_skill(skill) for skill in extracted.competences],
        "unresolved": [_phrase(text, u.start, u.end, u.level) for u in extracted.unresolved],
        "metiers": [_likely(metier) for metier in extracted.metiers[:limit]],
        "unsure": extracted.unsure,
    }


def _metiers(predicted: Predicted, limit: int) -> Plain:
    metiers: Sequence[Plain] = [
        _likely(metier)
        | {"appellation": {"code": metier.appellation.code, "libelle": metier.appellation.libelle}}
        for metier in predicted.metiers[:limit]
    ]
    return {
        "metiers": metiers,
        "margin": _score(predicted.margin),
        "unsure": predicted.unsure,
    }


def _phrase(text: str, start: int, end: int, level: str) -> Plain:
    return {"start": start, "end": end, "text": text[start:end], "level": str(level)}


def _item(item: Item | DocumentSkill) -> Plain:
    return {
        "code": item.code,
        "type": str(item.type),
        "libelle": item.libelle,
        "score": _score(item.score),
    }


def _skill(skill: DocumentSkill) -> Plain:
    return _item(skill) | {
        "level": str(skill.level),
        "coreForMetier": skill.core_for_metier,
        "mentions": list(skill.mentions),
    }


def _likely(metier: LikelyMetier | PredictedMetier) -> Plain:
    return {"code": metier.code, "libelle": metier.libelle, "score": _score(metier.score)}


def _score(score: float) -> float:
    return round(float(score), DIGITS)
