"""Indexes: the lexical index, the vector index and the artefact folder that holds both."""

from romarin.index.artefact import Artefact, Section, staged
from romarin.index.errors import ArtefactDamaged, ArtefactMismatch, ArtefactMissing
from romarin.index.fiches import FIELDS, Fiche, Fiches
from romarin.index.forms import (
    QUALITY,
    STRICT,
    Flags,
    Floats,
    Form,
    FormKind,
    Grade,
    Ids,
    WordMatch,
)
from romarin.index.lexical import LexicalIndex
from romarin.index.manifest import Inputs, Manifest, Stamp, digest
from romarin.index.postings import Postings
from romarin.index.vector import Matrix, VectorIndex
from romarin.index.wording import Wording

__all__ = [
    "FIELDS",
    "QUALITY",
    "STRICT",
    "Artefact",
    "ArtefactDamaged",
    "ArtefactMismatch",
    "ArtefactMissing",
    "Fiche",
    "Fiches",
    "Flags",
    "Floats",
    "Form",
    "FormKind",
    "Grade",
    "Ids",
    "Inputs",
    "LexicalIndex",
    "Manifest",
    "Matrix",
    "Postings",
    "Section",
    "Stamp",
    "VectorIndex",
    "WordMatch",
    "Wording",
    "digest",
    "staged",
]
