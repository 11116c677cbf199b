"""Case files of annotated texts: what is read, and what is told of a line that is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Document, DocumentKind, Level
from romarin.evaluation.cases import CaseSet, GoldMention, TextCase, read_texts
from romarin.evaluation.cases.texts import LONGEST_TEXT
from romarin.evaluation.errors import CaseInvalid, CasesEmpty, CasesMissing

TEXT = "Camille pétrit le pain 🍞\u2028et applique l'HACCP."  # nothing of it may be repeated
Read = Callable[..., CaseSet[TextCase]]


def mention(phrase: str = "pétrit le pain", **changed: object) -> dict[str, Any]:
    start = TEXT.index(phrase)
    return {
        "start": start,
        "end": start + len(phrase),
        "text": phrase,
        "codes": ["8204"],
        "level": "task",
        **changed,
    }


def text(*mentions: object, **changed: object) -> dict[str, Any]:
    return {
        "id": "t1",
        "kind": "cv",
        "title": "Boulangère",
        "text": TEXT,
        "rome": ["D1901"],
        "mentions": list(mentions),
        **changed,
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "texts.jsonl"


@pytest.fixture
def read(file: Path, tiny_catalogue: Catalogue) -> Read:
    """Writes texts, or lines as they are, and reads the file."""

    def read_all(*texts: dict[str, Any], skip_invalid: bool = False) -> CaseSet[TextCase]:
        lines = [json.dumps(one, ensure_ascii=False) for one in texts]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return read_texts(file, tiny_catalogue, skip_invalid=skip_invalid)

    return read_all


def test_a_line_is_a_text_with_its_mentions_by_place(read: Read) -> None:
    hygiene = mention("HACCP", codes=["8504", "8207"], level="required")
    [case] = read(text(hygiene, mention(codes=[]))).cases
    assert case.document == Document("t1", DocumentKind.CV, "Boulangère", TEXT)
    assert (case.id, case.family, case.rome) == ("t1", "cv", ("D1901",))
    first, second = case.mentions
    assert first == GoldMention(8, 22, (), Level.TASK)
    assert (second.codes, second.level) == (("8504", "8207"), Level.REQUIRED)
    # Offsets count code points: one for the emoji and one for U+2028.
    assert [case.phrase(one) for one in case.mentions] == ["pétrit le pain", "HACCP"]


def test_a_text_may_have_no_title_and_no_mention(read: Read) -> None:
    [case] = read({k: v for k, v in text().items() if k != "title"}).cases
    assert (case.document.title, case.mentions) == ("", ())


def test_the_words_of_a_mention_may_be_missing(read: Read) -> None:
    [case] = read(text({k: v for k, v in mention().items() if k != "text"})).cases
    assert len(case.mentions) == 1


def test_mentions_may_touch(read: Read) -> None:
    assert len(read(text(mention("pétrit "), mention("le pain"))).cases[0].mentions) == 2


@pytest.mark.parametrize(
    ("wrong", "value", "reason"),
    [
        (mention(end=len(TEXT) + 1), "'mention [8, 46)'", "outside the text of 45 characters"),
        (mention(start=-1), "'mention [-1, 22)'", "outside the text"),
        (mention(start=22), "'mention [22, 22)'", "outside the text"),
        (mention(start="8"), "'mentions'", "must be whole numbers"),
        (mention(end=None), "'mentions'", "must be whole numbers"),
        (mention(text="pétrit"), "'mention [8, 22)'", "its `text` is not what stands there"),
        (mention("le pain"), "'mention at 15'", "overlaps another"),
        (mention(), "'mention at 8'", "overlaps another"),
        (mention("HACCP", codes=["77"]), "'77'", "no such code in ROME 490"),
        (mention("HACCP", codes=["6006"]), "'6006'", "no such code in ROME 490"),
        (mention("HACCP", codes=[8504]), "'8504'", "no such code in ROME 490"),
        (mention("HACCP", codes=[["8504"]]), "[", "no such code in ROME 490"),
        (mention("HACCP", codes="8504"), "'codes'", "must be a list"),
        (mention("HACCP", level="wanted"), "'level: wanted'", "must be one of task, required"),
        (["HACCP"], "'mentions'", "each must be a JSON object"),
        ("HACCP", "'mentions'", "each must be a JSON object"),
    ],
    ids=range(16),
)
def test_a_wrong_mention_is_told(
    read: Read, file: Path, wrong: object, value: str, reason: str
) -> None:
    with pytest.raises(CaseInvalid) as caught:
        read(text(), text(mention(), wrong, id="t2"))
    told = str(caught.value)
    assert told.startswith(f"{file}, line 2: ")
    assert value in told
    assert reason in told
    assert "Camille" not in told


@pytest.mark.parametrize(
    ("changed", "value", "reason"),
    [
        ({"id": "t1"}, "'t1'", "the same id twice"),
        ({"id": None}, "'id'", "missing"),
        ({"kind": "lettre"}, "'kind: lettre'", "must be one of offre, cv"),
        ({"kind": None}, "'kind: None'", "must be one of offre, cv"),
        ({"title": ["Camille"]}, "'title'", "is list, not text"),
        ({"text": None}, "'text'", "missing"),
        ({"text": ""}, "'0 characters'", "1 to 50000"),
        ({"text": "Camille " * LONGEST_TEXT}, "'400000 characters'", "1 to 50000"),
        ({"text": "Camille\0"}, "'text'", "NUL"),
        ({"rome": "D1901"}, "'rome'", "must be a list"),
        ({"rome": ["Z9999"]}, "'Z9999'", "no such code in ROME 490"),
        ({"mentions": None}, "'mentions'", "must be a list"),
    ],
    ids=range(12),
)
def test_a_wrong_text_is_told_and_never_repeated(
    read: Read, file: Path, changed: dict[str, Any], value: str, reason: str
) -> None:
    with pytest.raises(CaseInvalid) as caught:
        read(text(), text(**{"id": "t2", **changed}))
    told = str(caught.value)
    assert told.startswith(f"{file}, line 2: {value}")
    assert reason in told
    assert "Camille" not in told
    found = read(text(), text(**{"id": "t2", **changed}), text(id="t3"), skip_invalid=True)
    assert [case.id for case in found.cases] == ["t1", "t3"]
    assert [error.line for error in found.skipped] == [2]


def test_nothing_to_read_is_told(read: Read, tmp_path: Path, tiny_catalogue: Catalogue) -> None:
    with pytest.raises(CasesMissing, match=r"no \*.jsonl or \*.jsonl.gz there"):
        read_texts(tmp_path, tiny_catalogue)
    with pytest.raises(CasesEmpty, match=r"texts.jsonl"):
        read()
