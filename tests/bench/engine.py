"""Engine: time of one lookup in one thread, without HTTP, by length of the query."""

import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.bench.conditions import CASES, ROOT, Conditions, own_process
from tests.bench.figures import Chapter, Figure, Target, at_most, percentiles
from tests.bench.queries import GROUPS, Lengths, Titles, beginnings, column
from tests.bench.timing import PROCESSOR, WALL

CUTS = 6  # lengths tried of each title
ENCODED = 300  # queries for the encoder alone
FUZZY = (150, 30)  # queries for the baseline, which takes long: full and quick
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
LOOKUP_TARGETS = {"p50": at_most(3), "p95": at_most(6)}
SKILL_TARGETS = {"p95": at_most(6)}
BASELINE = "RapidFuzz WRatio over the same forms"
ENCODER_TARGETS = {"p50": at_most(3)}


Job: TypeAlias = dict[str, list[str]]  # queries, by what is timed on them
# Milliseconds of each query: on the wall, and of the processor, which is less on a busy machine.
Times: TypeAlias = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Timed:
    """Queries, and the milliseconds of each."""

    queries: Sequence[str]
    milliseconds: Sequence[float]


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Lookup and skills, each beside RapidFuzz over the same forms."""
    chance = random.Random(conditions.seed)
    whole = column(CASES / "competences.tsv", "query")
    skills = beginnings(whole, cuts=conditions.pick(CUTS, 2), chance=chance)
    queries = titles.typed(titles=conditions.pick(300, 100), cuts=CUTS)
    fuzzy = conditions.pick(*FUZZY)
    job = {
        "lookup": queries,
        "encoder": queries[:ENCODED],
        "whole skills": whole,
        "skills": [query for query in skills if query not in set(whole)],
        "fuzzy lookup": queries[:fuzzy],
        "fuzzy whole skills": whole[: fuzzy // 3],
        "fuzzy skills": skills[: fuzzy // 3],
    }
    times = _run(conditions, job)
    return [_lookup_chapter(titles.source, job, times), _skills_chapter(job, times)]


def by_length(
    timed: Timed, baseline: Timed, targets: Mapping[str, Target] | None = None
) -> list[Figure]:
    """One figure for all queries, which the targets are for, and one for each group of lengths."""
    whole = Figure(
        f"all lengths ({len(timed.queries):,} queries)",
        "ms",
        percentiles(timed.milliseconds),
        percentiles(baseline.milliseconds),
        targets or {},
    )
    groups = (
        Figure(
            f"{group} characters ({sum(query in group for query in timed.queries):,})",
            "ms",
            percentiles(_within(timed, group)),
            percentiles(_within(baseline, group)),
        )
        for group in GROUPS
    )
    return [whole, *groups]


def _within(timed: Timed, group: Lengths) -> list[float]:
    return [
        spent
        for query, spent in zip(timed.queries, timed.milliseconds, strict=True)
        if query in group
    ]


def _run(conditions: Conditions, job: Job) -> Times:
    finished = subprocess.run(
        own_process("timing", str(conditions.artefact)),
        input=json.dumps(job),
        cwd=ROOT,
        env={**conditions.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    times: Times = json.loads(finished.stdout)
    return times


def _lookup_chapter(source: str, job: Job, times: Times) -> Chapter:
    figures = [
        *_figures("lookup", job, times, LOOKUP_TARGETS),
        _processor("lookup", times),
    ]
    if "encoder" in times:
        alone = percentiles(times["encoder"][WALL])
        figures.append(Figure("the encoder alone, one query", "ms", alone, {}, ENCODER_TARGETS))
    return Chapter(f"Lookup engine, one thread: beginnings of {source}", figures, baseline=BASELINE)


def _skills_chapter(job: Job, times: Times) -> Chapter:
    whole = Figure(
        f"queries as written ({len(job['whole skills'])})",
        "ms",
        percentiles(times["whole skills"][WALL]),
        percentiles(times["fuzzy whole skills"][WALL]),
        SKILL_TARGETS,
    )
    typed = _figures("skills", job, times, SKILL_TARGETS)
    return Chapter(
        "Skills engine, one thread: our own queries, and their beginnings",
        [whole, *typed, _processor("skills", times)],
        baseline=BASELINE,
    )


def _figures(name: str, job: Job, times: Times, targets: Mapping[str, Target]) -> list[Figure]:
    timed, baseline = (Timed(job[one], times[one][WALL]) for one in (name, f"fuzzy {name}"))
    return by_length(timed, baseline, targets)


def _processor(name: str, times: Times) -> Figure:
    return Figure(
        "all lengths, time of the processor",
        "ms",
        percentiles(times[name][PROCESSOR]),
        percentiles(times[f"fuzzy {name}"][PROCESSOR]),
    )
