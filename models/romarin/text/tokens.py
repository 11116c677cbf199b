"""Tokens of a title or a label: folded words that keep their offsets in the original."""

import re
from dataclasses import dataclass

from romarin.text.folding import fold_with_offsets

# Words that carry no meaning of their own in a job name.
STOP_WORDS = frozenset(
    "a au aux avec c ce ces cet cette chez d dans de des du elle elles en est et etre f h il ils j "
    "je l la le les leur leurs m ma me mes moi mon n ne nos notre nous on ou par pas pour qu que "
    "qui s sans se sont suis sur t ta te tes toi ton tu un une vers vos votre vous y "
    "an and for in my of on the to with".split()
)

# "développeur·euse", "soignant(e)s", "salarié.e.s", "musicien/ne", "technicien-ne".
_FEMININE_TAIL = (
    r"(?:es?|ses?|nes?|les?|tes?|ves?|fes?|esses?|sses?|trices?|rices?|ices?|euses?|ieres?|eres?|"
    r"iennes?|ennes?|onnes?|ives?|elles?)"
)
_WORD = re.compile(
    r"(?P<dotted>(?:[a-z]\.){2,}[a-z]?(?![a-z]))"
    r"|(?P<word>[a-z0-9]+(?:\+\+|#)?)"
    rf"(?:(?:[·]{_FEMININE_TAIL}|\.es?|\({_FEMININE_TAIL}\)|(?<=[a-z]{{3}})[/-](?:e|ne|se|le|euse|trice|iere|ere|ienne|enne|ive)s?)"
    r"(?:[·.]?s)?(?![a-z0-9])|\(s\))?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One folded word; start and end are its half-open span in the original, in code points."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of a text in order, inclusive endings folded into their masculine.

    Elided articles are words of their own ("d'accueil" gives "d" and "accueil"); a dotted
    acronym ("D.G.S.") is one word; "C++" and "C#" keep their marks.
    """
    folded = fold_with_offsets(text)
    tokens = []
    for match in _WORD.finditer(folded.text):
        word = match["word"] or match["dotted"].replace(".", "")
        last = match.end("word") if match["word"] else match.end()
        tokens.append(Token(word, folded.offsets[match.start()], folded.offsets[last - 1] + 1))
    return tuple(tokens)


def words(text: str) -> list[str]:
    """The folded words of a text, without their offsets."""
    return [token.text for token in tokenize(text)]
