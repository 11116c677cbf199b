"""Titles as people write them: what names the job, and the place, pay and contract around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from romarin.text.tokens import STOP_WORDS, Token, tokenize, words

# "(H/F)", "H/F", "f-h", "M/F/X", "(H/F/D)", "(H/F/NB)", "(m/w/d)".
_GENDER_MARK = re.compile(
    r"[(\[]?\s*\b[hmfw]\s*[/|-]\s*[hmfw](?:\s*[/|-]\s*(?:[xdn]|nb))?\b\s*[)\]]?", re.IGNORECASE
)
# Not the "(e)" of "chargé(e)", nor the "(se)" of "vendeur (se)".
_SEPARATOR = re.compile(
    r"\s+[-–—|:/]+\s+|[|;,:•!]|\s[-–—]|[-–—]\s"
    r"|(?<=\s)[(\[](?!-?(?:e|[flnst]e|ve|t?r?ice|euse|i?[eè]re)s?\))"
)
_QUANTITY = re.compile(r"\d+(?:[.,]\d+)?(?:h\d*|km|j|k|e|eur|euros?|er|e|eme|ans?|mois|x\d+)?")
_VOWELS = frozenset("aeiouy")
# Rows of the French and the English keyboard; no French word holds five neighbours in their order.
_KEYBOARD_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST_REPEAT = 3  # times one letter
SHORTEST_MASHING = 5  # letters; shorter ones may be acronyms
ROW_RUN = 5  # neighbours on a row that nobody types by chance
_LONGEST_NOISE = 5  # words in the longest expression of noise.tsv


class Role(IntEnum):
    """What a word does in a title."""

    JOB = 0  # may name the job
    ASIDE = 1  # comes after the first segment: a detail at most
    STOP = 2  # "de", "en", "pour"
    NOISE = 3  # a place, a contract, a brand, a greeting… or a quantity


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A folded word of a title with its role and its span in the title as received."""

    text: str
    start: int
    end: int
    role: Role


def read_title(title: str) -> tuple[TitleWord, ...]:
    """The words of a title in order, with the role of each; gender marks are left out."""
    blanked = _GENDER_MARK.sub(lambda match: " " * len(match[0]), title)
    tokens = tokenize(blanked)
    noisy = _noise_positions([token.text for token in tokens])
    first_end = _first_segment_end(blanked, tokens, noisy)
    return tuple(
        TitleWord(token.text, token.start, token.end, _role(token, at in noisy, first_end))
        for at, token in enumerate(tokens)
    )


def _role(token: Token, noisy: bool, first_end: int) -> Role:
    if noisy or _QUANTITY.fullmatch(token.text) or is_mashing(token.text):
        return Role.NOISE
    if token.text in STOP_WORDS:
        return Role.STOP
    return Role.JOB if token.start < first_end else Role.ASIDE


def is_mashing(word: str) -> bool:
    """Whether a folded word is keys hit at random: a row of the keyboard, one letter, no vowel."""
    if len(word) < SHORTEST_REPEAT or not word.isalpha():
        return False
    if len(set(word)) == 1:
        return True
    runs = (word[at : at + ROW_RUN] for at in range(len(word) - ROW_RUN + 1))
    return len(word) >= SHORTEST_MASHING and (
        len(set(word)) == 2
        or not _VOWELS.intersection(word)
        or any(run in row for run in runs for row in _KEYBOARD_ROWS)
    )


def _first_segment_end(title: str, tokens: Sequence[Token], noisy: frozenset[int]) -> int:
    """Where the first segment that holds a word of its own ends, as an offset in the title."""
    own = [
        token.start
        for at, token in enumerate(tokens)
        if at not in noisy and token.text not in STOP_WORDS and not _QUANTITY.fullmatch(token.text)
    ]
    if not own:
        return len(title)
    ends = [match.start() for match in _SEPARATOR.finditer(title)]
    return next((end for end in ends if end > own[0]), len(title))


def _noise_positions(texts: Sequence[str]) -> frozenset[int]:
    """Positions of the words that belong to an expression of the noise list, longest first."""
    positions: set[int] = set()
    at = 0
    while at < len(texts):
        longest = _noise_at(texts[at : at + _LONGEST_NOISE])
        positions.update(range(at, at + longest))
        at += longest or 1
    return frozenset(positions)


def _noise_at(texts: Sequence[str]) -> int:
    """How many of the first words make an expression of the noise list."""
    noise = noise_terms()
    return next((n for n in range(len(texts), 0, -1) if " ".join(texts[:n]) in noise), 0)


@lru_cache(maxsize=1)
def noise_terms() -> Mapping[str, str]:
    """Folded words and expressions that name no job, with their kind (place, contract, pay…)."""
    lines = files("romarin.text").joinpath("noise.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:] if line)
    return {" ".join(words(term)): kind for term, kind in rows}
