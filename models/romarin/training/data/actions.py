"""Rules for skills that begin with a verb: its noun, its other forms, another verb, one of two."""

import re
from collections.abc import Callable

from romarin.text import fold
from romarin.training.data.articles import after_of, after_to, elided, without_article
from romarin.training.data.shortening import lowered, says_enough
from romarin.training.data.verbs import AS_IT_IS, Clause, read_clause, verbs

# A second verb, or what looks like one: a rule for one verb would leave it as it is.
_SECOND_VERB = re.compile(
    r"(?:,|\bet|\bou|\bpuis|/)\s+(?:(?:en|y|se|les?|la)\s+|s'|l')?\w+(?:er|ir|oir|ire|dre|tre)\b"
)
_COORDINATED = re.compile(
    r"(?P<link>\s+et\s+|\s+ou\s+|,\s+)(?P<object>(?:(?:les?|la|une?|des)\s+|l')\w+)"
)
_PREPOSITION = re.compile(
    r"\s(?:sur|à|au|aux|dans|avec|pour|en|par|contre|entre|sous|vers|selon|auprès)\s"
)
_OWN = {"ses": "vos", "son": "votre", "sa": "votre"}
_OWN_WORD = re.compile(r"\b(?:ses|son|sa)\b")
# Verbs that add nothing to the noun of their object: "assurer le suivi" is "suivi".
_SUPPORT = re.compile(
    r"(?:assurer|effectuer|réaliser|mener|pratiquer|(?:procéder|participer) (?:à|aux?))\s+",
    re.IGNORECASE,
)
_ALMOST_EMPTY = ("réaliser", "effectuer")  # one for the other before the noun of an action only
_ACTION = re.compile(
    r"(?:\w+(?:tion|sion|ment|age|ance|ison|yse)|mise|prise|suivi|entretien|contrôle|audit|bilan|"
    r"diagnostic|inventaire|devis|relevé|veille|soin|étude|enquête|essai|test|pose|accueil|achat|"
    r"ouverture|fermeture|facture|lecture|coupe|tri|réglage|recherche|vente|visite)s?\b"
)
# "une séance d'activités": no adjective, which would have to agree with the plural.
_ONE_OBJECT = re.compile(
    r"une?\s+([\w-]*[^\Wsxz])((?:\s+(?:de |du |des |en |à |au |aux |d')(?:la |l')?[\w-]+)*)"
)
_POINTS_BACK = re.compile(r"\b(?:ses|son|sa|leurs?|en conséquence|le cas échéant)\b")
_TWO_VERBS = re.compile(r"\s+et\s+(?=(?P<verb>\w+)\s)")


def nominal(label: str) -> str | None:
    """Gérer les stocks -> gestion des stocks."""
    clause = _single(label)
    if clause is None or not clause.verb.noun:
        return None
    if clause.verb.preposition == AS_IT_IS:
        return f"{clause.verb.noun} {clause.rest}" if _is_object(clause.rest) else None
    follow = after_of if clause.verb.preposition == "de" else after_to
    first = follow(clause.rest)
    return None if first is None else _with_coordinated(f"{clause.verb.noun} {first}", follow)


def plural_object(label: str) -> str | None:
    """Réaliser un diagnostic -> réalisation de diagnostics."""
    clause = _single(label)
    if clause is None or clause.verb.preposition != "de" or not clause.verb.noun:
        return None
    match = _ONE_OBJECT.fullmatch(clause.rest)
    if match is None or match[1].endswith(("al", "eau", "eu", "ail")):
        return None
    return f"{clause.verb.noun} {elided(match[1])}s{match[2]}"


def vous(label: str) -> str | None:
    """Gérer son stock -> vous gérez votre stock."""
    clause = _single(label)
    if clause is None or not clause.verb.vous:
        return None
    return f"vous {clause.verb.vous} {_OWN_WORD.sub(lambda own: _OWN[own[0]], clause.rest)}"


def done(label: str) -> str | None:
    """Gérer les stocks -> j'ai géré les stocks, as a CV tells it."""
    clause = _single(label)
    if clause is None or not clause.verb.participle or _OWN_WORD.search(clause.rest):
        return None
    return f"j'ai {clause.verb.participle} {clause.rest}"


def support_dropped(label: str) -> str | None:
    """Assurer le suivi des ventes -> suivi des ventes; only before the noun of an action."""
    match = _SUPPORT.match(label)
    if match is None or _SECOND_VERB.search(label):
        return None
    rest = label[match.end() :]
    bare = rest if match[0].rstrip().endswith(("au", "aux")) else without_article(rest)
    if bare is None or not _ACTION.match(bare) or _COORDINATED.search(bare):
        return None
    return bare


def synonym(label: str) -> str | None:
    """Réaliser un bilan -> effectuer un bilan."""
    clause = _single(label)
    if clause is None or not clause.verb.synonym:
        return None
    bare = without_article(clause.rest)
    if clause.verb.infinitive in _ALMOST_EMPTY and not (bare and _ACTION.match(bare)):
        return None
    other = clause.verb.synonym
    if not other.endswith(" de"):
        return f"{other} {clause.rest}"
    rest = after_of(clause.rest)
    return f"{other.removesuffix(' de')} {rest}" if rest else None


def first_part(label: str) -> str | None:
    """Évaluer les coûts et préparer des devis -> évaluer les coûts."""
    parts = _two_clauses(label)
    return parts and lowered(parts[0])


def last_part(label: str) -> str | None:
    """Évaluer les coûts et préparer des devis -> préparer des devis."""
    parts = _two_clauses(label)
    return parts and parts[1]


def _single(label: str) -> Clause | None:
    """The label's verb and its rest, where no other verb stands beside it."""
    clause = read_clause(label)
    if clause is None or clause.rest[:1] in ",/(" or re.match(r"(?:et|ou)\b", clause.rest):
        return None
    return None if _SECOND_VERB.search(clause.rest) else clause


def _is_object(rest: str) -> bool:
    """Whether the rest begins with a preposition, and not with an adverb."""
    return rest.startswith(("à ", "au ", "aux ", "avec ", "sur ", "en ", "dans ", "auprès "))


def _with_coordinated(phrase: str, follow: Callable[[str], str | None]) -> str | None:
    """The preposition said again before each further object; None where it is not sure to be one.

    In "gestion de l'impact sur la faune et la flore" the flore belongs to "sur"; in "gestion des
    congés des ouvriers et des cadres" the cadres have their "de" already.
    """
    match = _COORDINATED.search(phrase)
    if match is None:
        return phrase
    before = phrase[: match.start()]
    if _PREPOSITION.search(before) or match["object"].startswith("des "):
        return None
    return _COORDINATED.sub(lambda one: one["link"] + (follow(one["object"]) or ""), phrase)


def _two_clauses(label: str) -> tuple[str, str] | None:
    """The two parts of a label with two known verbs, each with an object of its own."""
    for match in _TWO_VERBS.finditer(label):
        first, last = label[: match.start()], label[match.end() :]
        if fold(match["verb"]) in verbs() and _is_whole(first) and _is_whole(last):
            return first, last
    return None


def _is_whole(part: str) -> bool:
    """Whether a part stands alone: nothing open, nothing that points to the other part."""
    alone = part.count("(") == part.count(")") and not _POINTS_BACK.search(part)
    return alone and says_enough(part)
