"""Romarin's own systems, in process: its engines in the shape that the tasks ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.engines import GroupBy, Lookup, SkillLookup
from romarin.evaluation.answers import Answer, Item

DEEPEST = 25  # suggestions that an engine gives at most
DIGITS = 4  # of a score, as the API answers it: what is measured is what its users get


@dataclass(frozen=True, slots=True)
class OwnLookup:
    """The lookup of /v1/completions."""

    engine: Lookup

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, best first."""
        return [
            Answer(one.code, one.code_rome, round(one.score, DIGITS), one.libelle, str(one.reason))
            for one in self.engine(query, limit=limit)
        ]


@dataclass(frozen=True, slots=True)
class OwnTitles:
    """The lookup, one line a métier: no engine reads the text yet."""

    engine: Lookup
    reads_text: bool = False

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:  # noqa: ARG002
        """Up to `limit` métiers, best first."""
        found = self.engine(title, limit=limit, group_by=GroupBy.METIER)
        return [
            Answer(one.code, one.code_rome, round(one.score, DIGITS), one.libelle, str(one.reason))
            for one in found
        ]


@dataclass(frozen=True, slots=True)
class OwnLinker:
    """The search of skills, given a whole phrase."""

    engine: SkillLookup

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """Up to `limit` (25 at most) skills, best first."""
        return [
            Item(one.code, round(one.score, DIGITS))
            for one in self.engine(phrase, limit=min(limit, DEEPEST))
        ]
