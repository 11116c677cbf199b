"""Indexes: the lexical index, the vector index and the artefact folder that holds both."""

from romarin.index.artefact import Artefact, Section, staged
from romarin.index.errors import ArtefactDamaged, ArtefactMismatch, ArtefactMissing
from romarin.index.fiches import FIELDS, Fiche, Fiches
from romarin.index.forms import QUALITY, STRICT, Floats, Form, FormKind, Grade, Ids, WordMatch
from romarin.index.lexical import LexicalIndex
from romarin.index.manifest import Inputs, Manifest, Stamp, digest
from romarin.index.vector import VectorIndex

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
    "Floats",
    "Form",
    "FormKind",
    "Grade",
    "Ids",
    "Inputs",
    "LexicalIndex",
    "Manifest",
    "Section",
    "Stamp",
    "VectorIndex",
    "WordMatch",
    "digest",
    "staged",
]
