"""Question: a typed query, read once for every step that follows."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from romarin.text import Preparation, Role, TitleWord, fold, read_title

LONGEST = 200  # characters; what is typed beyond them is left out (the HTTP contract's limit)
MOST_WORDS = 12  # beyond, a pasted paragraph: its first words name the job

_CODE_ROME = re.compile(r"[A-Za-z]\d{4}")
_OGR = re.compile(r"S?\d{4,6}", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """The words of a query with their roles, and the keys it is looked up by."""

    text: str
    words: tuple[TitleWord, ...]
    preparation: Preparation

    @classmethod
    def read(cls, text: str, preparation: Preparation, *, title: bool = True) -> "Question":
        """Reads a query as typed; one without a word has no `words`.

        In a title, places, pay and contracts are told from the job; a skill has none of them.
        """
        typed = text[:LONGEST]
        found = read_title(typed)[:MOST_WORDS]
        if not title:
            found = tuple(
                word if word.role is Role.STOP else replace(word, role=Role.JOB) for word in found
            )
        return cls(typed, found, preparation)

    @cached_property
    def code(self) -> str | None:
        """The query as a code ROME or an OGR code, when it has the shape of one."""
        bare = self.text.strip()
        return bare.upper() if _CODE_ROME.fullmatch(bare) or _OGR.fullmatch(bare) else None

    @cached_property
    def texts(self) -> list[str]:
        """The folded words, in order."""
        return [word.text for word in self.words]

    @cached_property
    def key(self) -> str:
        """What the beginning of a form is compared with."""
        return self.preparation.key(self.texts)

    @cached_property
    def lean_key(self) -> str:
        """The key less its stop words; the last word stays while it may go on being typed."""
        if not self.words:
            return ""
        *before, last = self.texts
        return self.preparation.key(
            [*filter(None, [self.preparation.lean_key(before)]), *self._last(last)]
        )

    @cached_property
    def asked(self) -> tuple[TitleWord, ...]:
        """The words that an answer must hold: all but stop words, and but the one being typed."""
        return tuple(
            word
            for at, word in enumerate(self.words)
            if word.role is not Role.STOP or (at == len(self.words) - 1 and not self.complete)
        )

    @cached_property
    def core(self) -> tuple[TitleWord, ...]:
        """The words that name the job: no noise, nothing after the first segment."""
        return tuple(word for word in self.words if word.role is Role.JOB)

    @property
    def complete(self) -> bool:
        """Whether the last word is finished: something that is no word follows it."""
        return bool(self.words) and self.words[-1].end < len(self.text)

    @property
    def names_no_job(self) -> bool:
        """Whether every word is a place, a contract, a greeting, a quantity or a stop word."""
        return all(word.role in (Role.NOISE, Role.STOP) for word in self.words)

    @cached_property
    def core_text(self) -> str:
        """The words that name the job, folded: what the encoder reads, so accents never matter.

        Encoding folded texts on both sides costs nothing: .730 / .845 against .726 / .848 hit@1 /
        hit@5 by meaning alone, on dev and our own queries (docs/decisions/0005-lookup.md).
        """
        return " ".join(fold(self.text[word.start : word.end]) for word in self.core)

    def _last(self, last: str) -> list[str]:
        return [last] if not self.complete or self.preparation.lean_key([last]) else []
