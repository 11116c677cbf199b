"""Titles by lookup: what a search of appellations makes of an offer's title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from romarin.evaluation.answers import Answer, LookupSystem
from romarin.evaluation.cases.offers import without_gender_mark
from romarin.evaluation.ground import Ground

DEEP = 20  # appellations asked for each métier wanted: many may be of one


@dataclass(frozen=True, slots=True)
class TitlesByLookup:
    """The métiers of the appellations found for the title; the text is not read."""

    lookup: LookupSystem
    reads_text: bool = False

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:  # noqa: ARG002
        """Up to `limit` métiers, each by its best appellation."""
        return one_per_metier(self.lookup(without_gender_mark(title), limit=DEEP * limit))[:limit]


def one_per_metier(answers: Sequence[Answer]) -> list[Answer]:
    """The best answer of each code ROME, in order."""
    best: dict[str, Answer] = {}
    for answer in answers:
        best.setdefault(answer.code_rome, answer)
    return list(best.values())


def titles_of(make: Callable[[Ground], LookupSystem]) -> Callable[[Ground], TitlesByLookup]:
    """The same for any lookup baseline."""
    return lambda ground: TitlesByLookup(make(ground))
