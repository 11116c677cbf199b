"""Quality: the share of queries answered right over HTTP, and keys saved as one types."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.bench.baseline import FUZZY
from tests.bench.build import build
from tests.bench.cases import (
    OUT_OF_SCOPE,
    Ask,
    Case,
    Codes,
    Verdict,
    hits,
    judge,
    misses,
    read_cases,
)
from tests.bench.client import Client
from tests.bench.conditions import CASES, Conditions
from tests.bench.figures import Chapter, Figure, Target, at_least, at_most
from tests.bench.queries import Titles, completion_path
from tests.bench.server import Server, serving, serving_baseline, version

HEADLINE = {"hit@1": at_least(0.85), "hit@5": at_least(0.95)}
ONE_MISS = {"missed": at_most(1)}
MEANT = {"hit@5": at_least(0.8)}
SKILLS = {"hit@5": at_least(0.9)}
LOOKUP_CHECK = {**HEADLINE, "oos": at_most(1 / 15)}  # one of the 15 dev rows
KEYSTROKES = {"saved": at_least(0.72), "lost": at_most(0.015)}
FAMILIES: Mapping[str, Mapping[str, Target]] = {
    "acronym": ONE_MISS,
    "typo": ONE_MISS,
    "noaccent": ONE_MISS,
    "feminine": ONE_MISS,
    "plural_inclusive": ONE_MISS,
    "multiword_order": ONE_MISS,
    "noisy_title": ONE_MISS,
    "everyday": MEANT,
    "english": MEANT,
    OUT_OF_SCOPE: {"answered": at_most(1)},
}
PREFIX = "prefix"
STARTER = "starter"
DEV = "queries_dev.tsv"
OWN = "eval/cases/lookup"


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:  # noqa: ARG001 - a part
    """Dev queries where there are some, our own cases, skills, and keystrokes."""
    sets = _case_sets(conditions.shared)
    skills = read_cases(CASES / "competences.tsv")
    with serving(conditions) as server:
        source = version(server)["source"]
        found = [judge(cases, _appellations(server)) for cases in sets.values()]
        found_skills = judge(skills, _competences(server))
        checks = _independent_chapters(server, conditions)
    fuzzy = _by_fuzzy(conditions, sets.values())
    chapters = [
        _chapter(name, ours, baseline, targets=FAMILIES if name == DEV else {})
        for (name, ours, baseline) in zip(sets, found, fuzzy, strict=True)
    ]
    if source != STARTER:  # whose skills have codes of their own
        chapters.append(_skills_chapter(found_skills))
    chapters += checks
    if conditions.priors is not None:
        chapters += _with_priors(conditions, conditions.priors)
    return [_warned(chapter) for chapter in chapters] if source == STARTER else chapters


def _case_sets(shared: Path | None) -> dict[str, list[Case]]:
    """Our own cases, and the dev queries before them where `shared` has some."""
    own = [case for path in sorted((CASES / "lookup").glob("*.tsv")) for case in read_cases(path)]
    dev = shared / "eval" / "queries_dev.tsv" if shared else None
    sets = {DEV: read_cases(dev)} if dev is not None and dev.is_file() else {}
    return {**sets, OWN: own}


def _appellations(server: Server) -> Ask:
    return partial(_ask, Client(server), "/v1/completions", ("appellation", "metier"))


def _competences(server: Server) -> Ask:
    return partial(_ask, Client(server), "/v1/competences/completions", ("competence",))


def _ask(client: Client, route: str, parts: Sequence[str], query: str) -> list[Codes]:
    """The codes of each answer, best first."""
    answered = client.json(completion_path(query, route))["suggestions"]
    return [frozenset(one[part]["code"] for part in parts) for one in answered]


def _by_fuzzy(conditions: Conditions, sets: Iterable[list[Case]]) -> list[list[Verdict]]:
    """The same over RapidFuzz; a quick bench has no time for it."""
    if conditions.quick:
        return [[] for _ in sets]
    with serving_baseline(FUZZY, conditions) as server:
        return [judge(cases, _appellations(server)) for cases in sets]


def _chapter(
    name: str,
    ours: Sequence[Verdict],
    baseline: Sequence[Verdict],
    *,
    targets: Mapping[str, Mapping[str, Target]],
) -> Chapter:
    """Everything, everything but beginnings, which are the easiest, and family by family."""
    return Chapter(
        f"Lookup quality: {name}",
        [
            _share("all but out_of_scope", ours, baseline, HEADLINE if targets else {}),
            _share("the same without prefix", _unprefixed(ours), _unprefixed(baseline), {}),
            *_by_family(ours, baseline, targets),
        ],
        baseline="RapidFuzz WRatio over the same forms, thesaurus included" if baseline else "",
        in_times=False,
    )


def _skills_chapter(found: Sequence[Verdict]) -> Chapter:
    whole = _share("all but out_of_scope", found, [], SKILLS)
    return Chapter(
        "Skills quality: eval/cases/competences.tsv", [whole, *_by_family(found, [], {})]
    )


def _share(
    name: str, ours: Sequence[Verdict], baseline: Sequence[Verdict], targets: Mapping[str, Target]
) -> Figure:
    count = sum(one.family != OUT_OF_SCOPE for one in ours)
    return Figure(f"{name} ({count})", "", hits(ours), hits(baseline), targets)


def _by_family(
    ours: Sequence[Verdict],
    baseline: Sequence[Verdict],
    targets: Mapping[str, Mapping[str, Target]],
) -> list[Figure]:
    families, others = _grouped(ours), _grouped(baseline)
    return [
        Figure(
            f"{family} ({len(verdicts)})",
            "",
            _family_values(family, verdicts),
            _family_values(family, others[family]),
            targets.get(family, {}),
        )
        for family, verdicts in sorted(families.items())
    ]


def _family_values(family: str, verdicts: Sequence[Verdict]) -> dict[str, float]:
    if not verdicts:
        return {}
    if family == OUT_OF_SCOPE:
        return {"answered": float(sum(one.answered for one in verdicts))}
    return {**hits(verdicts), "missed": float(misses(verdicts))}


def _grouped(verdicts: Iterable[Verdict]) -> defaultdict[str, list[Verdict]]:
    grouped: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        grouped[verdict.family].append(verdict)
    return grouped


def _unprefixed(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.family != PREFIX]


def _independent_chapters(server: Server, conditions: Conditions) -> list[Chapter]:
    """What score_http.py of the shared tools makes of the same server."""
    script = conditions.shared / "tools" / "score_http.py" if conditions.shared else None
    if script is None or not script.is_file():
        return []
    figures = [_figure_of("lookup", _scored(script, server, "lookup"), LOOKUP_CHECK)]
    if not conditions.quick:
        figures.append(_figure_of("keystrokes", _scored(script, server, "keystrokes"), KEYSTROKES))
    return [Chapter("Independent check: score_http.py on the same server", figures)]


def _scored(script: Path, server: Server, task: str) -> dict[str, float]:
    """The measures that the script prints after the name of the task."""
    finished = subprocess.run(
        [sys.executable, "-B", str(script), server.url, task],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measures: dict[str, float] = json.loads(finished.stdout.partition(" ")[2])
    return measures


def _figure_of(name: str, measures: Mapping[str, float], targets: Mapping[str, Target]) -> Figure:
    values = {measure: float(measures[measure]) for measure in targets}
    return Figure(f"{name} ({measures['n']})", "", values, {}, targets)


def _with_priors(conditions: Conditions, priors: Path) -> list[Chapter]:
    """The headline once more, with a table of what is popular."""
    popular = replace(conditions, environ={**conditions.environ, "ROMARIN_PRIORS": str(priors)})
    build(popular.environ)
    with serving(popular) as server:
        figures = [
            _share(name, judge(cases, _appellations(server)), [], {})
            for name, cases in _case_sets(conditions.shared).items()
        ]
        checks = _independent_chapters(server, popular)
    return [
        Chapter(f"With the priors of {priors.name}", [*figures, *(checks and checks[0].figures)])
    ]


def _warned(chapter: Chapter) -> Chapter:
    note = "The starter catalogue answers; these cases are about the official ROME."
    return replace(chapter, notes=(*chapter.notes, note))
