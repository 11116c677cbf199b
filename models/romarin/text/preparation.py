"""Preparation of titles and labels: the one object that serves both build and query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from romarin.text.reduction import reduce
from romarin.text.sound import sound
from romarin.text.tokens import STOP_WORDS, words


@dataclass(frozen=True, slots=True)
class Preparation:
    """How a text becomes words, keys, reductions and sounds.

    Raise `VERSION` with any change of folding, tokens, reduction or sound: an artefact built
    by another version is refused at load.
    """

    NAME: ClassVar[str] = "titles"
    VERSION: ClassVar[int] = 2

    @property
    def id(self) -> str:
        """Name and version, as the manifest records them: "titles-2"."""
        return f"{self.NAME}-{self.VERSION}"

    def words(self, text: str) -> list[str]:
        """The folded words of a text, in order."""
        return words(text)

    def key(self, words_: Sequence[str]) -> str:
        """One string for a sequence of words, sorted and compared as typed."""
        return " ".join(words_)

    def lean_key(self, words_: Sequence[str]) -> str:
        """The key less its stop words: "conducteur bus" for "conducteur de bus"."""
        return " ".join(word for word in words_ if word not in STOP_WORDS)

    def reduce(self, word: str) -> str:
        """The form shared by genders and numbers."""
        return reduce(word)

    def sound(self, word: str) -> str:
        """The form shared by spellings said alike."""
        return sound(word)
