"""Sections of an offer or a CV: its lines, and what the heading above each announces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from romarin.text.folding import fold


class Section(StrEnum):
    """What a heading announces."""

    OPENING = "opening"  # before any heading
    DUTIES = "duties"
    PROFILE = "profile"
    EMPLOYER = "employer"
    TERMS = "terms"  # pay, hours, place
    LEISURE = "leisure"
    APPLYING = "applying"
    OTHER = "other"


# Words of headings, tried in this order: "Profil recherché et avantages" is a profile.
_HEADINGS: tuple[tuple[Section, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern))
    for section, pattern in (
        (
            Section.DUTIES,
            "mission|tache|activit|role|responsab|poste|fonction|quotidien|vous serez|charge|"
            "realis|experience|parcours",
        ),
        (
            Section.PROFILE,
            "profil|competenc|requis|savoir|qualit|recherch|aptitud|exig|connaissanc|atout|"
            "formation|diplom|langue|prerequis|vous etes|permis|certif",
        ),
        (
            Section.EMPLOYER,
            "entreprise|societe|sommes|groupe|presentation|qui |contexte|client|structure|"
            "etablissement",
        ),
        (
            Section.TERMS,
            "offr|avantage|remunerat|salaire|condition|contrat|horaire|benefici|pourquoi|propos|"
            "type|lieu|duree|taux",
        ),
        (Section.LEISURE, "loisir|interet|hobb|divers"),
        (Section.APPLYING, "process|candidat|postul|contact|informations"),
    )
)
_LONGEST = 60  # characters of a heading
_FEW = 4  # words of a heading without a colon or capitals
_MARKS = " \t\r:-•*."
_BULLETS = frozenset("-•*·–>")  # an item of a list is a heading only where a colon ends it


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, code points [start, end) without its line break."""

    start: int
    end: int
    section: Section  # of the last heading at or above it
    heading: bool


def lines(text: str) -> Iterator[Line]:
    """The lines in order, empty ones too; cut at "\\n" only, so that offsets are the text's."""
    section, start = Section.OPENING, 0
    for content in text.split("\n"):
        announced = announces(content)
        section = announced or section
        yield Line(start, start + len(content), section, announced is not None)
        start += len(content) + 1


def announces(line: str) -> Section | None:
    """The section that a line is the heading of; None for a line that is none."""
    folded = fold(line[: _LONGEST + 20]).strip(_MARKS)
    if not folded or len(folded) > _LONGEST:
        return None
    bulleted = line.lstrip()[:1] in _BULLETS
    capitals = line.strip().isupper() and len(line.strip()) > 3 and not bulleted
    stressed = line.rstrip().endswith(":") or capitals
    if not stressed and (bulleted or len(folded.split()) > _FEW):
        return None
    for section, words in _HEADINGS:
        if words.search(folded):
            return section
    return Section.OTHER if stressed else None
