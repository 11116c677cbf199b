"""Gender forms: from "Développeur / Développeuse web" to its masculine and its feminine."""

import re
from dataclasses import dataclass

from romarin.text.folding import fold

_PAIR = " / "
_PARENTHESISED = re.compile(r"(?P<stem>\w+)\((?P<tail>[^\W\d]{1,6})\)", re.UNICODE)
_FEMININE_OF: tuple[tuple[str, str], ...] = (  # masculine ending -> what "(…)" stands for
    ("teur", "trice"),
    ("eur", "euse"),
    ("eur", "rice"),
    ("ier", "ière"),
    ("er", "ère"),
    ("if", "ive"),
    ("f", "ve"),
    ("x", "se"),
)


@dataclass(frozen=True, slots=True)
class GenderForms:
    """The masculine and the feminine of a label; the same text where the label has one form."""

    masculine: str
    feminine: str


def split_gender(libelle: str) -> GenderForms:
    """The two forms of a label of the ROME.

    The part before " / " is the masculine of the first words of the part after it: the same
    number of words, or, where they differ, as many as begin alike; the rest completes both.
    Marks such as "assistant(e)" inside are spelt out in both forms.
    """
    if _PAIR not in libelle:
        return GenderForms(_spell(libelle, feminine=False), _spell(libelle, feminine=True))
    left, right = libelle.split(_PAIR, 1)
    left_words, right_words = left.split(), right.split()
    head = _shared_head(left_words, right_words)
    paired = _pair_length(left_words[head:], right_words)
    masculine = " ".join([*left_words, *right_words[paired:]])
    feminine = " ".join([*left_words[:head], *right_words])
    return GenderForms(_spell(masculine, feminine=False), _spell(feminine, feminine=True))


def _shared_head(left: list[str], right: list[str]) -> int:
    """How many first words of `left` the feminine leaves unsaid ("Analyste X / Xe": 1)."""
    if len(left) < 2 or _alike(left[0], right[0]):
        return 0
    return next((at for at in range(1, len(left)) if _alike(left[at], right[0])), 0)


def _pair_length(left: list[str], right: list[str]) -> int:
    """How many first words of `right` are the feminine of `left`."""
    if len(left) <= len(right) and _alike(left[-1], right[len(left) - 1]):
        return len(left)
    for length in range(min(len(left) + 2, len(right)), 0, -1):
        if _alike(left[-1], right[length - 1]):
            return length
    return min(len(left), len(right))


def _alike(masculine: str, feminine: str) -> bool:
    a, b = fold(masculine), fold(feminine)
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= min(3, len(a))


def _spell(text: str, *, feminine: bool) -> str:
    """Writes out "assistant(e)" as "assistant" or "assistante"; leaves "(lapins)" alone."""

    def one(match: re.Match[str]) -> str:
        stem, tail = match["stem"], match["tail"]
        return feminine_of(stem, tail) if feminine else stem

    return _PARENTHESISED.sub(one, text)


def feminine_of(stem: str, tail: str) -> str:
    """The feminine that "stem(tail)" abbreviates: directeur, trice -> directrice."""
    for ending, feminine in _FEMININE_OF:
        if stem.endswith(ending) and feminine.endswith(tail) and len(tail) > 1:
            return stem[: -len(ending)] + feminine
    return stem + tail
