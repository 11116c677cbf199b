"""Shortening of skills: a label less what offers leave unsaid."""

import re

from romarin.text import fold
from romarin.training.data.articles import without_articles
from romarin.training.data.stems import stems

LEAST_STEMS = 3  # fewer ("proposer des solutions") could be of any métier
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_COMPLEMENT = re.compile(
    r",?\s+(?:(?:pour|afin de|en vue de)\s+(?:la |les? |l'|s'|se )?\w+(?:er|ir|re)\b"
    r"|afin d'|en vue d'|selon\b|conformément\b|en respectant\b|en tenant compte\b"
    r"|grâce\b|à l'aide d|(?:dans le cadre|en fonction) (?:de|du|des|d')).*$"
)


def parenthesis_dropped(label: str) -> str | None:
    """Poser un revêtement (sol, mur) -> poser un revêtement."""
    bare = _PARENTHESIS.sub("", label)
    return lowered(bare) if bare != label and "(" not in bare and says_enough(bare) else None


def complement_dropped(label: str) -> str | None:
    """Ajuster les prix selon la saison -> ajuster les prix."""
    bare = _COMPLEMENT.sub("", label)
    whole = bare.count("(") == bare.count(")")
    return lowered(bare) if bare != label and whole and says_enough(bare) else None


def telegraphic(label: str) -> str | None:
    """Réaliser le diagnostic de l'installation -> realiser diagnostic d'installation."""
    bare = fold(without_articles(_PARENTHESIS.sub("", label)))
    return bare if bare != fold(label) else None


def says_enough(phrase: str) -> bool:
    """Whether what is left of a label still says which skill it is."""
    return len(set(stems(phrase))) >= LEAST_STEMS


def lowered(label: str) -> str:
    """The label as it stands in a sentence: no capital, but acronyms keep theirs."""
    first = label.split(" ")[0]
    return label[:1].lower() + label[1:] if first[1:].islower() or "'" in first else label
