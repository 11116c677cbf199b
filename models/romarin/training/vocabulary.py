"""Spellings of words, right, wrong and half typed: what a trimmed vocabulary must read."""

from collections.abc import Iterable, Iterator

from romarin.text import fold

_SHORTEST_PREFIX = 2


def spellings(words: Iterable[str]) -> Iterator[str]:
    """Every word as typed with and without accents and capitals, and each of its beginnings."""
    for word in words:
        for form in {word, fold(word)}:
            yield from {form, form.capitalize(), form.upper()}
            yield from (form[:end] for end in range(_SHORTEST_PREFIX, len(form)))


def misspellings(words: Iterable[str]) -> Iterator[str]:
    """Every word with one letter left out, doubled, or swapped with the next."""
    for word in words:
        for form in {word.lower(), fold(word)}:
            for at in range(1, len(form)):
                yield form[:at] + form[at + 1 :]
                yield form[:at] + form[at] + form[at:]
                yield form[:at] + form[at + 1 : at + 2] + form[at] + form[at + 2 :]
