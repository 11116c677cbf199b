"""Gender forms: from "Développeur / Développeuse web" to its masculine and its feminine."""

import re
from dataclasses import dataclass

from romarin.text.folding import fold

_PAIR = " / "
_DETAIL = " - "  # what the ROME puts between a title and a detail
_PARENTHESISED = re.compile(r"(?P<stem>\w+)\((?P<tail>[^\W\d]{1,6})\)(?P<glued>(?=\w\w))?")
_MARKED = re.compile(r"\w\((?!s\))[^\W\d]{1,6}\)")
_FEMININE_OF: tuple[tuple[str, str], ...] = (  # masculine ending -> what "(…)" stands for
    ("teur", "trice"),
    ("eur", "euse"),
    ("eur", "rice"),
    ("eur", "eure"),
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
    Marks such as "assistant(e)" inside are spelt out in both forms. Where the part before
    " / " is marked so, the label is no pair; a " / " that parts no genders becomes " - ".
    """
    left, _, right = libelle.partition(_PAIR)
    if not right or _MARKED.search(left):
        return _forms(libelle, libelle)
    left_words, right_words = left.split(), right.split()
    head = _shared_head(left_words, right_words)
    paired = _pair_length(left_words[head:], right_words)
    return _forms(
        " ".join([*left_words, *right_words[paired:]]),
        " ".join([*left_words[:head], *right_words]),
    )


def _forms(masculine: str, feminine: str) -> GenderForms:
    return GenderForms(
        _spell(masculine, feminine=False).replace(_PAIR, _DETAIL),
        _spell(feminine, feminine=True).replace(_PAIR, _DETAIL),
    )


def _shared_head(left: list[str], right: list[str]) -> int:
    """How many first words of `left` the feminine leaves unsaid ("Analyste X / Xe": 1)."""
    if len(left) < 2 or _alike(left[0], right[0]):
        return 0
    for at in range(1, len(left)):
        if _alike(left[at], right[0]):
            # The same noun twice is a whole title of its own: "Homme sage-femme / Sage-femme".
            return 0 if fold(left[at]) == fold(right[0]) else at
    # A lone word that is like none replaces the last: "Responsable expédition / Livraison".
    return len(left) - 1 if len(right) == 1 else 0


def _pair_length(left: list[str], right: list[str]) -> int:
    """How many first words of `right` are the feminine of `left`."""
    if len(left) <= len(right) and _alike(left[-1], right[len(left) - 1]):
        return len(left)
    for length in range(min(len(left) + 2, len(right)), 0, -1):
        if _alike(left[-1], right[length - 1]):
            return length
    return min(len(left), len(right))


def _alike(masculine: str, feminine: str) -> bool:
    return fold(feminine).startswith(fold(masculine)[:3])


def _spell(text: str, *, feminine: bool) -> str:
    """Writes out "assistant(e)" as "assistant" or "assistante"; leaves "(lapins)" alone."""

    def one(match: re.Match[str]) -> str:
        stem, tail = match["stem"], match["tail"]
        space = "" if match["glued"] is None else " "  # "projeteur(se)industriel(le)"
        return (feminine_of(stem, tail) if feminine else stem) + space

    return _PARENTHESISED.sub(one, text)


def feminine_of(stem: str, tail: str) -> str:
    """The feminine that "stem(tail)" abbreviates: directeur, trice -> directrice.

    The tail may repeat letters of the stem: administratif, tive -> administrative.
    """
    for ending, feminine in _FEMININE_OF:
        fits = feminine.endswith(tail) or tail.endswith(feminine)
        if fits and len(tail) > 1 and stem.endswith(ending):
            return stem[: -len(ending)] + feminine
    return stem + tail
