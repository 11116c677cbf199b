"""Lookups: small ones, for what the service does around any lookup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from romarin.catalogue import Release, Source
from romarin.engines import GroupBy, Highlight, Reason, Suggestion

OFFICIAL = Release("490", 90, date(2026, 3, 2), "test", Source.OFFICIAL, "0" * 64)
STARTER = Release("490", 90, date(2026, 3, 2), "test", Source.STARTER, "0" * 64)
SECRET = "texte que personne ne doit lire"

SUGGESTION = Suggestion(
    "6044",
    "Développeur / Développeuse web",
    "Développeur / Développeuse web",
    "M1901",
    "Développeur / Développeuse web",
    "Développeur web",
    0.93,
    0.9,
    Reason.PREFIX,
    (Highlight(0, 3),),
    (),
    None,
)


@dataclass(frozen=True)
class FixedLookup:
    """Answers the same suggestions whatever is asked."""

    release: Release = OFFICIAL
    suggestions: tuple[Suggestion, ...] = (SUGGESTION,)

    def __call__(
        self,
        query: str,  # noqa: ARG002 - part of the contract
        *,
        limit: int,
        group_by: GroupBy,  # noqa: ARG002 - part of the contract
    ) -> Sequence[Suggestion]:
        """The first `limit` of them."""
        return self.suggestions[:limit]


@dataclass(frozen=True)
class BrokenLookup:
    """Fails on every question, with the question in its message."""

    release: Release = OFFICIAL

    def __call__(
        self,
        query: str,
        *,
        limit: int,  # noqa: ARG002 - part of the contract
        group_by: GroupBy,  # noqa: ARG002 - part of the contract
    ) -> Sequence[Suggestion]:
        """Raises."""
        raise KeyError(query)
