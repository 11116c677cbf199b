"""Indexes: the lexical index, the vector index and the artefact folder that holds both."""

from romarin.index.forms import QUALITY, STRICT, Floats, Form, FormKind, Grade, Ids, WordMatch
from romarin.index.lexical import LexicalIndex

__all__ = [
    "QUALITY",
    "STRICT",
    "Floats",
    "Form",
    "FormKind",
    "Grade",
    "Ids",
    "LexicalIndex",
    "WordMatch",
]
