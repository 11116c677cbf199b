"""Kinds: whether a text is an offer or a CV, where nobody said."""

from romarin.engines.extraction.records import DocumentKind
from romarin.text import words

# Whom a text speaks of: an offer says "vous" and "nous recherchons", a CV "je", or nobody.
_OFFER_WORDS = "vous votre vos recherchons recrutons recherche recrute profil cdi cdd"
_CV_WORDS = "je j mon ma mes ai suis moi cv loisirs ans"
_OFFER, _CV = frozenset(_OFFER_WORDS.split()), frozenset(_CV_WORDS.split())
_OPENING = 2500  # characters read


def kind_of(text: str) -> DocumentKind:
    """An offer where the words of both are even: most texts are."""
    read = words(text[:_OPENING])
    offer, cv = (sum(word in some for word in read) for some in (_OFFER, _CV))
    return DocumentKind.CV if cv > offer else DocumentKind.OFFRE
