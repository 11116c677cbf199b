"""Articles of French: what "de" and "à" make of them, and what is left without them."""

import re

_VOWELS = "aeiouyàâéèêëîïôöùûœæh"
# Words whose h is not silent: "de haies", not "d'haies".
_ASPIRATED = re.compile(
    r"hach|hai|hal[lt]e?|ham[ae]|hand|hangar|hard|harn|has|hau|havre|hers|h[ée]lage|high|hip|hob|hors"
    r"|hotte?\b|houb|houil|hub|huit|h[ée]ros"
)
_OF = {
    "le": "du",
    "les": "des",
    "la": "de la",
    "un": "d'un",
    "une": "d'une",
    "du": "du",
    "des": "de",
    "ses": "de ses",
    "son": "de son",
    "sa": "de sa",
    "leur": "de leur",
    "leurs": "de leurs",
    "ces": "de ces",
}
_TO = {"le": "au", "les": "aux", "des": "à des", "la": "à la", "un": "à un", "une": "à une"}
_ARTICLE = re.compile(r"(?:les?|la|une?|des|du|de la|de l'|l')(?:(?<=')|\s+)", re.IGNORECASE)

# "des" and the like after these are no "de" of a noun: "poser des dalles", "selon des normes".
_PARTITIVE = re.compile(
    r"(?:(?<=er )|(?<=ir )|(?<=re )|(?<=ant )|(?<=selon )|(?<=à )|(?<=avec )|(?<=pour )"
    r"|(?<=sur )|(?<=par )|(?<=et )|(?<=ou )|(?<=, )|(?<=en ))(?:du |des |de la |de l')"
)


def after_of(text: str) -> str | None:
    """The text after "de": "le stock" gives "du stock"; None where it begins with no article."""
    word, _, rest = text.partition(" ")
    if text.lower().startswith("l'"):
        return f"de {text}"
    preposition = _OF.get(word.lower())
    if preposition is None or not rest:
        return None
    return elided(rest) if preposition == "de" else f"{preposition} {rest}"


def after_to(text: str) -> str | None:
    """The text after "à": "les clients" gives "aux clients"; None where no article begins it."""
    word, _, rest = text.partition(" ")
    if text.lower().startswith("l'"):
        return f"à {text}"
    preposition = _TO.get(word.lower())
    return f"{preposition} {rest}" if preposition and rest else None


def elided(text: str) -> str:
    """ "de" before a word: "de stocks", "d'achats"."""
    return f"d'{text}" if _begins_with_vowel(text) else f"de {text}"


def from_of(text: str) -> str | None:
    """The reverse of `after_of`: "du stock" gives "le stock"; None where "de" has no article.

    "de" alone is taken for "des" before a plural; before a singular it says nothing.
    """
    for of, article in (("de la ", "la "), ("de l'", "l'"), ("du ", "le "), ("des ", "les ")):
        if text.startswith(of):
            return article + text[len(of) :]
    for of in ("d'un ", "d'une "):
        if text.startswith(of):
            return text[2:]
    bare = text[2:] if text.startswith("d'") else text[3:] if text.startswith("de ") else ""
    first = bare.split(" ")[0]
    return f"des {bare}" if first.endswith(("s", "x")) else None


def without_article(text: str) -> str | None:
    """The text less its first article; None where there is none."""
    match = _ARTICLE.match(text)
    return text[match.end() :] if match and match.end() < len(text) else None


def without_articles(text: str) -> str:
    """The text as a telegram: no article, and "de la" or "du" as "de" where a noun goes before."""
    text = _PARTITIVE.sub("", text)
    text = re.sub(r"\b(?:du|des|de la|d'une?)\s+|\bde l'", "de ", text)
    text = re.sub(r"\b(?:les?|la|une?)\s+|\bl'", "", text)
    return re.sub(r"\bde (\w+)", lambda match: elided(match[1]), text)


def _begins_with_vowel(text: str) -> bool:
    word = text.split(" ")[0].lower()
    return word[:1] in _VOWELS and not word.startswith("onz") and not _ASPIRATED.match(word)
