"""Baseline: a lookup of the evaluation behind Romarin's own application and server."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from romarin.api import Settings, serve
from romarin.catalogue import Catalogue, Release, cache_folder
from romarin.cli.workshop import say
from romarin.engines import GroupBy, Reason, Suggestion
from romarin.evaluation.answers import Answer, LookupSystem
from romarin.evaluation.baselines import baselines, chosen
from romarin.evaluation.baselines.titles import DEEP, one_per_metier
from romarin.evaluation.ground import Ground

PART = "lookup"  # of a baseline


@dataclass(frozen=True, slots=True)
class BaselineLookup:
    """What a baseline answers, as /v1/completions tells it."""

    system: LookupSystem
    catalogue: Catalogue  # the one that the system answers from

    @property
    def release(self) -> Release:
        """The ROME it answers from."""
        return self.catalogue.release

    def __call__(self, query: str, *, limit: int, group_by: GroupBy) -> Sequence[Suggestion]:
        """Up to `limit` suggestions, best first."""
        if group_by is GroupBy.METIER:
            found = one_per_metier(self.system(query, limit=DEEP * limit))[:limit]
        else:
            found = list(self.system(query, limit=limit))
        return [self._dress(answer) for answer in found]

    def _dress(self, answer: Answer) -> Suggestion:
        one = self.catalogue.appellations[answer.code]
        return Suggestion(
            code=one.code,
            libelle=one.libelle,
            libelle_court=one.libelle_court,
            code_rome=one.code_rome,
            libelle_metier=self.catalogue.metiers[one.code_rome].libelle,
            matched_form=one.libelle,
            score=min(max(answer.score, 0.0), 1.0),
            reason=Reason.WORDS,
            highlights=(),
            parts=(),
        )


def serve_baseline(name: str, archive: Path, *, host: str, port: int, workers: int) -> None:
    """Serves a baseline as `romarin serve` serves Romarin, until it is told to stop.

    Raises BaselineUnknown, or what keeps the baseline from being made.
    """
    chosen(name, PART, baselines())
    settings = Settings.from_env(
        {
            **os.environ,
            "ROMARIN_HOST": host,
            "ROMARIN_PORT": str(port),
            "ROMARIN_WORKERS": str(workers),
        }
    )
    make = partial(_lookup, name, archive, cache_folder(os.environ) / "eval")
    serve(settings, lookup=make, on_listening=lambda url: say(f"Listening on {url}"))


def _lookup(name: str, archive: Path, cache: Path) -> BaselineLookup:
    """The lookup of one process; what it needs lasts as long as the process."""
    catalogue = Catalogue.load(archive)
    [baseline] = chosen(name, PART, baselines())
    assert baseline.lookup is not None  # those chosen have the part
    ground = Ground(catalogue, cache)
    return BaselineLookup(baseline.lookup(ground), catalogue)
