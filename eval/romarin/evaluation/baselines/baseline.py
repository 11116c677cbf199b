"""Baseline: another way to answer, run on the same cases in the same run."""

from collections.abc import Callable
from dataclasses import dataclass

from romarin.evaluation.answers import LookupSystem, SkillSystem, TitleSystem
from romarin.evaluation.ground import Ground


@dataclass(frozen=True, slots=True)
class Baseline:
    """A named way to answer some of the tasks; None for those that it cannot.

    To add one of your own, make a package with an entry point in the group "romarin.baselines"
    that names an object of this class: it then runs under its name with `--baselines NAME`.
    """

    name: str
    about: str  # one line for the report
    lookup: Callable[[Ground], LookupSystem] | None = None  # lookup and keystrokes
    titles: Callable[[Ground], TitleSystem] | None = None
    extraction: Callable[[Ground], SkillSystem] | None = None
    links: bool = True  # whether the system of `extraction` has the part that names a phrase

    @property
    def competences(self) -> Callable[[Ground], SkillSystem] | None:
        """The search of skills: what names a phrase in a text also names what is typed."""
        return self.extraction if self.links else None
