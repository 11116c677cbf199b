"""Highlights: the parts of a label that answer the words of a query, in each of its forms."""

from collections.abc import Sequence
from functools import lru_cache

from romarin.engines.suggestion import Highlight
from romarin.text import STOP_WORDS, Token, fold_with_offsets, near, reduce, sound, tokenize


def highlight(libelle: str, typed: Sequence[str]) -> tuple[Highlight, ...]:
    """Spans of `libelle` in order, never overlapping; `typed` are the folded words of the query.

    A word typed in part lights up as far as it was typed; one typed in another gender or
    number, or with a mistake, lights up whole.
    """
    wanted = [word for word in typed if word not in STOP_WORDS] or list(typed)
    tokens = _tokens_of(libelle)
    spans = [_span(libelle, token, _typed_length(token.text, wanted)) for token in tokens]
    exact = [span for span in spans if span is not None]
    if exact:
        return tuple(exact)
    likely = (token for token in tokens if any(_alike(word, token.text) for word in wanted))
    return tuple(Highlight(token.start, token.end) for token in likely)


@lru_cache(maxsize=16384)
def _tokens_of(libelle: str) -> tuple[Token, ...]:
    """The tokens of a label; the same few thousand labels are shown over and over."""
    return tokenize(libelle)


def _typed_length(token: str, wanted: Sequence[str]) -> int:
    """How many letters of a token were typed; all of them for another gender or number."""
    lengths = (
        len(token) if reduce(word) == reduce(token) else len(word)
        for word in wanted
        if token.startswith(word) or reduce(word) == reduce(token)
    )
    return max(lengths, default=0)


def _span(libelle: str, token: Token, length: int) -> Highlight | None:
    if not length:
        return None
    if length >= len(token.text):
        return Highlight(token.start, token.end)
    # Ligatures fold to two letters: count letters of the label, not of its folding.
    offsets = fold_with_offsets(libelle[token.start : token.end]).offsets
    return Highlight(token.start, token.start + offsets[length - 1] + 1)


def _alike(word: str, token: str) -> bool:
    return sound(word) == sound(token) or near(word, token) or near(word, token[: len(word)])
