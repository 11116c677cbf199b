"""Calibration: `romarin eval calibrate`, from case files to the numbers of the engines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from romarin.catalogue import Catalogue
from romarin.cli.workshop import Workshop
from romarin.encoder import write_scale
from romarin.engines import Lookup, SkillLookup
from romarin.evaluation.calibrating import Engine, fit_confidence, fit_scale, judged, typed
from romarin.evaluation.cases import QueryCase, read_offers, read_queries
from romarin.evaluation.results import write_whole


@dataclass(frozen=True, slots=True)
class Material:
    """The cases that the fits learn from."""

    queries: tuple[Path, ...]
    competences: tuple[Path, ...]
    titles: Path | None
    coding: Path | None  # an expert's codes: titles that it does not code teach nothing
    seed: int

    def of_jobs(self, catalogue: Catalogue) -> list[QueryCase]:
        """Queries, and the titles that an expert coded."""
        return [*self._queries(self.queries, catalogue), *self._titles(catalogue)]

    def of_skills(self, catalogue: Catalogue) -> list[QueryCase]:
        """Queries for skills."""
        return list(self._queries(self.competences, catalogue, of_skills=True))

    def _queries(
        self, paths: tuple[Path, ...], catalogue: Catalogue, *, of_skills: bool = False
    ) -> Iterator[QueryCase]:
        for path in paths:
            yield from read_queries(path, catalogue, of_skills=of_skills).cases

    def _titles(self, catalogue: Catalogue) -> Iterator[QueryCase]:
        if self.titles is None or self.coding is None:
            return
        for one in read_offers(self.titles, catalogue, coding=self.coding).cases:
            if one.accepted:
                yield QueryCase(one.title, "title", (), one.accepted)


def calibrate_engines(
    workshop: Workshop, material: Material, *, scale: Path | None, confidence: Path | None
) -> None:
    """Fits the scale of the encoder's cosines, then the confidence of the answers it helps find."""
    catalogue = Catalogue.load(workshop.locate().path)
    jobs, skills = material.of_jobs(catalogue), material.of_skills(catalogue)
    artefact, encoder = workshop.open()
    if scale is not None:
        engine = Lookup.of(artefact, encoder)
        near = ((engine.near(case.query), case) for case in jobs)
        fitted = fit_scale([(one, case) for one, case in near if one is not None], engine.codes)
        write_scale(scale, fitted)
        typer.echo(f"{scale}: {fitted}")
        artefact, encoder = Workshop(workshop.choices).open()  # read again, with its new scale
    if confidence is None:
        return
    engines: dict[str, tuple[Engine, list[QueryCase]]] = {
        "appellations": (Lookup.of(artefact, encoder), jobs),
        "competences": (SkillLookup.of(artefact, encoder), skills),
    }
    numbers = {}
    for kind, (asked, cases) in engines.items():
        answers = list(judged(asked, typed(cases, seed=material.seed)))
        numbers[kind], figures = fit_confidence(answers)
        typer.echo(f"{kind}: {', '.join(f'{n} {v:.3g}' for n, v in figures.items())}")
    write_whole(confidence, json.dumps(numbers, indent=1) + "\n")
