"""Engine: time of one lookup in one thread, without HTTP, by length of the query."""

import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.bench.cases import read_cases
from tests.bench.conditions import CASES, ROOT, Conditions, own_process
from tests.bench.figures import Chapter, Figure, Target, at_most, percentiles
from tests.bench.queries import GROUPS, Lengths, Titles, beginnings

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
ENCODER_TARGETS = {"p50": at_most(3)}


Job: TypeAlias = dict[str, list[str]]  # queries, by what is timed on them
Times: TypeAlias = dict[str, list[float]]  # milliseconds of each


@dataclass(frozen=True, slots=True)
class Timed:
    """Queries, and the milliseconds of each."""

    queries: Sequence[str]
    milliseconds: Sequence[float]


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:
    """Lookup and skills, each beside RapidFuzz over the same forms."""
    chance = random.Random(conditions.seed)
    whole = [case.query for case in read_cases(CASES / "competences.tsv")]
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
    encoder = Figure(
        "the encoder alone, one query", "ms", percentiles(times["encoder"]), {}, ENCODER_TARGETS
    )
    lookup = by_length(
        Timed(job["lookup"], times["lookup"]),
        Timed(job["fuzzy lookup"], times["fuzzy lookup"]),
        LOOKUP_TARGETS,
    )
    return Chapter(
        f"Lookup engine, one thread: beginnings of {source}",
        [*lookup, encoder] if times["encoder"] else lookup,
        baseline="RapidFuzz WRatio over the same forms",
    )


def _skills_chapter(job: Job, times: Times) -> Chapter:
    baseline = Timed(job["fuzzy skills"], times["fuzzy skills"])
    whole = Figure(
        f"queries as written ({len(job['whole skills'])})",
        "ms",
        percentiles(times["whole skills"]),
        percentiles(times["fuzzy whole skills"]),
        SKILL_TARGETS,
    )
    typed = by_length(Timed(job["skills"], times["skills"]), baseline, SKILL_TARGETS)
    return Chapter(
        "Skills engine, one thread: our own queries, and their beginnings",
        [whole, *typed],
        baseline="RapidFuzz WRatio over the same forms",
    )
