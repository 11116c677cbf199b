"""Typo model: how many mistakes a word may hold and still be recognised."""

from rapidfuzz.distance import OSA

# Where one and two edits begin to be forgiven. Meilisearch starts at 5 and 9 letters, Algolia at
# 4 and 8; French job names lose more to mistakes than to false friends from 4 and 8 on, because
# edits are tried only when the words as typed lead nowhere.
ONE_EDIT_FROM = 4
TWO_EDITS_FROM = 8


def allowed_edits(word: str) -> int:
    """Edits (insert, drop, change, swap two neighbours) forgiven in a word: 0, 1 or 2.

    A word with a digit is a code or a quantity, where one edit is another thing: 0.
    """
    if len(word) < ONE_EDIT_FROM or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


def near(typed: str, word: str) -> bool:
    """Whether a typed word is within the edits forgiven of another that begins with its letter."""
    edits = allowed_edits(typed)
    if not edits or typed[0] != word[:1]:
        return False
    return OSA.distance(typed, word, score_cutoff=edits) <= edits
