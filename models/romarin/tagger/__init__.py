"""Tagger: the skill phrases of a text and the level of each, by a small transformer."""

from romarin.tagger.errors import TaggerDamaged, TaggerMissing
from romarin.tagger.tagger import (
    LEVELS,
    MODEL,
    TAGS,
    TOKENIZER,
    WEIGHTS,
    TaggedPhrase,
    TaggedWords,
    Tagger,
    phrases_of,
)
from romarin.tagger.windows import BREAK, Token, Window, Writing, windows

__all__ = [
    "BREAK",
    "LEVELS",
    "MODEL",
    "TAGS",
    "TOKENIZER",
    "WEIGHTS",
    "TaggedPhrase",
    "TaggedWords",
    "Tagger",
    "TaggerDamaged",
    "TaggerMissing",
    "Token",
    "Window",
    "Writing",
    "phrases_of",
    "windows",
]
