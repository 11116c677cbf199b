"""Dates: the periods that stand beside the jobs of a CV, and labels and levels that do so too."""

import re

_LEVEL = 3  # characters: B2, 90%, x
_LONG = 40  # characters that no period has
_BETWEEN = re.compile(r"[\s\-–—/:,().]+")
_MONTH = r"(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)[a-zéû]{0,6}"
_DATING = re.compile(rf"{_MONTH}|(?:19|20)\d\d")
_DATED = re.compile(
    rf"{_MONTH}|\d{{1,4}}|1er|depuis|de|du|en|[àa]|au|d[eè]s|et|ce|jour|cours|"
    r"pr[ée]sent|actuel(?:lement)?|aujourd['’]hui"
)


def leads(text: str) -> bool:
    """Whether it is a period, a label or a level: it belongs to what stands beside it."""
    return len(text) <= _LEVEL or text.endswith(":") or _is_period(text)


def _is_period(text: str) -> bool:
    words = [word for word in _BETWEEN.split(text[: _LONG + 1].lower()) if word]
    return (
        len(text) <= _LONG
        and any(map(_DATING.fullmatch, words))
        and all(map(_DATED.fullmatch, words))
    )
