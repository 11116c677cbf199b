"""What every list of suggestions keeps to, whatever is typed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.queries import WORDS, queries
from tests.fakes import HashingEncoder

from romarin.engines import GroupBy, Lookup, Reason, SkillLookup

LIMITS = (1, 5, 24)
tried = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)


@given(query=queries)
@tried
def test_the_first_answers_never_depend_on_the_limit(any_lookup: Lookup, query: str) -> None:
    most = any_lookup(query, limit=25)
    for limit in LIMITS:
        assert any_lookup(query, limit=limit) == most[:limit]


@given(query=queries)
@tried
def test_the_first_metiers_never_depend_on_the_limit(any_lookup: Lookup, query: str) -> None:
    most = any_lookup(query, limit=25, group_by=GroupBy.METIER)
    for limit in LIMITS:
        assert any_lookup(query, limit=limit, group_by=GroupBy.METIER) == most[:limit]


@given(query=queries)
@tried
def test_the_first_skills_never_depend_on_the_limit(any_skills: SkillLookup, query: str) -> None:
    most = any_skills(query, limit=25)
    for limit in LIMITS:
        assert any_skills(query, limit=limit) == most[:limit]


@given(query=queries)
@tried
def test_no_appellation_is_shown_twice(any_lookup: Lookup, query: str) -> None:
    codes = [suggestion.code for suggestion in any_lookup(query, limit=25)]
    assert len(codes) == len(set(codes))


@given(query=queries)
@tried
def test_grouped_by_metier_each_code_rome_shows_once(any_lookup: Lookup, query: str) -> None:
    suggestions = any_lookup(query, limit=25, group_by=GroupBy.METIER)
    codes = [suggestion.code_rome for suggestion in suggestions]
    assert len(codes) == len(set(codes))


@given(query=queries)
@tried
def test_grouped_by_metier_the_best_appellation_of_each_is_kept(
    any_lookup: Lookup, query: str
) -> None:
    every = any_lookup(query, limit=25)
    grouped = any_lookup(query, limit=25, group_by=GroupBy.METIER)
    best: dict[str, str] = {}
    for suggestion in every:
        best.setdefault(suggestion.code_rome, suggestion.code)
    shown = {suggestion.code_rome: suggestion.code for suggestion in grouped}
    assert shown.items() >= dict(list(best.items())[: len(shown)]).items()


@given(query=queries)
@tried
def test_scores_lie_in_0_to_1_and_never_rise(any_lookup: Lookup, query: str) -> None:
    for group_by in GroupBy:
        scores = [s.score for s in any_lookup(query, limit=25, group_by=group_by)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


@given(query=queries)
@tried
def test_scores_of_skills_lie_in_0_to_1_and_never_rise(any_skills: SkillLookup, query: str) -> None:
    scores = [suggestion.score for suggestion in any_skills(query, limit=25)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(query=queries)
@tried
def test_the_parts_explain_the_strength(any_lookup: Lookup, query: str) -> None:
    for suggestion in any_lookup(query, limit=25):
        if suggestion.reason is Reason.CODE:
            continue  # nothing to weigh
        parts = suggestion.parts
        assert sum(part.value for part in parts) == pytest.approx(suggestion.strength, abs=1e-5)
        assert sum(part.ceiling for part in parts) == pytest.approx(1, abs=1e-5)
        assert all(part.value <= part.ceiling + 1e-6 or not part.ceiling for part in parts)


@given(query=queries)
@tried
def test_the_same_query_has_the_same_answers(any_lookup: Lookup, query: str) -> None:
    assert any_lookup(query, limit=25) == any_lookup(query, limit=25)


def test_another_process_would_answer_the_same(
    hashing_artefact: Path, hashing_encoder: HashingEncoder, lookup: Lookup
) -> None:
    other = Lookup.load(hashing_artefact, encoder=hashing_encoder)
    for word in WORDS:
        assert other(word) == lookup(word)


def test_eight_threads_get_the_answers_of_one(any_lookup: Lookup) -> None:
    typed = [" ".join(pair) for pair in zip(WORDS, WORDS[7:], strict=False)]
    alone = [any_lookup(query) for query in typed]
    with ThreadPoolExecutor(8) as pool:
        for together in pool.map(lambda _: [any_lookup(query) for query in typed], range(8)):
            assert together == alone
