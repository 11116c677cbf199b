"""Inclusive spellings, made by rule: "développeur" and "développeuse" in one word."""

import re
from collections.abc import Iterator

from romarin.text import GenderForms

SEPARATORS = ("·", ".", "(", "/", "-")
_PARTS = re.compile(r"([\s\-'’]+)")
# Endings of the masculine and of the feminine, and what is written after the masculine; the
# longest first. Where none fits, what the feminine adds to the masculine.
_TAILS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("teur", "trice", ("trice", "rice")),
    ("deur", "drice", ("drice", "rice")),
    ("eur", "euse", ("euse", "se")),
    ("eur", "rice", ("rice",)),
    ("ier", "ière", ("ière", "ère")),
    ("er", "ère", ("ère",)),
    ("ien", "ienne", ("ne", "ienne")),
    ("f", "ve", ("ve",)),
    ("x", "se", ("se",)),
)


def inclusive_forms(forms: GenderForms) -> Iterator[str]:
    """The label in each inclusive spelling; none when its genders are one or differ too much."""
    masculine, feminine = _PARTS.split(forms.masculine), _PARTS.split(forms.feminine)
    if forms.masculine == forms.feminine or len(masculine) != len(feminine):
        return
    tails = [_tails(*words) for words in zip(masculine, feminine, strict=True)]
    if any(known is None for known in tails):
        return
    longest = max(len(known or ()) for known in tails)
    for separator in SEPARATORS:
        for at in range(longest):
            written = zip(masculine, tails, strict=True)
            yield "".join(_with_tail(word, known or (), separator, at) for word, known in written)


def _tails(masculine: str, feminine: str) -> tuple[str, ...] | None:
    """What may follow the masculine; () when both are one word, None when no rule fits."""
    if masculine == feminine:
        return ()
    for ending, other, tails in _TAILS:
        if masculine.endswith(ending) and masculine[: -len(ending)] + other == feminine:
            return tails
    return (feminine[len(masculine) :],) if feminine.startswith(masculine) else None


def _with_tail(word: str, tails: tuple[str, ...], separator: str, at: int) -> str:
    if not tails:
        return word
    tail = tails[min(at, len(tails) - 1)]
    return f"{word}({tail})" if separator == "(" else f"{word}{separator}{tail}"
