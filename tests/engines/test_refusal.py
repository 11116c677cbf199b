"""Refusal: what is no job has no answer."""

import pytest

from romarin.engines import GroupBy, Lookup, SkillLookup

PLACES = ("Paris", "lyon", "Saint-Étienne", "aix en provence", "PARIS 15", "nantes 44", "75011")
GREETINGS = ("bonjour", "Bonsoir", "merci", "salut", "bonjour madame")
MASHING = ("azertyuiop", "qsdfgh", "sdfsdf", "fdjskl", "zzzzzz", "xxxx", "jkjkjk", "wxcvbn")
NUMBERS = ("12", "0", "1500", "35h", "2000 €", "0612345678", "3,5", "2025")
TERMS = ("cdi", "CDD", "temps plein", "temps partiel", "cdi 35h paris", "H/F", "(h/f)", "smic")
NOTHING = ("", " ", "\t\n\r", "\u00a0", "…", "---", "/", "()", "'", "''", "?!")
SIGNS = ("🙂", "👩‍⚕️", "🙂🙂 🙂", "\u200b", "\ufeff", "\u0301", "→", "日本語", "مدرس", "\ud800")
HOSTILE = ("\0", "\0\0\0", "../../etc/passwd", "%00", "{{7*7}}")
NO_JOB = (*PLACES, *GREETINGS, *MASHING, *NUMBERS, *TERMS, *NOTHING, *SIGNS, *HOSTILE)


@pytest.mark.parametrize("typed", NO_JOB, ids=ascii)
def test_no_answer_for_what_is_no_job(lookup: Lookup, typed: str) -> None:
    assert lookup(typed) == []
    assert lookup(typed, group_by=GroupBy.METIER) == []


# Letters that no label holds say nothing by their words; their vector still lies near something.
@pytest.mark.slow
@pytest.mark.parametrize("typed", ["qqqq", "jjjj", "dddd"])
def test_no_answer_for_one_letter_held_down(full_lookup: Lookup, typed: str) -> None:
    assert full_lookup(typed) == []


@pytest.mark.slow
@pytest.mark.parametrize("typed", NO_JOB, ids=ascii)
def test_no_answer_of_the_full_rome_for_what_is_no_job(full_lookup: Lookup, typed: str) -> None:
    assert [(s.libelle, s.reason, s.score) for s in full_lookup(typed)] == []


@pytest.mark.parametrize(
    "typed", ["vendeur" * 1_000, "vendeur " * 5_000, "\0" * 100_000, "é" * 100_000], ids=len
)
def test_a_very_long_text_is_no_trouble(any_lookup: Lookup, typed: str) -> None:
    assert len(any_lookup(typed)) <= 10


def test_what_stands_beyond_200_characters_is_left_out(any_lookup: Lookup) -> None:
    typed = "vendeur en boutique ".ljust(200)
    assert any_lookup(typed + "boulanger") == any_lookup(typed)


def test_a_nul_within_a_title_only_parts_its_words(lookup: Lookup) -> None:
    assert lookup("vendeur\0boutique")[0].code == "6012"


def test_a_place_beside_a_job_is_set_aside(lookup: Lookup) -> None:
    assert lookup("boulanger paris")[0].code == "6006"
    assert lookup("Lyon : cariste")[0].code == "6061"


def test_a_contract_beside_a_job_is_set_aside(lookup: Lookup) -> None:
    assert lookup("CDI temps plein gestionnaire de paie 35h")[0].code == "6059"
    assert lookup("cariste 1500 € net")[0].code == "6061"


@pytest.mark.parametrize("typed", ["", " ", "qsdfgh", "🙂", "\0", "…"], ids=ascii)
def test_no_skill_for_what_says_nothing(any_skills: SkillLookup, typed: str) -> None:
    assert any_skills(typed) == []


@pytest.mark.slow
def test_a_place_is_a_word_of_skills_like_any_other(full_skills: SkillLookup) -> None:
    assert all("Paris" in s.libelle for s in full_skills("ingénieur paris", limit=5))


def test_skills_are_not_refused_for_a_word_that_titles_set_aside(skills: SkillLookup) -> None:
    assert skills("permis B")[0].code == "8523"
    assert skills("sécurité")[0].code == "8519"
