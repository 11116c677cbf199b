"""Ground: what a baseline builds upon, the same for all of one run."""

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, overload

from romarin.catalogue import Appellation, Catalogue, Competence, Thesaurus
from romarin.index import Form
from romarin.indexing.forms import appellation_forms, competence_forms

T = TypeVar("T")


class Ground:
    """The catalogue, the forms of its labels, a cache folder, and what baselines share.

    A context manager: at its end, whatever was shared and can be closed is closed.
    """

    def __init__(
        self, catalogue: Catalogue, cache: Path, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        """`cache` may be written to, and is made when needed; `tell` hears of what takes long."""
        self.catalogue, self.cache, self.tell = catalogue, cache, tell
        self._shared: dict[Hashable, Any] = {}
        self._stack = ExitStack()

    @cached_property
    def appellations(self) -> tuple[Appellation, ...]:
        """In file order; the owner of a form is a position in it."""
        return tuple(self.catalogue.appellations.values())

    @cached_property
    def competences(self) -> tuple[Competence, ...]:
        """Skills of all four types, in file order."""
        return tuple(self.catalogue.competences.values())

    @cached_property
    def appellation_forms(self) -> tuple[Form, ...]:
        """Labels, short labels, masculine and feminine: the ROME's own words, no thesaurus."""
        return tuple(appellation_forms(self.appellations, self.catalogue, Thesaurus()))

    @cached_property
    def competence_forms(self) -> tuple[Form, ...]:
        """Labels of skills."""
        return tuple(competence_forms(self.competences))

    @overload
    def share(self, key: Hashable, make: Callable[[], AbstractContextManager[T]]) -> T: ...

    @overload
    def share(self, key: Hashable, make: Callable[[], T]) -> T: ...

    def share(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once; a context manager is entered, and left at the end."""
        if key not in self._shared:
            made = make()
            if isinstance(made, AbstractContextManager):
                made = self._stack.enter_context(made)
            self._shared[key] = made
        return self._shared[key]

    def __contains__(self, key: Hashable) -> bool:
        """Whether something is shared under the key already."""
        return key in self._shared

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._shared.clear()
        self._stack.close()
