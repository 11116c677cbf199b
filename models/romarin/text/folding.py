"""Folding of French text: one spelling for every way a title is typed, with the way back."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ALIASES = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    **dict.fromkeys("’‘ʼ`´′＇", "'"),
    **dict.fromkeys("‐‑‒–—−﹣－", "-"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the offset it came from."""

    text: str
    offsets: tuple[int, ...]  # in code points of the original, same length as text


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes, hyphens and ligatures; idempotent."""
    return "".join(map(_fold_character, text))


def fold_with_offsets(text: str) -> Folded:
    """The same folding as `fold`, keeping where each character came from."""
    pieces = [_fold_character(character) for character in text]
    offsets = [at for at, piece in enumerate(pieces) for _ in piece]
    return Folded("".join(pieces), tuple(offsets))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    lowered = _ALIASES.get(character.lower(), character.lower())
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    # A compatibility form may decompose to a capital, a ligature or a curly apostrophe: settle it.
    return bare if bare in (character, lowered) else "".join(map(_fold_character, bare))
