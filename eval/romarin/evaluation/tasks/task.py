"""Task: how cases of one kind are asked and judged, and which figures come of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from romarin.evaluation.cases import Case
from romarin.evaluation.measures.aggregates import Aggregate
from romarin.evaluation.results import Row

CaseT = TypeVar("CaseT", bound=Case, contravariant=True)
SystemT = TypeVar("SystemT", contravariant=True)


class Task(Protocol, Generic[CaseT, SystemT]):
    """One of the tasks of `romarin eval`."""

    @property
    def name(self) -> str:
        """As on the command line."""
        ...

    @property
    def aggregates(self) -> Sequence[Aggregate]:
        """The figures over many rows, the most important first."""
        ...

    @property
    def headline(self) -> Sequence[str]:
        """Names of those that a gate looks at."""
        ...

    def judge(self, system: SystemT, case: CaseT) -> Row:
        """Asks one case."""
        ...

    def further(self, rows: Sequence[Row]) -> Mapping[str, Any]:
        """What the task tells apart beside families, such as the length of a prefix."""
        ...
