"""Timing: a process of its own that times the engines in one thread.

The queries come in on standard input and only times go out: nothing that was typed is kept.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz, process

from romarin.api import Settings
from romarin.api.loading import open_engines
from romarin.engines import GroupBy, load_encoder_of
from romarin.index import Artefact, Section
from romarin.text import fold

LEAST = 60.0  # of 100: WRatio gives as much to any two texts that share a few letters
WALL, PROCESSOR = "wall", "processor"
LIMIT = 10
WARM_UP = ("boulanger", "aide soign", "M1855", "technicien de maint", "xkcd", "chef", "a")

Answer: TypeAlias = Callable[[str], object]


def main() -> None:
    """Times each list of queries with what it is named for; milliseconds, in order."""
    job: dict[str, list[str]] = json.load(sys.stdin)
    answers = _answers(Settings.from_env({**os.environ, "ROMARIN_ARTEFACTS": sys.argv[1]}))
    times = {
        name: _times(answers[name], queries) for name, queries in job.items() if name in answers
    }
    json.dump(times, sys.stdout)


def _answers(settings: Settings) -> dict[str, Answer]:
    engines = open_engines(settings)
    assert engines.skills is not None  # an artefact holds both
    artefact = Artefact.open(Path(sys.argv[1]))
    lookup = partial(engines.lookup, limit=LIMIT, group_by=GroupBy.APPELLATION)
    skills = partial(engines.skills, limit=LIMIT, types=())
    fuzzy_skills = _fuzzy(artefact.section("competences"))
    answers: dict[str, Answer] = {
        "lookup": lookup,
        "skills": skills,
        "whole skills": skills,
        "fuzzy lookup": _fuzzy(artefact.section("appellations")),
        "fuzzy skills": fuzzy_skills,
        "fuzzy whole skills": fuzzy_skills,
    }
    encoder = load_encoder_of(artefact, settings.encoder)
    if encoder is not None:
        answers["encoder"] = lambda query: encoder.encode([query])
    return answers


def _fuzzy(section: Section) -> Answer:
    """What a developer would write first: RapidFuzz over every form, folded both."""
    forms = [fold(text) for text in section.lexical.texts]
    extract = partial(
        process.extract, choices=forms, scorer=fuzz.WRatio, limit=LIMIT, score_cutoff=LEAST
    )
    return lambda query: extract(fold(query))


def _times(answer: Answer, queries: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each query; the first calls, which load things, are not among them."""
    for query in WARM_UP:
        answer(query)
    times: dict[str, list[float]] = {WALL: [], PROCESSOR: []}
    for query in queries:
        worked, started = time.thread_time(), time.perf_counter()
        answer(query)
        times[WALL].append((time.perf_counter() - started) * 1e3)
        times[PROCESSOR].append((time.thread_time() - worked) * 1e3)
    return times


if __name__ == "__main__":
    main()
