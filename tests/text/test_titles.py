"""Titles as people write them: what names the job, and what surrounds it."""

from importlib.resources import files

import pytest
from hypothesis import given
from tests.text.writing import ANYTHING

from romarin.text import (
    Role,
    noise_terms,
    read_title,
    split_gender,
    without_acronyms,
    words,
)

KINDS = {"admin", "brand", "contract", "filler", "greeting", "pay", "place", "time"}


@pytest.mark.parametrize(
    ("title", "job"),
    [
        ("Vendeuse en boulangerie 30h (H/F) - Lyon 3e", "vendeuse boulangerie"),
        ("CDI Développeur Java F/H Nantes", "developpeur java"),
        ("URGENT !! Cariste (H/F/X)", "cariste"),
        ("H/F Plombier", "plombier"),
        ("Infirmier (F/H/NB) nuit", "infirmier"),
        ("Soudeur (m/w/d) Strasbourg", "soudeur"),
        ("Menuisier H | F", "menuisier"),
        ("bonjour je cherche un poste de menuisier svp", "menuisier"),
        ("stage de fin d'études ingénieur", "ingenieur"),
        ("Alternance - Chargé(e) de communication", "charge communication"),
        ("Vendeur (se) en boulangerie", "vendeur boulangerie"),
        ("boucher 39h - 2 200 € brut", "boucher"),
        ("Poste à pourvoir : comptable", "comptable"),
        ("Manager McDo", "manager"),
        ("Aide à domicile", "aide domicile"),
    ],
)
def test_a_noisy_title_keeps_the_words_that_name_the_job(title: str, job: str) -> None:
    assert [word.text for word in read_title(title) if word.role is Role.JOB] == job.split()


def test_what_follows_the_first_segment_is_an_aside() -> None:
    roles = {word.text: word.role for word in read_title("Plombier - dépannage (chaudières)")}
    assert roles == {"plombier": Role.JOB, "depannage": Role.ASIDE, "chaudieres": Role.ASIDE}


def test_a_segment_of_noise_does_not_count_as_the_first() -> None:
    roles = {word.text: word.role for word in read_title("CDI - Lyon - Plombier")}
    assert roles == {"cdi": Role.NOISE, "lyon": Role.NOISE, "plombier": Role.JOB}


@pytest.mark.parametrize(
    "title",
    [
        "Noisy-le-Grand",
        "noisy le grand",
        "Provence-Alpes-Côte d'Azur",
        "35h",
        "1 800 euros",
        "merci",
    ],
)
def test_a_title_without_a_job_is_all_noise(title: str) -> None:
    assert {word.role for word in read_title(title)} == {Role.NOISE}


def test_stop_words_have_their_role() -> None:
    assert [word.role for word in read_title("chef de rang")] == [Role.JOB, Role.STOP, Role.JOB]


@pytest.mark.parametrize("title", ["", "  ", "(H/F)", "!!!", "\x00"])
def test_a_title_without_a_word_has_none(title: str) -> None:
    assert read_title(title) == ()


@given(ANYTHING)
def test_any_title_is_read_with_spans_in_order(title: str) -> None:
    end = 0
    for word in read_title(title):
        assert end <= word.start < word.end <= len(title)
        end = word.end


def test_the_noise_list_is_well_formed() -> None:
    header, *lines = files("romarin.text").joinpath("noise.tsv").read_text("utf-8").splitlines()
    assert header == "term\tkind"
    rows = [line.split("\t") for line in lines]
    assert all(len(row) == 2 and row[0] == row[0].strip() for row in rows)
    assert {kind for _, kind in rows} == KINDS
    folded = [" ".join(words(term)) for term, _ in rows]
    assert sorted({term for term in folded if folded.count(term) > 1}) == []
    assert all(folded)


def test_every_expression_of_the_noise_list_is_recognised() -> None:
    missed = [
        term for term in noise_terms() if {word.role for word in read_title(term)} - {Role.NOISE}
    ]
    assert missed == []


def test_no_noise_is_a_whole_appellation_of_the_full_rome(libelles: list[str]) -> None:
    forms = {form for libelle in libelles for form in _forms(libelle) if len(form.split()) < 6}
    assert sorted({" ".join(words(form)) for form in forms} & set(noise_terms())) == []


def _forms(libelle: str) -> tuple[str, ...]:
    genders = split_gender(libelle)
    shorter = (without_acronyms(genders.masculine), without_acronyms(genders.feminine))
    return (libelle, genders.masculine, genders.feminine, *shorter)
