"""Titles: the search of appellations that a prediction asks, as a contract."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from romarin.encoder import Matrix
from romarin.engines.suggestion import GroupBy, NearAppellation


class Found(Protocol):
    """One appellation found by the words of a title."""

    @property
    def code(self) -> str:
        """OGR."""
        ...

    @property
    def libelle(self) -> str:
        """Of the appellation."""
        ...

    @property
    def code_rome(self) -> str:
        """Of its métier."""
        ...

    @property
    def score(self) -> float:
        """How likely it is right, in [0, 1]."""
        ...

    @property
    def strength(self) -> float:
        """What orders the list, in [0, 1]."""
        ...


class TitleSearch(Protocol):
    """Finds appellations by the words of a title and by its vector."""

    def __call__(
        self, query: str, *, limit: int, group_by: GroupBy, meaning: bool
    ) -> Sequence[Found]:
        """Up to `limit` appellations, best first; by words alone unless `meaning` is asked."""
        ...

    def appellations_near(
        self, vectors: Matrix, *, limit: int
    ) -> Sequence[Mapping[str, NearAppellation]]:
        """For each vector, by code ROME, the nearest of its appellations among `limit` rows."""
        ...
