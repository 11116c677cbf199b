"""File schemas: form and answer of the route that takes files, as the OpenAPI shows them."""

from typing import Annotated, Any

from pydantic import Field

from romarin.api.multipart import FORM, MOST_FILES
from romarin.api.reading_schemas import Read
from romarin.api.request_schemas import EXTRACTION_OPTIONS, KIND, closed
from romarin.api.schemas import Problem, Rome, Schema


class ReadFile(Read):
    """Ce que dit un fichier."""

    id: Annotated[str, Field(description="Nom du fichier.")]
    pages: Annotated[int | None, Field(description="D'un PDF ; nul pour le reste.")] = None
    text: Annotated[str, Field(description="Le texte lu, auquel se rapportent les passages.")]


class UnreadFile(Schema):
    """Un fichier qui n'a pas pu être lu."""

    id: Annotated[str, Field(description="Nom du fichier.")]
    error: Problem


class FileExtractions(Schema):
    """Les fichiers, dans l'ordre de la requête."""

    documents: list[ReadFile | UnreadFile]
    rome: Rome


_FILES = {
    "type": "array",
    "items": {"type": "string", "contentMediaType": "application/octet-stream"},
    "minItems": 1,
    "maxItems": MOST_FILES,
    "description": "Un champ `files` par fichier.",
}
TAKEN: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": closed(
                    {"files": _FILES, "options": EXTRACTION_OPTIONS, "kind": KIND}, "files"
                ),
                "encoding": {"options": {"contentType": "application/json"}},
            }
        },
    }
}
