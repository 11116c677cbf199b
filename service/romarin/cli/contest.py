"""Contest: Romarin and baselines, served alike, under the same requests by turns."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from romarin.catalogue import Catalogue
from romarin.cli.servers import Running, ServerNotReady, running
from romarin.cli.workshop import Workshop, say
from romarin.evaluation.baselines import Baseline, baselines, chosen
from romarin.evaluation.errors import RomeMismatch
from romarin.evaluation.load import table
from romarin.evaluation.load.client import identify
from romarin.evaluation.load.errors import ServerStopped
from romarin.evaluation.load.outcome import Bench, Plan, Row
from romarin.evaluation.load.rounds import Target, measure
from romarin.evaluation.load.traffic import Kind, Traffic, read_titles
from romarin.evaluation.provenance import commit, machine
from romarin.evaluation.results import OWN, write_whole
from romarin.text import split_gender

USUAL = "tsvector"  # the baseline when none is named: what others search appellations with
PART = "lookup"  # of a baseline
WIDTH = 150  # columns, where no terminal tells


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one `romarin bench`."""

    plan: Plan
    workers: int  # of each server that is started
    url: str | None = None
    baseline: str | None = None  # names with commas, "all" or "none"; None: the usual one
    kind: Kind = Kind.TYPED
    titles: Path | None = None
    debounce: float = 0.0  # seconds
    json: Path | None = None
    markdown: Path | None = None


def hold(asked: Asked, workshop: Workshop) -> None:
    """Measures, prints the figures and writes the files that were asked for."""
    bench = Contest(asked, workshop).run()
    show(bench)
    if asked.json is not None:
        bench.save(asked.json)
    if asked.markdown is not None:
        write_whole(asked.markdown, table.markdown(bench))


class Contest:
    """Who is asked what; servers run for the time of the measurement only."""

    def __init__(self, asked: Asked, workshop: Workshop) -> None:
        """Nothing is read or started yet."""
        self.asked, self.workshop = asked, workshop
        self._servers = ExitStack()
        self._started: dict[str, Running] = {}  # by address

    @cached_property
    def traffic(self) -> Traffic:
        """What is typed. Raises TitlesInvalid."""
        asked = self.asked
        titles, source = _titles(asked.titles) if asked.titles else _labels(self.archive)
        return Traffic(titles, source, asked.kind, asked.debounce)

    @cached_property
    def archive(self) -> Path:
        """The ROME that labels and baselines are of."""
        return self.workshop.locate().path

    def run(self) -> Bench:
        """The figures of all. Raises what keeps one of them from being measured."""
        asked = self.asked
        rivals = chosen(asked.baseline or USUAL, PART, baselines())
        traffic, facts = self.traffic, machine()  # before the load of this very bench
        with self._servers, self._logged():
            own = self._romarin()
            told = identify(own.url)
            others = [found for one in rivals if (found := self._rival(one, told)) is not None]
            say(f"Measuring for {_minutes(asked.plan, 1 + len(others)):.1f} minutes …")
            own_figures, *figures = measure(traffic, [own, *others], asked.plan, on_row=_tell_row)
        return Bench(
            machine=facts,
            rome=told["rome"],
            encoder=told.get("encoder"),
            commit=commit(),
            traffic={
                "kind": str(traffic.kind),
                "titles": traffic.source,
                "debounce": traffic.debounce,
            },
            plan=asked.plan,
            workers=asked.workers,
            own=own_figures,
            baselines=figures,
        )

    def _romarin(self) -> Target:
        asked, choices = self.asked, self.workshop.choices
        if asked.url is not None:
            return Target(OWN, f"Romarin, running already at {asked.url}", asked.url)
        folder = self.workshop.artefact()
        arguments = ["serve", "--artefacts", str(folder), "--encoder", choices.encoder]
        about = f"Romarin, artefact {folder.name}, workers: {asked.workers}"
        return Target(OWN, about, self._start(OWN, arguments).url)

    def _rival(self, baseline: Baseline, told: dict[str, Any]) -> Target | None:
        """The baseline on a server of its own; None where the usual one cannot be had."""
        arguments = ["serve-baseline", baseline.name, "--archive", str(self.archive)]
        try:
            server = self._start(baseline.name, arguments)
        except ServerNotReady as error:
            if self.asked.baseline is not None:
                raise
            say(f"Without a baseline: {error}", style="yellow")
            return None
        rome = identify(server.url)["rome"]
        if rome != told["rome"]:
            raise RomeMismatch(f"baseline {baseline.name}", _name(rome), _name(told["rome"]))
        about = f"the same application over {baseline.about}; workers: {self.asked.workers}"
        return Target(baseline.name, about, server.url)

    def _start(self, name: str, arguments: Sequence[str]) -> Running:
        command = [*arguments, "--workers", str(self.asked.workers)]
        say(f"Starting {name} …")
        server = self._servers.enter_context(running(name, command, self.workshop.choices.environ))
        self._started[server.url] = server
        return server

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """Adds the last lines of its log to the error of a server of ours that stopped."""
        try:
            yield
        except ServerStopped as error:
            server = self._started.get(error.url)
            if server is None:
                raise
            raise ServerStopped(error.url, error.reason, server.last_lines) from error


def show(bench: Bench) -> None:
    """The table on standard output."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    shown = Table(box=None, title="Answers under load", title_justify="left", title_style="bold")
    for at, head in enumerate(table.HEADS):
        shown.add_column(head, justify="right" if at else "left", no_wrap=True)
    for cells in table.lines(bench):
        shown.add_row(*cells)
    for line in table.conditions(bench):
        console.print(line, highlight=False, markup=False)
    console.print(shown)
    for note in table.notes(bench):
        console.print(note, style="dim", highlight=False, markup=False)


def _titles(path: Path) -> tuple[list[str], str]:
    return read_titles(path), f"titles of {path.name}"


def _labels(archive: Path) -> tuple[list[str], str]:
    appellations = Catalogue.load(archive).appellations.values()
    labels = [split_gender(one.libelle).masculine for one in appellations]
    return labels, "masculine forms of the labels"


def _minutes(plan: Plan, servers: int) -> float:
    """How long it takes when no server falls behind."""
    turns = plan.rounds * len(plan.rates) * servers
    return turns * (plan.warm_up + plan.seconds) / 60


def _name(rome: dict[str, str]) -> str:
    return f"{rome.get('version')} ({rome.get('source')})"


def _tell_row(name: str, row: Row) -> None:
    spans = " ".join(f"{at} {value:.3g}" for at, value in row.milliseconds.items())
    say(f"round {row.round}, {row.rate:g}/s, {name}: {spans} ms; errors {table.errors(row)}")
