"""Reading schemas: bodies of the routes with texts, asked and answered, as the OpenAPI shows them.

Nothing is checked by them at run time; `asked` and `members` do that.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from romarin.api.asked import LONGEST_ID, LONGEST_TEXT, LONGEST_TITLE, MOST_DOCUMENTS
from romarin.api.incoming import JSON
from romarin.api.schemas import Competence, Metier, Offset, Rome, Schema, Score
from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import MOST_ITEMS, USUAL_ITEMS, DocumentKind, Level

JsonSchema = dict[str, Any]


class Evidence(Schema):
    """Un indice qui rattache le passage à l'item."""

    feature: str
    value: float


class Item(Competence):
    """Un item du ROME qu'un passage désigne."""

    score: Score
    evidence: Annotated[list[Evidence] | None, Field(description="Seulement avec `explain`.")] = (
        None
    )


class Passage(Schema):
    """Un passage du texte, de `start` inclus à `end` exclu."""

    start: Offset
    end: Offset
    text: str
    level: Level


class Mention(Passage):
    """Un passage et les items du ROME qu'il désigne, le meilleur d'abord."""

    items: Annotated[list[Item], Field(min_length=1, max_length=MOST_ITEMS)]


class DocumentSkill(Competence):
    """Une compétence du document entier."""

    score: Score
    level: Level
    core_for_metier: Annotated[
        bool | None, Field(description="Au cœur du métier ; nul si aucun n'est connu.")
    ] = None
    mentions: Annotated[list[int], Field(description="Rangs dans `mentions`.")]


class LikelyMetier(Metier):
    """Un métier auquel le document se rapporte."""

    score: Score


class Read(Schema):
    """Ce que dit un document."""

    mentions: Annotated[list[Mention], Field(description="Par `start`, sans chevauchement.")]
    competences: Annotated[list[DocumentSkill], Field(description="La meilleure d'abord.")]
    unresolved: Annotated[
        list[Passage], Field(description="Compétences sans item du ROME assez proche.")
    ]
    metiers: list[LikelyMetier]
    unsure: Annotated[bool, Field(description="Vrai si le premier métier est douteux.")]


class ReadText(Read):
    """Ce que dit un texte de la requête."""

    id: str


class Extractions(Schema):
    """Les documents, dans l'ordre de la requête."""

    documents: list[ReadText]
    rome: Rome


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
