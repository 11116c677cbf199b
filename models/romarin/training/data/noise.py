"""Noise of typing: a keyboard and a phonetic model of the mistakes that French people make."""

import re
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import TypeAlias

from romarin.text import STOP_WORDS, fold

Rule: TypeAlias = Callable[[str, Random], str]  # gives the text back where it has no hold

SHORTEST = 4  # letters: shorter words are rarely mistyped, and become others when they are
LEAST_KEPT = 2  # letters of a last word half typed
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
# Spellings said alike, or nearly: what is written, and what may be written for it.
_SOUNDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), others)
    for pattern, others in (
        (r"ph", ("f",)),
        (r"f(?!f)", ("ph",)),
        (r"th", ("t",)),
        (r"(?<=\w)er\b", ("é", "ez")),
        (r"(?<=\w)é\b", ("er",)),
        (r"ez\b", ("er",)),
        (r"eau", ("o", "au")),
        (r"(?<!e)au", ("o", "eau")),
        (r"(?<=\w)o(?=[lmnst])", ("au",)),
        (r"ç", ("c", "ss", "s")),
        (r"(?<=[aeiou])ss(?=[aeiouy])", ("s", "c", "ç")),
        (r"(?<=\w)t(?=ion)", ("ss", "c")),
        (r"qu(?=[aeio])", ("k", "q")),
        (r"\bc(?=[aou])", ("k",)),
        (r"(?<=\w)ai(?=[rst])", ("è", "é", "e")),
        (r"(?<=\w)è(?=r)", ("ai", "e")),
        (r"en(?=[tdc])", ("an",)),
        (r"an(?=[tdc])", ("en",)),
        (r"ain\b|ein\b", ("in",)),
        (r"in(?=[tdgfs])", ("ain",)),
        (r"([lmnrtpf])\1", (r"\1",)),
        (r"(?<=[aeiou])([lmnt])(?=[aeiou])", (r"\1\1",)),
        (r"y", ("i",)),
        (r"\bh", ("",)),
        (r"sc(?=[eiè])", ("s", "c")),
        (r"ille", ("ye", "iye")),
        (r"(?<=[aeiou])s(?=[aeiou])", ("z",)),
        (r"g(?=[eéi])", ("j",)),
    )
)


def neighbour(text: str, random: Random) -> str:
    """A letter replaced by one beside it on an AZERTY keyboard."""

    def hit(word: str, at: int) -> str:
        near = _NEIGHBOURS.get(fold(word[at]), "")
        return word[:at] + random.choice(near) + word[at + 1 :] if near else word

    return _in_a_word(text, random, hit)


def doubled(text: str, random: Random) -> str:
    """A letter typed twice."""
    return _in_a_word(text, random, lambda word, at: word[: at + 1] + word[at:])


def dropped(text: str, random: Random) -> str:
    """A letter left out."""
    return _in_a_word(text, random, lambda word, at: word[:at] + word[at + 1 :])


def swapped(text: str, random: Random) -> str:
    """Two neighbouring letters in the wrong order."""

    def swap(word: str, at: int) -> str:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word

    return _in_a_word(text, random, swap)


def by_ear(text: str, random: Random) -> str:
    """A sound written otherwise: ph and f, é and er and ez, o and au and eau, ss and ç…"""
    found = [
        (match, other)
        for pattern, others in _SOUNDS
        for match in pattern.finditer(text)
        for other in others
    ]
    if not found:
        return text
    match, other = random.choice(found)
    return text[: match.start()] + match.expand(other) + text[match.end() :]


def unaccented(text: str, random: Random) -> str:  # noqa: ARG001 - a rule like the others
    """No accent at all, as on a phone."""
    return fold(text)


def plural(text: str, random: Random) -> str:
    """An s missing at the end of a word, or one too many."""
    found = [match for match in _WORD.finditer(text) if fold(match[0]) not in STOP_WORDS]
    if not found:
        return text
    match = random.choice(found)
    word = match[0][:-1] if match[0].endswith("s") else match[0] + "s"
    return text[: match.start()] + word + text[match.end() :]


def truncated(text: str, random: Random) -> str:
    """The last word half typed."""
    start = max(text.rfind(" "), text.rfind("'"), text.rfind("-")) + 1
    if len(text) - start < LEAST_KEPT + 1:
        return text
    return text[: random.randrange(start + LEAST_KEPT, len(text))]


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "neighbour": neighbour,
        "doubled": doubled,
        "dropped": dropped,
        "swapped": swapped,
        "by_ear": by_ear,
        "unaccented": unaccented,
        "plural": plural,
        "truncated": truncated,
    }
)


def misspell(text: str, random: Random) -> tuple[str, str] | None:
    """The name of a rule and what it makes of the text; None for a text that no rule changes."""
    for name in random.sample(list(RULES), len(RULES)):
        mistyped = RULES[name](text, random)
        if mistyped.strip() and mistyped != text:
            return name, mistyped
    return None


def _in_a_word(text: str, random: Random, change: Callable[[str, int], str]) -> str:
    """The text with a change at a letter of one of its words, never at the word's first."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    match = random.choice(found)
    word = change(match[0], random.randrange(1, len(match[0])))
    return text[: match.start()] + word + text[match.end() :]


def _keyboard() -> dict[str, str]:
    """Letters beside each letter: on its row, and those of the next rows that touch it."""
    places = {key: (row, at) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    return {
        key: "".join(
            other
            for other, (its_row, its_at) in places.items()
            if other != key and abs(its_row - row) + abs(its_at - at) == 1
        )
        for key, (row, at) in places.items()
    }


_NEIGHBOURS: Mapping[str, str] = MappingProxyType(_keyboard())
