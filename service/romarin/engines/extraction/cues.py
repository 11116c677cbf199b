"""Cues: words near a phrase that deny it, wish for it, teach it or ask for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from romarin.engines.extraction.detection import Span
from romarin.text import Word

REACH = 25  # words on each side, within the sentence
FEW = 2  # breaks, or phrases, between: more are as two
# Folded words by what they may say; which of them counts is learnt.
_CUES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(f"(?:{pattern})$")
    for name, pattern in {
        "denied": r"pas|aucune?s?|sans|ni|jamais|non|zero|inutile|null?e?s?|nullement|hors|"
        r"exclu\w*|except\w*|sauf|etrang\w*|dispens\w*|debutant\w*|ignor\w*|manqu\w*|lacune\w*|guere|ne|"
        r"n'?|rien",
        "needed": r"exig\w*|demand\w*|requi\w*|oblig\w*|necessaire\w*|indispensable\w*|imperati\w*|"
        r"besoin|faut|devr\w*|attend\w*|primordial\w*|essentiel\w*|doit|devez|dois",
        "wished": r"ideal\w*|souhait\w*|appreci\w*|atout\w*|bienven\w*|prefer\w*|possible\w*|"
        r"facultati\w*|option\w*|bonus|eventuel\w*|interess\w*|aimer\w*|top|avantage|mieux|serai\w*|"
        r"defaut|recommand\w*|valoris\w*|cerise|curieux",
        "plus": r"plus",
        "a": r"un",
        "if": r"si|s'",
        "taught": r"form(?:e|es|ee|ees|er|ons|ez|ation|ations|era|erons|ant)|appren\w*|enseign\w*|"
        r"transm\w*|initi\w*|ecole\w*|tutor\w*|tuteur|parrain\w*|marraine|recyclage|integration|"
        r"embauche|finance\w*|charge|montr\w*|assure\w*",
        "we": r"nous|notre|nos",
        "firm": r"groupe|societe|entreprise|client\w*|cabinet|agence|association|structure|"
        r"etablissement|magasin|maison|leader\w*|specialis\w*|expert\w*|acteur|equipes?",
        "you": r"vous|votre|vos|tu|ton|ta|tes|toi|candidat\w*|profil",
        "i": r"je|j'?|mon|ma|mes|moi",
        "but": r"mais|revanche|cependant|toutefois|par contre|seulement",
        "asked": r"savoir|maitris\w*|connai\w*|compet\w*|aisance|aise|capacit\w*|capable\w*|sens|"
        r"titulaire|diplome\w*|permis|niveau|notions?|experience|bases?|pratique\w*|muni\w*|"
        r"detent\w*|dispos\w*|outils?|logiciels?|langues?|certif\w*",
        "sought": r"recherch\w*|recrut\w*",
        "later": r"ensuite|apres|puis|bientot|futur|encore|cours",
        "or": r"ou|sinon",
    }.items()
}
_SIGNS = {"?": "question", ":": "colon"}
_PERSONS = {"1P": "we do", "2P": "you do"}  # of the verb's morphology
_STRONG = frozenset(
    [
        "denied",
        "needed",
        "wished",
        "a plus",
        "taught",
        "we do",
        "we",
        "asked",
        "firm",
        "you do",
        "sought",
    ]
)
_STOPS = frozenset(".!?\n")
_BREAKS = frozenset(",;:()-–/•")


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    side: str  # "<" before the phrase, ">" after it, "=" within
    distance: int  # words
    breaks: int  # commas and the like between, FEW at most
    phrases: int  # other phrases between, FEW at most
    turned: bool  # a "but" stands between
    inside: bool  # it is a word of another phrase


def cue_signs(
    words: Sequence[Word], spans: Sequence[Span], at: int, sentence: tuple[int, int]
) -> set[str]:
    """What the cues around one phrase say, as names of signs."""
    found = list(_cues(words, spans, at, sentence))
    signs = {sign for cue in found for sign in _of_cue(cue)}
    nearest: dict[str, _Cue] = {}
    for cue in sorted(found, key=lambda one: one.distance):
        if not cue.inside:
            nearest.setdefault(cue.name, cue)
    ordered = list(nearest.values())
    strong = [cue for cue in ordered if cue.name in _STRONG]
    for place, cue in enumerate(ordered[:2]):
        signs |= {
            f"near{place}={cue.name}{cue.side}",
            f"near{place}={cue.name}{cue.side}{cue.breaks}",
        }
    signs |= {f"strong{n}={one.name}{one.side}{one.breaks}" for n, one in enumerate(strong[:2])}
    names = sorted({cue.name for cue in strong})
    signs |= {f"both={one}+{other}" for one in names for other in names if one < other}
    return signs | ({"all=" + "+".join(names)} if names else set())


def sentence_of(words: Sequence[Word], span: Span) -> tuple[int, int]:
    """The places [first, last) of the words of the sentence, which ends with its line."""
    first, last, line = span.first, span.last, words[span.first].line
    while first and words[first - 1].line == line and words[first - 1].folded not in _STOPS:
        first -= 1
    line = words[last - 1].line
    while last < len(words) and words[last].line == line and words[last - 1].folded not in _STOPS:
        last += 1
    return first, last


def _of_cue(cue: _Cue) -> Iterator[str]:
    mark = f"{cue.name}{cue.side}"
    where = "o" if cue.inside else ""
    far = 0 if cue.distance <= 2 else 1 if cue.distance <= 5 else 2
    yield from (f"c:{mark}{where}", f"c:{mark}b{cue.breaks}{where}")
    yield from (f"c:{mark}p{cue.phrases}{where}", f"c:{mark}d{far}{where}")
    if cue.turned:
        yield f"c:{mark}but"


def _cues(
    words: Sequence[Word], spans: Sequence[Span], at: int, sentence: tuple[int, int]
) -> Iterator[_Cue]:
    span = spans[at]
    others = [one for place, one in enumerate(spans) if place != at]
    inside = {place for one in others for place in range(one.first, one.last)}
    first, last = max(sentence[0], span.first - REACH), min(sentence[1], span.last + REACH)
    for place in range(first, last):
        names = _names(words, place)
        if not names:
            continue
        side, between, distance = _stand(span, place)
        own = side == "="
        passed = sum(between.start <= one.first < between.stop for one in others)
        breaks = sum(words[step].folded in _BREAKS for step in between)
        turned = not own and any("but" in _classes(words[step].folded) for step in between)
        for name in names:
            yield _Cue(
                name, side, distance, min(breaks, FEW), min(passed, FEW), turned, place in inside
            )


def _stand(span: Span, place: int) -> tuple[str, range, int]:
    """The side of a word, the places between it and the phrase, and how far it is."""
    if place < span.first:
        return "<", range(place + 1, span.first), span.first - place
    if place >= span.last:
        return ">", range(span.last, place), place - span.last + 1
    return "=", range(0), 0


def _names(words: Sequence[Word], place: int) -> list[str]:
    word = words[place]
    names = [*_classes(word.folded)]
    if word.pos in ("VERB", "AUX"):
        names += [name for person, name in _PERSONS.items() if person in word.morphology]
    if word.folded == "plus" and place and words[place - 1].folded in ("un", "en"):
        names.append("a plus")
    return names


@lru_cache(maxsize=65536)
def _classes(folded: str) -> tuple[str, ...]:
    known = tuple(name for name, pattern in _CUES.items() if pattern.match(folded))
    return (*known, _SIGNS[folded]) if folded in _SIGNS else known
