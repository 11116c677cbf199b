"""Signs: what is told of each word to find the phrases."""

from romarin.engines.extraction import DocumentKind
from romarin.engines.extraction.signs import signs_of
from romarin.text import Parser

NAMES = frozenset({"chariot elevateur", "conduit chariot elevateur", "sql"})


def signs(parser: Parser, text: str) -> list[list[str]]:
    [parsed] = parser([text])
    return signs_of(parsed, DocumentKind.OFFRE, NAMES)


def names(parser: Parser, text: str) -> list[str]:
    """What is told of the names that hold each word."""
    return [
        next(one for one in some if one.startswith("0g=")).partition("=")[2]
        for some in signs(parser, text)
    ]


def test_each_word_has_its_signs(parser: Parser) -> None:
    found = signs(parser, "Missions :\n- livrer")
    assert len(found) == 4
    assert all("b" in some for some in found)
    assert "sec=duties" in found[3]
    assert "h=True" in found[0]
    assert "h=False" in found[3]


def test_the_longest_name_of_a_skill_is_found_its_stop_words_passed_over(parser: Parser) -> None:
    assert names(parser, "la conduite de chariots élévateurs ici") == [
        "-",
        *("B3", "I3", "I3", "I3"),
        "-",
    ]


def test_a_name_of_one_word_is_found(parser: Parser) -> None:
    assert names(parser, "SQL exigé") == ["B1", "-"]


def test_what_opened_the_part_of_the_line_is_a_sign(parser: Parser) -> None:
    found = signs(parser, "ranger, trier les colis")
    assert "seg=trier" in found[-1]
    assert "since=2" in found[-1]


def test_no_word_has_no_sign(parser: Parser) -> None:
    assert signs(parser, "") == []
