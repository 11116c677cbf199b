"""Task part: a result of `romarin eval` as a section of the page and of the summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from romarin.evaluation.comparison import leads
from romarin.evaluation.report import failures, numbers, plots, provenance, tables, verdicts
from romarin.evaluation.report.markdown import bullets, folded, table, text
from romarin.evaluation.report.meanings import headline, meaning, unit
from romarin.evaluation.report.palette import Palette
from romarin.evaluation.report.part import About, Chapter, Section, Tile
from romarin.evaluation.report.tables import Table
from romarin.evaluation.results import Result, Row
from romarin.evaluation.statistics import Difference

CASES_SHOWN = 25  # worst cases of a page
CASES_SUMMED_UP = 10  # of a summary
ANSWERS_SHOWN = 5
FAMILY_TABLES_SUMMED_UP = 2
SCORES = "Scores"


@dataclass(frozen=True)
class TaskPart:
    """One result; what several renderings need of it is worked out once."""

    result: Result

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """Raises what `Result.of_json` raises."""
        return cls(Result.of_json(told))

    @property
    def name(self) -> str:
        """That of the task."""
        return self.result.task

    @property
    def systems(self) -> Mapping[str, str]:
        """Romarin first, if it took part."""
        return {name: scores.about for name, scores in self.result.systems().items()}

    @cached_property
    def leads(self) -> Mapping[str, Sequence[Difference]]:
        """Of Romarin over each baseline."""
        return leads(self.result)

    @cached_property
    def verdict(self) -> str:
        """In one sentence."""
        return verdicts.sentence(self.result, self.leads)

    @cached_property
    def failures(self) -> list[failures.Failure]:
        """The worst cases first."""
        return failures.failures(self.result)

    def section(self, anchor: str, palette: Palette) -> Section:
        """Headline first, worst cases and provenance last."""
        chapters = [
            chapter
            for chapter in (*self._measured(anchor, palette), self._worst(anchor))
            if chapter.plots or chapter.tables or chapter.data
        ]
        return Section(
            anchor=anchor,
            title=f"{self.name}: {provenance.named(self.result.cases)}",
            verdict=self.verdict,
            conditions=provenance.conditions(self.result),
            tiles=self._tiles(),
            systems=self.systems,
            chapters=[*chapters, self._about(anchor)],
        )

    def markdown(self) -> str:
        """Verdict, headline, families, leads and worst cases."""
        result = self.result
        families = tables.family_tables(result)[:FAMILY_TABLES_SUMMED_UP]
        lead = tables.lead_table(result, self.leads)
        return "\n\n".join(
            [
                f"## {text(self.name)}: {text(provenance.named(result.cases))}",
                f"**{text(self.verdict)}**",
                table(tables.headline_table(result)),
                *(f"{text(one.title)}\n\n{table(one)}" for one in families),
                *([folded(f"{lead.title}, by paired tests", table(lead))] if lead else []),
                *self._worst_in_markdown(),
                f"{text(provenance.conditions(result))}. {text(provenance.licence(result))}.",
                *([bullets(result.notes)] if result.notes else []),
            ]
        )

    def _measured(self, anchor: str, palette: Palette) -> list[Chapter]:
        result = self.result
        drawn = {one.title: one.plots for one in plots.plots(result, palette, anchor)}
        lead = tables.lead_table(result, self.leads)
        figures = tables.figure_tables(result)
        chapters = {
            "Headline figures": [tables.headline_table(result), *([lead] if lead else [])],
            "Families": tables.family_tables(result),
            "Levels and types": tables.further_tables(result),
            "Keystrokes": [],
            SCORES: [one for one in figures if one.title == SCORES],
            "Latency": [latency] if (latency := tables.latency_table(result)) else [],
            "All figures": [one for one in figures if one.title != SCORES],
        }
        return [
            Chapter(
                f"{anchor}-{title.split()[0].lower()}",
                title,
                plots=drawn.get(title, ()),
                tables=[one for one in of if one.lines],
            )
            for title, of in chapters.items()
        ]

    def _worst(self, anchor: str) -> Chapter:
        found, asked = self.failures, self.result.count
        first = next(iter(self.systems), "")
        marked = failures.marks_answers(self.name)
        counts = failures.by_kind(found).items()
        kinds = ", ".join(f"{kind} ({count:,})" for kind, count in counts)
        return Chapter(
            f"{anchor}-worst",
            "Worst cases",
            about=f"{len(found):,} of {asked:,} cases of {first} went wrong: {kinds}.",
            template="cases.html",
            data=[Case.of(at, one, marked=marked) for at, one in enumerate(found[:CASES_SHOWN], 1)],
        )

    def _about(self, anchor: str) -> Chapter:
        return Chapter(
            f"{anchor}-about",
            "What was measured",
            template="about.html",
            data=About(provenance.facts(self.result), self.systems, self.result.notes),
        )

    def _tiles(self) -> list[Tile]:
        """Romarin's headline; that of the first baseline where it took no part."""
        systems = self.result.systems()
        scores = self.result.own or next(iter(systems.values()), None)
        if scores is None:
            return []
        return [
            Tile(
                name,
                numbers.printed(scores.all[name], unit(name)),
                numbers.span(*scores.confidence[name], unit(name))
                if name in scores.confidence
                else "",
                meaning(name),
            )
            for name in headline(self.name)
            if name in scores.all
        ]

    def _worst_in_markdown(self) -> list[str]:
        if not self.failures:
            return []
        shown = self.failures[:CASES_SUMMED_UP]
        lines = [
            tables.Line(
                one.row.id,
                "",
                tuple(
                    tables.Cell(told)
                    for told in (
                        "; ".join(one.row.expected[:2]),
                        next(iter(one.row.answers), ""),
                        one.reason.text,
                    )
                ),
            )
            for one in shown
        ]
        columns = ("expected", "first answer", "why")
        listed = Table("", "", "case", columns, tuple(lines))
        title = f"Worst {len(shown)} of {len(self.failures):,} cases that went wrong"
        return [folded(title, table(listed, right=False))]


@dataclass(frozen=True, slots=True)
class Case:
    """A worst case as its template shows it."""

    number: int
    name: str
    family: str
    why: str
    expected: Sequence[str]
    more: int  # expected ones that are not shown
    answers: Sequence[tuple[str, bool]]  # the first, and whether they are right
    ranks: str
    elsewhere: Sequence[str]  # other systems with which nothing went wrong

    @classmethod
    def of(cls, number: int, one: failures.Failure, *, marked: bool) -> Self:
        """Only what a row holds: ids, codes and labels; right answers are told as such if asked."""
        row = one.row
        codes = {told.split(" ")[0] for told in row.expected} if marked else set()
        return cls(
            number=number,
            name=row.id.removeprefix(f"{row.family}: "),
            family=row.family,
            why=one.reason.text,
            expected=row.expected[:ANSWERS_SHOWN],
            more=max(0, len(row.expected) - ANSWERS_SHOWN),
            answers=[(told, _right(told, codes)) for told in row.answers[:ANSWERS_SHOWN]],
            ranks=_ranks(row),
            elsewhere=one.elsewhere,
        )


def _right(answer: str, codes: set[str]) -> bool:
    """Answers begin with an OGR, a code ROME, or both."""
    return not codes.isdisjoint(answer.split(" ")[:2])


def _ranks(row: Row) -> str:
    """What was seen after each key: a rank, a dot for none right, a dash for nothing at all."""
    signs = {0: "·", -1: "–"}
    return " ".join(signs.get(rank, str(rank)) for rank in row.ranks)
