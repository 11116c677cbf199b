"""Content words of a text: what it speaks of, one form for all genders and numbers."""

from collections.abc import Iterable

from romarin.text.reduction import reduce
from romarin.text.tokens import STOP_WORDS, words


def content_words(text: str) -> list[str]:
    """The reduced words in order, without stop words, single letters and numbers."""
    return [
        reduce(word)
        for word in words(text)
        if len(word) > 1 and word not in STOP_WORDS and not word.isdigit()
    ]


def naming_words(text: str) -> list[str]:
    """The reduced words in order without stop words: numbers and letters name a certificate."""
    return naming(words(text))


def naming(folded: Iterable[str]) -> list[str]:
    """Those of words that are folded already."""
    return [reduce(word) for word in folded if word not in STOP_WORDS]
