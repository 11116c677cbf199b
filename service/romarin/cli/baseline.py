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
from romarin.evaluation.baselines.postgres import Cluster
from romarin.evaluation.baselines.referentiel import Referentiel
from romarin.evaluation.baselines.titles import DEEP, one_per_metier
from romarin.evaluation.ground import Ground

PART = "lookup"  # of a baseline


@dataclass(frozen=True, slots=True)
class BaselineLookup:
    """What a baseline answers, as /v1/completions tells it."""

    system: LookupSystem
    ground: Ground  # what the system answers from; what it has opened closes with it

    @property
    def release(self) -> Release:
        """The ROME it answers from."""
        return self.ground.catalogue.release

    def __call__(self, query: str, *, limit: int, group_by: GroupBy) -> Sequence[Suggestion]:
        """Up to `limit` suggestions, best first."""
        if group_by is GroupBy.METIER:
            found = one_per_metier(self.system(query, limit=DEEP * limit))[:limit]
        else:
            found = list(self.system(query, limit=limit))
        return [self._dress(answer) for answer in found]

    def _dress(self, answer: Answer) -> Suggestion:
        catalogue = self.ground.catalogue
        one = catalogue.appellations[answer.code]
        return Suggestion(
            code=one.code,
            libelle=one.libelle,
            libelle_court=one.libelle_court,
            code_rome=one.code_rome,
            libelle_metier=catalogue.metiers[one.code_rome].libelle,
            matched_form=one.libelle,
            score=min(max(answer.score, 0.0), 1.0),
            strength=answer.score,
            reason=Reason.WORDS,
            highlights=(),
            parts=(),
            evidence=None,
        )


def serve_baseline(name: str, archive: Path, *, host: str, port: int, workers: int) -> None:
    """Serves a baseline as `romarin serve` serves Romarin, until it is told to stop.

    Raises BaselineUnknown, or what keeps the baseline from being made.
    """
    named = {"ROMARIN_HOST": host, "ROMARIN_PORT": port, "ROMARIN_WORKERS": workers}
    settings = Settings.from_env(os.environ | {key: str(value) for key, value in named.items()})
    cache = cache_folder(os.environ) / "eval"
    with Ground(Catalogue.load(archive), cache) as ground:
        # Here before any process needs it: what is missing is told at once, and what is kept in
        # the cache is there for all.
        found = BaselineLookup(_made(name, ground), ground)
        others = partial(_lookup, name, archive, cache, Referentiel.lend(ground))
        serve(
            settings,
            lookup=others if workers > 1 else lambda: found,
            on_listening=lambda url: say(f"Listening on {url}"),
        )


def _lookup(name: str, archive: Path, cache: Path, cluster: Cluster | None) -> BaselineLookup:
    """The lookup of one process of several; what it needs lasts as long as the process.

    `cluster` is a PostgreSQL that the parent has filled: one for all processes.
    """
    ground = Ground(Catalogue.load(archive), cache)
    if cluster is not None:
        Referentiel.borrow(ground, cluster)
    return BaselineLookup(_made(name, ground), ground)


def _made(name: str, ground: Ground) -> LookupSystem:
    [baseline] = chosen(name, PART, baselines())
    assert baseline.lookup is not None  # those chosen have the part
    return baseline.lookup(ground)
