"""Acronyms of a label: those it spells out in parentheses, and the label written with them."""

import re

from romarin.text.tokens import STOP_WORDS, words

_ACRONYM = re.compile(r"\s+(?:\(|-)(?P<acronym>[A-Z][A-Z0-9&/]{1,7})(?:\)|-)(?=\s|$|,)")


def acronyms(libelle: str) -> list[str]:
    """The acronyms that a label gives in parentheses or between dashes, in order."""
    return [match["acronym"] for match in _ACRONYM.finditer(libelle)]


def without_acronyms(libelle: str) -> str:
    """The label less its acronyms: "Auxiliaire de Vie Sociale (AVS)" without "(AVS)"."""
    return _ACRONYM.sub("", libelle)


def contracted(libelle: str) -> str | None:
    """The label with its acronym in place of the words it stands for, or None.

    "Conducteur de travaux Voirie, Réseaux Divers (VRD)" gives "Conducteur de travaux VRD".
    """
    match = _ACRONYM.search(libelle)
    if match is None:
        return None
    before = libelle[: match.start()].split()
    length = _spelled_out(before, match["acronym"])
    if not length or length == len(before):
        return None
    return " ".join([*before[:-length], match["acronym"]]) + libelle[match.end() :]


def _spelled_out(before: list[str], acronym: str) -> int:
    """How many of the last words the acronym's letters stand for; 0 when they do not."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    for length in range(1, min(len(before), 3 * len(letters)) + 1):
        span = [word for part in before[-length:] for word in words(part)]
        full = [word for word in span if word not in STOP_WORDS]
        if letters in ([word[0] for word in full], [word[0] for word in span]):
            return length
    return 0
