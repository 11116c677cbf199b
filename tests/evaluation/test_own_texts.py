"""The project's own annotated texts, read against the full ROME."""

from collections import Counter
from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import DocumentKind, Level
from romarin.evaluation.cases import CaseSet, TextCase, read_texts

FOLDER = Path(__file__).parents[2] / "eval" / "cases" / "extraction"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def texts(archive: Path) -> CaseSet[TextCase]:
    """Reading checks every offset, phrase, code and level, and that no mention overlaps another."""
    return read_texts(FOLDER, Catalogue.load(archive))


def test_there_are_forty_of_both_kinds(texts: CaseSet[TextCase]) -> None:
    kinds = Counter(one.family for one in texts.cases)
    assert kinds.total() >= 40
    assert set(kinds) == {str(kind) for kind in DocumentKind}


def test_every_level_is_there(texts: CaseSet[TextCase]) -> None:
    assert {mention.level for one in texts.cases for mention in one.mentions} == set(Level)


def test_every_text_has_its_metier(texts: CaseSet[TextCase]) -> None:
    assert [one.id for one in texts.cases if not one.rome] == []


def test_a_mention_begins_and_ends_with_a_word(texts: CaseSet[TextCase]) -> None:
    astray = [
        (one.id, mention.start)
        for one in texts.cases
        for mention in one.mentions
        if (phrase := one.phrase(mention)) != phrase.strip()
        or _cuts_a_word(one, mention.start)
        or _cuts_a_word(one, mention.end)
    ]
    assert astray == []


def test_no_item_is_accepted_twice_for_a_mention(texts: CaseSet[TextCase]) -> None:
    for one in texts.cases:
        for mention in one.mentions:
            assert len(set(mention.codes)) == len(mention.codes), (one.id, mention.start)


def test_no_text_is_there_twice(texts: CaseSet[TextCase]) -> None:
    counted = Counter(one.document.text for one in texts.cases)
    assert [text[:40] for text, times in counted.items() if times > 1] == []


def _cuts_a_word(one: TextCase, at: int) -> bool:
    text = one.document.text
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
