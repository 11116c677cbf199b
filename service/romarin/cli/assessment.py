"""Assessment: one `romarin eval`, from what is asked to its result and its files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import typer

from romarin.catalogue import Catalogue, cache_folder
from romarin.cli.answering import at_server, in_process
from romarin.cli.reporting import show, write_report
from romarin.cli.workshop import Workshop, bar, say
from romarin.evaluation.baselines import EVERY, NO, baselines, chosen
from romarin.evaluation.cases import (
    CaseSet,
    keystrokes_of,
    read_appellations,
    read_offers,
    read_queries,
    read_texts,
)
from romarin.evaluation.errors import FloorsBroken, FloorsUnreadable, RomeMismatch
from romarin.evaluation.floors import Floors, name_of
from romarin.evaluation.ground import Ground
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.provenance import commit
from romarin.evaluation.remote import Server
from romarin.evaluation.report import TaskPart
from romarin.evaluation.results import OWN, Result, check_writable, write_whole
from romarin.evaluation.running import Conditions, Entrant, evaluate
from romarin.evaluation.tasks import (
    CompetencesTask,
    ExtractionTask,
    KeystrokesTask,
    LookupTask,
    Task,
    TitlesTask,
)


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
    floors: Path | None = None
    raise_floors: Path | None = None


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
            case "competences":
                return CompetencesTask(labels_of_skills(self.catalogue))
            case "extraction":
                return ExtractionTask(self.catalogue.competences)
            case other:
                raise ValueError(other)

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
        if asked.task == "extraction":
            return read_texts(asked.cases, self.catalogue, skip_invalid=asked.skip_invalid)
        return read_queries(
            asked.cases,
            self.catalogue,
            of_skills=asked.task == "competences",
            in_scope=asked.task == "keystrokes",
            skip_invalid=asked.skip_invalid,
        )

    def run(self, ground: Ground, save: Callable[[Result], None]) -> Result:
        """The result of Romarin, where it has an engine for the task, and of the baselines."""
        # What is named wrong is told before anything is built or asked.
        others, case_set = self._baselines(ground), self.case_set
        own, conditions = self._own(ground)
        with bar("cases") as shown:
            tasks: dict[str, Any] = {}

            def advance(system: str, done: int, of: int) -> None:
                if system not in tasks:
                    tasks[system] = shown.add_task(system, total=of)
                shown.update(tasks[system], completed=done)

            return evaluate(
                self.task,
                case_set,
                [own, *others],
                conditions,
                partial=self.partial,
                on_progress=advance,
                save=save,
            )

    @property
    def part(self) -> str:
        """What of a system the task asks."""
        return {"keystrokes": "lookup"}.get(self.asked.task, self.asked.task)

    @property
    def partial(self) -> Path:
        """Where rows are kept while the run lasts."""
        asked = self.asked
        if asked.json is not None:
            return asked.json.with_name(f".{asked.json.name}.rows")
        same_command = sha256(repr((asked, asked.cases.absolute())).encode()).hexdigest()[:12]
        folder = cache_folder(self.workshop.choices.environ) / "eval"
        return folder / f"{asked.task}-{same_command}.rows"

    def _own(self, ground: Ground) -> tuple[Entrant[Any], Conditions]:
        """Romarin as it stands at the URL, or here, and what the result depends on."""
        url = self.asked.url
        found = (
            in_process(self.workshop)
            if url is None
            else at_server(ground.share("server", lambda: Server(url)))
        )
        self._check_rome(found.rome)
        conditions = Conditions(
            commit=commit(),
            rome=found.rome,
            licence=self.catalogue.release.licence,
            encoder=found.encoder,
            artefact=found.identity,
            seed=self.asked.seed,
            sample=self.asked.sample,
            timed=self.asked.timed,
        )
        return Entrant(OWN, found.about, found.systems[self.part]), conditions

    def _check_rome(self, told: Mapping[str, str]) -> None:
        """Raises RomeMismatch when the cases were checked against another ROME."""
        release = self.catalogue.release
        expected = {"version": release.version, "source": str(release.source)}
        if told != expected:
            found, wanted = (f"{rome['version']} ({rome['source']})" for rome in (told, expected))
            raise RomeMismatch("what answers", found, wanted)

    def _baselines(self, ground: Ground) -> Sequence[Entrant[Any]]:
        asked = self.asked.baselines
        if asked == NO:  # another's broken package is no concern of this run
            return []
        return [
            Entrant(one.name, one.about, partial(getattr(one, self.part), ground), asked != EVERY)
            for one in chosen(asked, self.part, baselines())
        ]


def assess(asked: Asked, workshop: Workshop) -> None:
    """Runs the task, prints the figures and writes the files that were asked for."""
    _check_files(asked)
    assessment = Assessment(asked, workshop)
    cache = cache_folder(workshop.choices.environ) / "eval"
    with _going_on(assessment.partial), Ground(assessment.catalogue, cache, say) as ground:
        result = assessment.run(ground, save=lambda result: _save(asked, result))
    _hold_to_floors(asked, result, assessment.task)


def _check_files(asked: Asked) -> None:
    """Raises at once what would be raised after a long run."""
    for path in (asked.json, asked.report, asked.markdown, asked.raise_floors):
        if path is not None:
            check_writable(path)
    for path in (asked.floors, asked.raise_floors):
        if path is not None:
            Floors.load(path)
    raised_first = asked.floors == asked.raise_floors
    if asked.floors is not None and not raised_first and not asked.floors.exists():
        raise FloorsUnreadable(asked.floors, "no such file")


@contextmanager
def _going_on(rows: Path) -> Iterator[None]:
    """Tells somebody who stops a run how it goes on."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        if rows.exists():
            say(f"Stopped. Answers so far are in {rows}: the same command goes on from them.")
        raise


def _save(asked: Asked, result: Result) -> None:
    """Prints the figures and writes the files, while the rows are still kept."""
    if asked.json is not None:
        result.save(asked.json)
    part = TaskPart(result)
    show(part)
    write_report([part], asked.report, asked.markdown)


def _hold_to_floors(asked: Asked, result: Result, task: Task[Any, Any]) -> None:
    if asked.raise_floors is not None:
        Floors.load(asked.raise_floors).raised(result, task).save(asked.raise_floors)
    if asked.floors is not None:
        floors = Floors.load(asked.floors)
        if name_of(result) not in floors.sets:
            raise FloorsUnreadable(asked.floors, f"none for {name_of(result)!r}")
        falls = floors.falls(result, task)
        if falls:
            raise FloorsBroken(asked.floors, falls)


def write_keystrokes(offers: Path | None, out: Path | None, workshop: Workshop) -> None:
    """Writes the case file of the distinct appellations of the offers, else of the catalogue."""
    catalogue = Catalogue.load(workshop.locate().path)
    codes = read_appellations(offers, catalogue) if offers else list(catalogue.appellations)
    text = keystrokes_of([catalogue.appellations[code] for code in codes])
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text)
        say(f"{text.count(chr(10)) - 1} labels in {out}")


def labels_of_skills(catalogue: Catalogue) -> dict[str, str]:
    """The label of every skill."""
    return {code: one.libelle for code, one in catalogue.competences.items()}


def labels_of(catalogue: Catalogue) -> dict[str, str]:
    """The label of every métier and appellation."""
    metiers = {code: one.libelle for code, one in catalogue.metiers.items()}
    return metiers | {code: one.libelle for code, one in catalogue.appellations.items()}
