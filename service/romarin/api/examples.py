"""Examples: what the OpenAPI says of the routes and shows of their answers, in French."""

from typing import Any

from romarin.api.problems import MEDIA_TYPE
from romarin.api.schemas import Problem

DESCRIPTION = """\
Recherche au fil de la frappe dans le ROME de France Travail : intitulés d'emploi, codes ROME,
compétences ; extraction des compétences et des métiers d'offres et de CV. Sans clé ; les
complétions se gardent en cache (`Cache-Control`, `ETag`) ; les erreurs suivent la RFC 9457
(`application/problem+json`).
"""

COMPLETIONS_DESCRIPTION = """\
À appeler à chaque touche. Accents, casse, genre, nombre et ordre des mots sont indifférents ;
les fautes de frappe, sigles et mots de tous les jours sont compris. Un code ROME (`M1855`) ou
OGR (`14156`) complet répond par ce qu'il désigne.

`highlights` compte en points de code Unicode : en JavaScript, passer par `Array.from(libelle)`.
Afficher la ligne `licence` de `/version` là où paraissent des libellés.
"""

SKILLS_DESCRIPTION = """\
Comme `/v1/completions`, pour les compétences, macro-compétences, savoirs et savoir-être.
"""

_ROME = {"version": "460", "source": "official"}

COMPLETIONS: dict[str, Any] = {
    "q": "dév web",
    "suggestions": [
        {
            "appellation": {
                "code": "14156",
                "libelle": "Développeur / Développeuse web",
                "libelleCourt": "Développeur / Développeuse web",
            },
            "metier": {"code": "M1855", "libelle": "Développeur / Développeuse web"},
            "matchedForm": "Développeur web",
            "score": 0.93,
            "reason": "words",
            "highlights": [
                {"start": 0, "end": 3},
                {"start": 14, "end": 17},
                {"start": 27, "end": 30},
            ],
        }
    ],
    "rome": _ROME,
}

SKILLS: dict[str, Any] = {
    "q": "plan de form",
    "suggestions": [
        {
            "competence": {
                "code": "120551",
                "type": "COMPETENCE-DETAILLEE",
                "libelle": "Élaborer un plan de formation",
            },
            "score": 0.81,
            "reason": "words",
            "highlights": [{"start": 11, "end": 15}, {"start": 19, "end": 23}],
        }
    ],
    "rome": _ROME,
}

VERSION: dict[str, Any] = {
    "version": "0.1.0",
    "rome": _ROME,
    "encoder": "romarin-mini",
    "artefact": "460-romarin-mini-34533a409cc9",
    "minScore": 0.5,
    "licence": "Source : France Travail, ROME 4.0 version 60 du 18/09/2025 — Licence Ouverte 2.0",
}

INVALID: dict[str, Any] = {
    "type": "urn:romarin:problem:invalid-value",
    "title": "Invalid value",
    "status": 422,
    "detail": "mend limit: see errors",
    "errors": [
        {
            "parameter": "limit",
            "value": "100",
            "detail": "give one whole number from 1 to 25, or leave it out",
        }
    ],
}

LOADING: dict[str, Any] = {
    "type": "urn:romarin:problem:not-loaded",
    "title": "Not loaded",
    "status": 503,
    "detail": "still loading; try again in a second",
    "errors": [],
}


def responses(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a completion route may answer, each with an example."""
    return {
        200: {
            **succeeding(
                "Les suggestions, la meilleure d'abord ; aucune, si rien ne répond.", example
            ),
            "headers": {"Cache-Control": _header(), "ETag": _header()},
        },
        304: {"description": "La réponse que désigne `If-None-Match` tient toujours."},
        422: failing("Un paramètre ne convient pas.", INVALID),
        503: failing("Le service charge encore ; voir `Retry-After`.", LOADING),
    }


def succeeding(description: str, example: dict[str, Any]) -> dict[str, Any]:
    """A JSON answer that a route gives when all is well."""
    return {"description": description, "content": {"application/json": {"example": example}}}


def failing(description: str, example: dict[str, Any]) -> dict[str, Any]:
    """A problem that a route may answer."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    content = {MEDIA_TYPE: {"schema": schema, "example": example}}
    return {"description": description, "content": content}


def _header() -> dict[str, Any]:
    return {"schema": {"type": "string"}}
