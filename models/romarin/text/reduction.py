"""Reduction of a folded word to one form for its genders and its plural."""

from functools import lru_cache

SHORTEST = 4  # letters; shorter words ("bus", "gaz") carry their final s or e for good

# Longest endings first: the first that fits is the one applied.
_FEMININE: tuple[tuple[str, str], ...] = (
    ("trice", "teur"),
    ("drice", "deur"),
    ("ienne", "ien"),
    ("eresse", "eur"),
    ("euse", "eur"),
    ("iere", "ier"),
    ("onne", "on"),
    ("enne", "en"),
    ("anne", "an"),
    ("effe", "ef"),
    ("esse", "e"),
    ("elle", "el"),
    ("ette", "et"),
    ("ique", "ic"),
    ("ive", "if"),
    ("mmise", "mmi"),  # as "commis" is without its s
    ("ere", "er"),
)
_OPEN_VOWELS = frozenset("aeo")  # "ie" and "ue" lose their e as consonants do


@lru_cache(maxsize=65536)
def reduce(word: str) -> str:
    """The form shared by a word's masculine, feminine, singular and plural.

    Meant for comparing two reduced words, not for showing: "vendeuses" and "vendeur" meet
    in "vendeur", "comptables" and "comptable" in "comptabl".
    """
    singular = _without_doubled_e(_singular(word))
    for ending, masculine in _FEMININE:
        if singular.endswith(ending) and len(singular) - len(ending) >= 2:
            return _without_mute_e(singular[: -len(ending)] + masculine)
    return _without_mute_e(singular)


def _singular(word: str) -> str:
    """Tableaux -> tableau, journaux -> journal, caristes -> cariste; "bus" and "gaz" stay."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else word[:-3] + "al"
    if word[-1] in "sx" and not word.endswith("ss"):
        return word[:-1]
    return word


def _without_doubled_e(word: str) -> str:
    """Employee -> employe, agreee -> agre (and so agree): the e of "-é" is that of "-ée"."""
    stem = word.rstrip("e")
    return stem + "e" if len(word) > len(stem) and len(stem) >= 2 else word


def _without_mute_e(word: str) -> str:
    if len(word) > SHORTEST and word[-1] == "e" and word[-2] not in _OPEN_VOWELS:
        return word[:-1]
    return word
