"""Sections: every line of a text, and what the heading above it announces."""

import pytest
from hypothesis import given
from tests.text.writing import ANYTHING

from romarin.text import Section, announces, lines


@given(text=ANYTHING)
def test_lines_cover_the_text(text: str) -> None:
    found = list(lines(text))
    assert "\n".join(text[one.start : one.end] for one in found) == text
    assert found[0].start == 0
    assert found[-1].end == len(text)


def test_a_text_without_a_word_is_one_empty_line() -> None:
    [line] = lines("")
    assert (line.start, line.end, line.section, line.heading) == (0, 0, Section.OPENING, False)


def test_only_a_line_feed_ends_a_line() -> None:
    text = "Missions :\r\npréparer\u2028livrer\x0cranger\x85trier\n"
    assert [text[one.start : one.end] for one in lines(text)] == [
        "Missions :\r",
        "préparer\u2028livrer\x0cranger\x85trier",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Missions :", Section.DUTIES),
        ("VOS MISSIONS", Section.DUTIES),
        ("Expérience professionnelle", Section.DUTIES),
        ("• Profil recherché :\r", Section.PROFILE),
        ("PROFIL RECHERCHÉ ET AVANTAGES", Section.PROFILE),
        ("Compétences", Section.PROFILE),
        ("L'entreprise :", Section.EMPLOYER),
        ("Nous vous offrons :", Section.TERMS),
        ("Centres d'intérêt", Section.LEISURE),
        ("Pour postuler :", Section.APPLYING),
        ("Divers et varié, tout ceci :", Section.LEISURE),
        ("BOULANGERIE DU MARCHÉ", Section.OTHER),
    ],
)
def test_a_heading_announces_its_section(line: str, section: Section) -> None:
    assert announces(line) is section


@pytest.mark.parametrize(
    "line",
    [
        "",
        " \t ",
        "---",
        "Vous préparez les commandes et vous chargez les camions",
        "Boulangerie du marché",
        "Missions variées au sein d'une équipe soudée, avec des horaires de jour seulement :",
    ],
)
def test_a_line_that_is_no_heading_announces_nothing(line: str) -> None:
    assert announces(line) is None


def test_lines_stand_in_the_section_of_the_last_heading() -> None:
    text = "Cariste\n\nMissions :\n- trier le linge\n\nProfil :\nanglais"
    assert [(one.section, one.heading) for one in lines(text)] == [
        (Section.OPENING, False),
        (Section.OPENING, False),
        (Section.DUTIES, True),
        (Section.DUTIES, False),
        (Section.DUTIES, False),
        (Section.PROFILE, True),
        (Section.PROFILE, False),
    ]
