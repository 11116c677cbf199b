"""Tidying of text: what the text of every format goes through last."""

import re

from romarin.engines.documents.document import Limits
from romarin.engines.documents.errors import DocumentTooLarge, Measure

_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# The API refuses NUL and lone surrogates; no other control character is text either.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"[ \t\xa0]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text with one kind of newline and without what no text may hold."""
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    return _SURROGATES.sub("\ufffd", text)


def tidy(text: str) -> str:
    """Clean text whose lines end in no space and stand at most one empty line apart."""
    return _GAPS.sub("\n\n", _LINE_ENDS.sub("", clean(text))).strip("\n")


def bounded(text: str, limits: Limits) -> str:
    """The text; raises DocumentTooLarge where it has too many characters."""
    if len(text) > limits.characters:
        raise DocumentTooLarge(Measure.CHARACTERS, len(text), limits.characters)
    return text
