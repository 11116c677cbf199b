"""Part: one result of whatever kind, as a report takes it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from romarin.evaluation.report.palette import Palette
from romarin.evaluation.report.pen import Plot
from romarin.evaluation.report.tables import Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """One heading of a section, with what stands under it."""

    anchor: str  # unique in the page
    title: str
    about: str = ""
    plots: Sequence[Plot] = ()
    tables: Sequence[Table] = ()
    template: str = ""  # of what else stands there; it is given `data`
    data: Any = None


@dataclass(frozen=True, slots=True)
class About:
    """What the template about.html shows."""

    facts: Mapping[str, str]
    systems: Mapping[str, str]  # name -> one line on it
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the summary strip."""

    name: str
    value: str
    span: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page."""

    anchor: str
    title: str
    verdict: str  # one sentence
    conditions: str  # one line: cases, ROME, encoder, commit
    tiles: Sequence[Tile]
    systems: Mapping[str, str]  # name -> one line on it
    chapters: Sequence[Chapter]


class Part(Protocol):
    """A result that can be reported; `reading.KINDS` names those that files may hold."""

    @property
    def name(self) -> str:
        """A word for headings and anchors."""
        ...

    @property
    def systems(self) -> Mapping[str, str]:
        """One line on each system, Romarin first."""
        ...

    def section(self, anchor: str, palette: Palette) -> Section:
        """Its part of the page; every id in it begins with `anchor`."""
        ...

    def markdown(self) -> str:
        """Its part of the summary, headings from the second level on."""
        ...
