"""Bodies: suggestions as the JSON of the contract."""

from collections.abc import Iterable
from typing import Any

import orjson

from romarin.catalogue import Release
from romarin.engines.lookup import Suggestion
from romarin.engines.skills import SkillSuggestion
from romarin.engines.suggestion import Highlight

DIGITS = 4  # of a score


def completions(q: str, suggestions: Iterable[Suggestion], release: Release) -> bytes:
    """The body of /v1/completions."""
    return _body(q, [_suggestion(suggestion) for suggestion in suggestions], release)


def skill_completions(q: str, suggestions: Iterable[SkillSuggestion], release: Release) -> bytes:
    """The body of /v1/competences/completions."""
    return _body(q, [_skill(suggestion) for suggestion in suggestions], release)


def rome(release: Release) -> dict[str, str]:
    """The member that every answer of a native route carries."""
    return {"version": release.version, "source": str(release.source)}


def _body(q: str, suggestions: list[dict[str, Any]], release: Release) -> bytes:
    return orjson.dumps({"q": q, "suggestions": suggestions, "rome": rome(release)})


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "appellation": {
            "code": suggestion.code,
            "libelle": suggestion.libelle,
            "libelleCourt": suggestion.libelle_court,
        },
        "metier": {"code": suggestion.code_rome, "libelle": suggestion.libelle_metier},
        "matchedForm": suggestion.matched_form,
        "score": round(suggestion.score, DIGITS),
        "reason": suggestion.reason,
        "highlights": _highlights(suggestion.highlights),
    }


def _skill(suggestion: SkillSuggestion) -> dict[str, Any]:
    return {
        "competence": {
            "code": suggestion.code,
            "type": suggestion.type,
            "libelle": suggestion.libelle,
        },
        "score": round(suggestion.score, DIGITS),
        "reason": suggestion.reason,
        "highlights": _highlights(suggestion.highlights),
    }


def _highlights(highlights: Iterable[Highlight]) -> list[dict[str, int]]:
    return [{"start": highlight.start, "end": highlight.end} for highlight in highlights]
