"""Request schemas: the bodies that the routes with texts take, as the OpenAPI shows them.

Nothing is checked by them at run time; `asked` and `members` do that.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from romarin.api.asked import (
    LONGEST_ID,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_DOCUMENTS,
    MOST_METIERS,
    NAF,
    USUAL_METIERS,
)
from romarin.api.incoming import JSON
from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import MOST_ITEMS, USUAL_ITEMS, DocumentKind

JsonSchema = dict[str, Any]


def text(longest: int, meaning: str, *, shortest: int = 0) -> JsonSchema:
    """A text of a request."""
    bounds = {"minLength": shortest, "maxLength": longest, "pattern": "^[^\\u0000]*$"}
    return {"type": "string", **bounds, "description": meaning}


def choice(names: type[StrEnum], meaning: str) -> JsonSchema:
    """One of a few names of a request."""
    return {"type": "string", "enum": [str(name) for name in names], "description": meaning}


def whole(least: int, most: int, default: int, meaning: str) -> JsonSchema:
    """A whole number of a request."""
    bounds = {"minimum": least, "maximum": most, "default": default}
    return {"type": "integer", **bounds, "description": meaning}


def closed(members: Mapping[str, JsonSchema], *required: str) -> JsonSchema:
    """An object of these members and no others."""
    named = {"required": list(required)} if required else {}
    return {
        "type": "object",
        "properties": dict(members),
        **named,
        "additionalProperties": False,
    }


def asking(document: JsonSchema, options: JsonSchema) -> JsonSchema:
    """A body of documents and options."""
    documents = {"type": "array", "items": document, "minItems": 1, "maxItems": MOST_DOCUMENTS}
    return closed({"documents": documents, "options": options}, "documents")


def takes(schema: JsonSchema, example: JsonSchema) -> dict[str, Any]:
    """What FastAPI's `openapi_extra` takes to document a body that a route reads itself."""
    content = {JSON: {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


ID = text(LONGEST_ID, "Le vôtre, rendu tel quel ; chacun une seule fois.", shortest=1)
KIND = choice(DocumentKind, "Qui l'écrit ; absent : les mots du texte le disent.")
EXTRACTION_OPTIONS = closed(
    {
        "minScore": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "description": "Score au-dessous duquel un item est laissé ; absent : celui de "
            "`/version`.",
        },
        "types": {
            "type": "array",
            "items": choice(TypeCompetence, "Un type."),
            "minItems": 1,
            "maxItems": 32,
            "description": "Types voulus ; absent : tous.",
        },
        "maxItemsPerMention": whole(1, MOST_ITEMS, USUAL_ITEMS, "Items au plus par passage."),
        "context": closed(
            {
                "codeRome": {
                    "type": "string",
                    "pattern": "^[A-Z][0-9]{4}$",
                    "description": "Le métier dont parlent les documents, s'il est connu.",
                }
            }
        ),
        "explain": {
            "type": "boolean",
            "default": False,
            "description": "Dire les indices de chaque item.",
        },
    }
)
EXTRACTION = asking(
    closed(
        {
            "id": ID,
            "text": text(LONGEST_TEXT, "Offre ou CV.", shortest=1),
            "title": text(LONGEST_TITLE, "Aide au classement, ne donne pas de passage."),
            "kind": KIND,
        },
        "id",
        "text",
    ),
    EXTRACTION_OPTIONS,
)

# More than blanks, as Python and ECMAScript both see them.
_SAYS = {"pattern": "[^\\s\\u001c-\\u001f\\u0085\\ufeff]"}
PREDICTION = asking(
    closed(
        {
            "id": ID,
            "title": text(LONGEST_TITLE, "Intitulé de l'offre."),
            "text": text(LONGEST_TEXT, "Texte de l'offre ; intitulé ou texte est obligatoire."),
            "naf": {
                "type": "string",
                "pattern": f"^{NAF.pattern}$",
                "description": "Activité de l'employeur : 4711D, 47.11D ou 47.",
            },
        },
        "id",
    )
    | {
        "anyOf": [
            {"required": [name], "properties": {name: {"type": "string", **_SAYS}}}
            for name in ("title", "text")
        ]
    },
    closed({"limit": whole(1, MOST_METIERS, USUAL_METIERS, "Métiers au plus par document.")}),
)
