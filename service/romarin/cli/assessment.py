"""Assessment: one `romarin eval`, from what is asked to its result and its files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from romarin.catalogue import Catalogue, cache_folder
from romarin.cli.workshop import Workshop, bar, say
from romarin.engines import Lookup, SkillLookup
from romarin.evaluation import own
from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.baselines import baselines, chosen
from romarin.evaluation.cases import CaseSet, read_offers, read_queries, read_texts
from romarin.evaluation.ground import Ground
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.provenance import commit
from romarin.evaluation.results import Result
from romarin.evaluation.running import OWN, Conditions, Entrant, evaluate
from romarin.evaluation.tasks import KeystrokesTask, LookupTask, Task, TitlesTask


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one `romarin eval TASK`."""

    task: str
    cases: Path
    json: Path | None = None
    report: Path | None = None
    markdown: Path | None = None
    baselines: str = "none"
    url: str | None = None
    sample: int | None = None
    seed: int = 0
    skip_invalid: bool = False
    coding: Path | None = None
    timed: bool = False


class Assessment:
    """Everything that a run needs, opened when it is first needed."""

    def __init__(self, asked: Asked, workshop: Workshop) -> None:
        """Nothing is read yet."""
        self.asked, self.workshop = asked, workshop

    @cached_property
    def catalogue(self) -> Catalogue:
        """The ROME that the cases speak of."""
        return Catalogue.load(self.workshop.locate().path)

    @cached_property
    def task(self) -> Task[Any, Any]:
        """How the cases are asked and judged."""
        hierarchy = Hierarchy.of(self.catalogue)
        match self.asked.task:
            case "lookup":
                return LookupTask(hierarchy, labels_of(self.catalogue))
            case "titles":
                return TitlesTask(hierarchy, labels_of(self.catalogue))
            case "keystrokes":
                return KeystrokesTask()
            case _:
                raise NotImplementedError

    @cached_property
    def case_set(self) -> CaseSet[Any]:
        """The cases named, checked against the catalogue."""
        asked = self.asked
        if asked.task == "titles":
            return read_offers(
                asked.cases,
                self.catalogue,
                coding=asked.coding,
                skip_invalid=asked.skip_invalid,
            )
        read = read_texts if asked.task == "extraction" else read_queries
        return read(asked.cases, self.catalogue, skip_invalid=asked.skip_invalid)

    def run(self, ground: Ground) -> Result:
        """The result of Romarin, where it has an engine for the task, and of the baselines."""
        own_entrants, conditions = self._own()
        with bar("cases") as shown:
            tasks: dict[str, Any] = {}

            def advance(system: str, done: int, of: int) -> None:
                if system not in tasks:
                    tasks[system] = shown.add_task(system, total=of)
                shown.update(tasks[system], completed=done)

            return evaluate(
                self.task,
                self.case_set,
                [*own_entrants, *self._baselines(ground)],
                conditions,
                partial=self.partial,
                on_progress=advance,
            )

    @property
    def partial(self) -> Path:
        """Where rows are kept while the run lasts."""
        asked = self.asked
        if asked.json is not None:
            return asked.json.with_name(f".{asked.json.name}.rows")
        return cache_folder(self.workshop.choices.environ) / "eval" / f"{asked.task}.rows"

    def _own(self) -> tuple[list[Entrant[Any]], Conditions]:
        artefact, encoder = self.workshop.open()
        inputs = artefact.manifest.inputs
        make: dict[str, Callable[[], Any]] = {
            "lookup": lambda: own.OwnLookup(Lookup.of(artefact, encoder)),
            "keystrokes": lambda: own.OwnLookup(Lookup.of(artefact, encoder)),
            "titles": lambda: own.OwnTitles(Lookup.of(artefact, encoder)),
            "extraction": lambda: SkillSystem(
                None, own.OwnLinker(SkillLookup.of(artefact, encoder))
            ),
        }
        release = inputs.release
        conditions = Conditions(
            commit=commit(),
            rome={"version": release.version, "source": str(release.source)},
            encoder=encoder.name if encoder else None,
            artefact=inputs.folder_name,
            seed=self.asked.seed,
            sample=self.asked.sample,
            timed=self.asked.timed,
        )
        entrant = Entrant(OWN, f"Romarin, artefact {inputs.folder_name}", make[self.asked.task])
        return [entrant], conditions

    def _baselines(self, ground: Ground) -> Sequence[Entrant[Any]]:
        task = self.asked.task
        part = "lookup" if task == "keystrokes" else task
        return [
            Entrant(one.name, one.about, partial(getattr(one, part), ground))
            for one in chosen(self.asked.baselines, task, baselines())
        ]


def assess(asked: Asked, workshop: Workshop) -> None:
    """Runs the task, prints the figures and writes the files that were asked for."""
    assessment = Assessment(asked, workshop)
    cache = cache_folder(workshop.choices.environ) / "eval"
    with Ground(assessment.catalogue, cache) as ground:
        result = assessment.run(ground)
    if asked.json is not None:
        result.save(asked.json)
    for name, scores in result.systems().items():
        say(f"{name}: {scores.all}")


def write_keystrokes(offers: Path, out: Path | None, archive: Path | None) -> None:
    """Writes the case file of the distinct appellations of the offers."""
    raise NotImplementedError


def labels_of(catalogue: Catalogue) -> dict[str, str]:
    """The label of every métier and appellation."""
    metiers = {code: one.libelle for code, one in catalogue.metiers.items()}
    return metiers | {code: one.libelle for code, one in catalogue.appellations.items()}
