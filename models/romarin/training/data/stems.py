"""Stems of a text: its words that carry meaning, reduced."""

from romarin.text import STOP_WORDS, reduce, words


def stems(text: str) -> list[str]:
    """Reduced words in order, stop words left out; for comparing, not for showing."""
    return [reduce(word) for word in words(text) if word not in STOP_WORDS]
