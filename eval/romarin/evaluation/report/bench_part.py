"""Bench part: a result of `romarin bench` as a section of the page and of the summary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from romarin.evaluation.load import table as load_table
from romarin.evaluation.load.outcome import Bench, Measured, Plan, Row
from romarin.evaluation.report import numbers, provenance
from romarin.evaluation.report.markdown import text
from romarin.evaluation.report.palette import Palette
from romarin.evaluation.report.part import About, Chapter, Section, Tile
from romarin.evaluation.report.pen import SHORTEST, Curve, Pen, Plot, Words
from romarin.evaluation.report.tables import Cell, Line, Table
from romarin.evaluation.results import OWN

PERCENTILES = ("p50", "p95", "p99")
ABOUT = "All rounds together, from when a request was due, so that a queue shows."


@dataclass(frozen=True, slots=True)
class BenchPart:
    """One bench: servers of the same machine under the same requests."""

    bench: Bench

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """What `Bench.to_json` gave. Raises KeyError or TypeError for something else."""
        return cls(
            Bench(
                machine=told["machine"],
                rome=told["rome"],
                encoder=told["encoder"],
                commit=told["commit"],
                traffic=told["traffic"],
                plan=Plan(**_of(Plan, told)),
                workers=told["workers"],
                own=_measured(OWN, told),
                baselines=[_measured(name, one) for name, one in told["baselines"].items()],
            )
        )

    @property
    def name(self) -> str:
        """As the command."""
        return "bench"

    @property
    def systems(self) -> Mapping[str, str]:
        """Romarin first."""
        return {one.name: one.about for one in self.bench.all}

    def section(self, anchor: str, palette: Palette) -> Section:
        """Times by rate, drawn and tabled, then where and how they were taken."""
        notes = load_table.notes(self.bench)
        return Section(
            anchor=anchor,
            title=f"bench: {self.bench.traffic['kind']} traffic",
            verdict=self._verdict(),
            conditions=" · ".join(
                (
                    provenance.rome(self.bench.rome),
                    f"encoder {self.bench.encoder or 'none'}",
                    f"commit {self.bench.commit}",
                )
            ),
            tiles=self._tiles(),
            systems=self.systems,
            chapters=[
                Chapter(
                    f"{anchor}-times",
                    "Times by rate",
                    plots=list(_drawn(self.bench, palette, anchor)),
                    tables=[_table(self.bench)],
                ),
                Chapter(
                    f"{anchor}-about",
                    "What was measured",
                    template="about.html",
                    data=About(self._facts(), self.systems, notes),
                ),
            ],
        )

    def markdown(self) -> str:
        """As `romarin bench --markdown` has it, under a heading, with the verdict."""
        head = f"## bench: {text(str(self.bench.traffic['kind']))} traffic"
        return (
            f"{head}\n\n**{text(self._verdict())}**\n\n{load_table.markdown(self.bench)}".rstrip()
        )

    def _verdict(self) -> str:
        rows = self.bench.own.whole
        if not rows:
            return "Nothing was measured."
        least = min(rows, key=lambda row: row.rate)
        p95 = least.milliseconds.get("p95")
        if p95 is None:
            return f"Romarin answered nothing at {least.rate:g} requests a second."
        told = f"At {least.rate:g} requests a second, 95 % come within {numbers.milliseconds(p95)}"
        most = max(row.rate for row in rows)
        at = self.bench.own.queue_from
        queue = f"no queue up to {most:g}" if at is None else f"requests queue from {at:g} on"
        return f"{told}; {queue}." if len(rows) > 1 else f"{told}."

    def _tiles(self) -> list[Tile]:
        rows = self.bench.own.whole
        if not rows:
            return []
        least = min(rows, key=lambda row: row.rate)
        return [
            Tile(name, numbers.milliseconds(least.milliseconds[name]), "", f"at {least.rate:g}/s")
            for name in PERCENTILES
            if name in least.milliseconds
        ]

    def _facts(self) -> Mapping[str, str]:
        bench, plan = self.bench, self.bench.plan
        return {
            "Traffic": f"{bench.traffic['kind']}: {bench.traffic['titles']}",
            "Rounds": f"{plan.rounds} of {plan.seconds:g} s after {plan.warm_up:g} s of warm-up",
            "Seed": str(plan.seed),
            **{name.capitalize(): value for name, value in bench.machine.items()},
            "Workers": str(bench.workers),
            "ROME": provenance.rome(bench.rome).removeprefix("ROME "),
            "Licence": provenance.licence_of(bench.rome),
            "Encoder": bench.encoder or "none",
            "Commit": bench.commit,
        }


def _measured(name: str, told: Mapping[str, Any]) -> Measured:
    return Measured(name, told["about"], [Row(**_of(Row, row)) for row in told["rows"]])


def _of(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record among others."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in told.items() if name in names}


def _table(bench: Bench) -> Table:
    lines = load_table.lines(bench)
    return Table(
        "Rates and servers",
        ABOUT,
        load_table.HEADS[0],
        load_table.HEADS[1:],
        tuple(Line(name, "", tuple(map(Cell, cells))) for name, *cells in lines),
    )


def _drawn(bench: Bench, palette: Palette, anchor: str) -> Iterator[Plot]:
    pen = Pen(palette, f"{anchor}-plot")
    for percentile in PERCENTILES:
        curves = {one.name: _by_rate(one, percentile) for one in bench.all}
        curves = {name: curve for name, curve in curves.items() if len(curve[0]) > 1}
        if curves:
            words = Words(f"{percentile} by rate", ABOUT, "requests a second", "milliseconds")
            yield pen.loads(words, curves)


def _by_rate(one: Measured, percentile: str) -> Curve:
    points = sorted(
        (row.rate, max(SHORTEST, row.milliseconds[percentile]))
        for row in one.whole
        if percentile in row.milliseconds
    )
    return [rate for rate, _ in points], [at for _, at in points]
