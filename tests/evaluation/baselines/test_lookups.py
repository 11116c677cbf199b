"""What every baseline of lookup and titles holds to, each on the tiny archive."""

from collections.abc import Sequence

import pytest
from tests.fakes import HashingEncoder

from romarin.encoder import Matrix
from romarin.evaluation.answers import LookupSystem, TitleSystem
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.edit_distance import EDIT_DISTANCE
from romarin.evaluation.baselines.letters import TFIDF
from romarin.evaluation.baselines.meaning import TextEncoder
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.baselines.trigram import TRIGRAM
from romarin.evaluation.baselines.tsvector import TSVECTOR
from romarin.evaluation.baselines.vectors import E5, USE, lookup_by, titles_by
from romarin.evaluation.baselines.words import BM25
from romarin.evaluation.ground import Ground


class Letters(HashingEncoder):
    """Stands for an encoder of meaning; like one, it takes any text."""

    def encode(self, texts: Sequence[str], **_: object) -> Matrix:
        return super().encode([plain(text) for text in texts])


def letters_for_meaning() -> TextEncoder:
    return Letters(256)


MEANING = Baseline("meaning", "", lookup_by(letters_for_meaning), titles_by(letters_for_meaning))
QUICK = (TSVECTOR, TRIGRAM, BM25, TFIDF, EDIT_DISTANCE, MEANING)
SLOW = tuple(pytest.param(one, marks=pytest.mark.slow) for one in (USE, E5))
MISSPELT = "boulangere patissiere"
HOSTILE = ("\0", "a\0b", "\ud800", "'", "\\", "%", ":*", "日本語", "🥖", "x" * 300, "a " * 100)


@pytest.fixture(params=[*QUICK, *SLOW], ids=lambda one: one.name)
def baseline(request: pytest.FixtureRequest) -> Baseline:
    found: Baseline = request.param
    return found


@pytest.fixture
def lookup(baseline: Baseline, postgres_ground: Ground) -> LookupSystem:
    assert baseline.lookup is not None
    return baseline.lookup(postgres_ground)


@pytest.fixture
def titles(baseline: Baseline, postgres_ground: Ground) -> TitleSystem:
    assert baseline.titles is not None
    return baseline.titles(postgres_ground)


@pytest.mark.parametrize("typed", ["boulangère", "BOULANGERE", "vendeuse en boulangerie"])
def test_a_label_is_found_whatever_its_case_and_accents(lookup: LookupSystem, typed: str) -> None:
    assert lookup(typed, limit=5)[0].code_rome in ("D1901", "D1902")


def test_no_appellation_comes_twice(lookup: LookupSystem) -> None:
    answers = lookup("ouvrier boulanger", limit=25)
    codes = [answer.code for answer in answers]
    assert codes
    assert len(set(codes)) == len(codes)


def test_scores_go_down_from_one_to_zero_at_most(lookup: LookupSystem) -> None:
    scores = [answer.score for answer in lookup("ouvrier boulanger", limit=25)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_the_limit_only_cuts(lookup: LookupSystem) -> None:
    answers = list(lookup("boulanger", limit=25))
    assert [list(lookup("boulanger", limit=n)) for n in (1, 2, 3)] == [
        answers[:n] for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0"])
def test_a_blank_query_has_no_answer(lookup: LookupSystem, blank: str) -> None:
    assert list(lookup(blank, limit=10)) == []


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_an_error(lookup: LookupSystem, typed: str) -> None:
    assert len(lookup(typed, limit=10)) <= 10


def test_the_same_is_answered_twice(baseline: Baseline, postgres_ground: Ground) -> None:
    assert baseline.lookup is not None
    first, second = (baseline.lookup(postgres_ground) for _ in range(2))
    for typed in ("b", "boulan", MISSPELT):
        assert list(first(typed, limit=10)) == list(second(typed, limit=10))


def test_a_metier_comes_once_for_a_title(titles: TitleSystem) -> None:
    answers = titles("Ouvrier boulanger (H/F)", "", limit=10)
    codes = [answer.code_rome for answer in answers]
    assert codes[0] == "D1901"
    assert len(set(codes)) == len(codes)


def test_a_blank_title_without_a_text_has_no_answer(titles: TitleSystem) -> None:
    assert list(titles(" ", "", limit=10)) == []
    assert list(titles("(H/F)", " ", limit=10)) == []


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_title_or_text_is_an_error(titles: TitleSystem, typed: str) -> None:
    assert len(titles(typed, typed, limit=10)) <= 10


@pytest.mark.parametrize("reading", [BM25, TFIDF, *SLOW], ids=lambda one: one.name)
def test_a_text_tells_what_a_title_does_not(reading: Baseline, ground: Ground) -> None:
    assert reading.titles is not None
    system = reading.titles(ground)
    assert system.reads_text
    text = "Boulanger, ouvrier boulanger : vous pétrissez la pâte."
    assert system("Offre 123", text, limit=1)[0].code_rome == "D1901"
    assert system("", text, limit=1)[0].code_rome == "D1901"


def test_spelling_and_postgresql_read_titles_only(postgres_ground: Ground) -> None:
    for one in (TSVECTOR, TRIGRAM, EDIT_DISTANCE):
        assert one.titles is not None
        assert not one.titles(postgres_ground).reads_text


@pytest.mark.parametrize(
    ("typed", "first"),
    [("boulangge", "Boulanger"), ("boulanger ouvrier", "Ouvrier boulanger"), ("four", "Fournier")],
)
def test_spelling_forgives_letters_and_the_order_of_words(
    ground: Ground, typed: str, first: str
) -> None:
    assert EDIT_DISTANCE.lookup is not None
    assert EDIT_DISTANCE.lookup(ground)(typed, limit=1)[0].libelle.startswith(first)


def test_words_are_whole_or_nothing(ground: Ground) -> None:
    assert BM25.lookup is not None
    lookup = BM25.lookup(ground)
    assert list(lookup("boulang", limit=10)) == []
    assert lookup("fournil", limit=10)[0].libelle == "Responsable de fournil"
