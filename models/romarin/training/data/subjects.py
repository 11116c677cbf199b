"""Rules for skills that are nouns: fields of knowledge and certifications."""

import re

from romarin.text import fold
from romarin.training.data.articles import from_of
from romarin.training.data.shortening import lowered
from romarin.training.data.verbs import verbs_by_noun

_HEAD = re.compile(
    r"(?:techniques?|pratiques?|maîtrise|connaissances?|utilisation|procédés?|méthodes?|notions?|"
    r"principes?|bases?)\s+(?:de la |de l'|du |des |d'une? |de |d')",
    re.IGNORECASE,
)
# Nouns of one thing or one action, which nobody has "connaissances en".
_NO_FIELD = re.compile(
    r"(?:capacite|aptitude|sens|respect|savoir|prise|mise|esprit|etre|role|fonction|force|suivi|travail|"
    r"participation|contribution|collaboration|realisation|redaction)\b"
)
_ALWAYS_S = re.compile(
    r"(?:.*(?:ais|ois)|process|processus|devis|acces|corps|bois|gaz|temps|cours|"
    r"os|souris|bus|campus|virus|lotus|sens|avis|tapis|velours|univers|succes)"
)
_FEMININE = ("licence", "habilitation", "attestation", "certification", "maîtrise", "qualification")
_NAMED = re.compile(
    r"(?:CAPA?|BTSA?|BUT|DUT|BP|BPJEPS|BEP|DEJEPS|DESJEPS|Bac|Baccalauréat|Master|Mastère|Titre|CQP|"
    r"CQPI|Diplôme|Certificat|Brevet|Licence|Habilitation|Attestation|Certification|Permis|DE|DU)\b"
)


def verbal(label: str) -> str | None:
    """Gestion des stocks -> gérer les stocks."""
    word, _, rest = label.partition(" ")
    verb = verbs_by_noun().get(fold(word))
    if verb is None or re.search(r"\s(?:et|ou)\s|,", rest):
        return None
    plain = from_of(rest)
    return f"{verb.infinitive} {plain}" if plain else None


def head_dropped(label: str) -> str | None:
    """Techniques de soudage plastique -> soudage plastique."""
    match = _HEAD.match(label)
    if match is None:
        return None
    rest = label[match.end() :]
    # "du réemploi et de l'économie" and "de suture avancées" would be left limping.
    limping = re.search(
        r"\b(?:et|ou) d(?:e\b|u\b|es\b|')|^\w+[^\Wsx] \w+(?:é|ée|ive|elle|al|if)s$", rest
    )
    return None if limping else rest


def mastery(label: str) -> str | None:
    """Techniques de vente -> maîtrise des techniques de vente."""
    return f"maîtrise des {lowered(label)}" if _is_plural(label) else None


def knowledge(label: str) -> str | None:
    """Droit du travail -> bonnes connaissances en droit du travail."""
    if _is_plural(label) or _HEAD.match(label) or _NO_FIELD.match(fold(label)):
        return None
    return f"bonnes connaissances en {lowered(label)}"


def holder(label: str) -> str | None:
    """CAP cuisine -> titulaire d'un CAP cuisine."""
    if not _NAMED.match(label):
        return None
    article = "d'une" if label.lower().startswith(_FEMININE) else "d'un"
    return f"titulaire {article} {lowered(label)}"


def training(label: str) -> str | None:
    """CAP cuisine -> formation CAP cuisine."""
    return None if label.lower().startswith("formation") else f"formation {lowered(label)}"


def _is_plural(label: str) -> bool:
    word = label.split(" ")[0]
    plural = word.endswith(("s", "aux", "eux")) and word[1:].islower()
    return plural and not _ALWAYS_S.fullmatch(fold(word))
