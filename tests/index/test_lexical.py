"""Lexical index: which forms hold a typed word, and how well."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from romarin.index import QUALITY, Form, FormKind, Grade, LexicalIndex
from romarin.text import Preparation

LABELS = (
    "Boulanger",
    "Boulangère",
    "Vendeur en boulangerie",
    "Vendeuse en boulangerie",
    "Conducteur de bus",
    "Conductrice de bus",
    "Conducteur d'autobus scolaire",
    "Aide-soignant",
    "Aide-soignante à domicile",
    "Plombier chauffagiste",
    "Vétérinaire",
    "Pharmacien d'officine",
    "Développeur C++",
    "Directeur Général des Services (DGS)",
)


def build(texts: Sequence[str] = LABELS) -> LexicalIndex:
    forms = [Form(text, owner, FormKind.LIBELLE) for owner, text in enumerate(texts)]
    return LexicalIndex.build(forms, Preparation())


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return build()


def found(index: LexicalIndex, word: str, *, fuzzy: bool = False) -> dict[str, float]:
    """The forms that hold a word, with their quality."""
    match = index.match(word, fuzzy=fuzzy)
    return {
        index.texts[row]: float(match.quality[row])
        for row in np.flatnonzero(match.quality).tolist()
    }


def texts(index: LexicalIndex, rows: slice | Sequence[int]) -> list[str]:
    numbers = range(len(index))[rows] if isinstance(rows, slice) else rows
    return [index.texts[row] for row in numbers]


@pytest.mark.parametrize(
    ("typed", "form", "grade"),
    [
        ("boulanger", "Boulanger", Grade.EXACT),
        ("boulanger", "Boulangère", Grade.REDUCED),
        ("boulangeres", "Boulangère", Grade.REDUCED),
        ("vendeurs", "Vendeuse en boulangerie", Grade.REDUCED),
        ("boul", "Boulanger", Grade.PREFIX),
        ("boul", "Vendeur en boulangerie", Grade.PREFIX),
        ("c++", "Développeur C++", Grade.EXACT),
        ("dgs", "Directeur Général des Services (DGS)", Grade.EXACT),
        ("veterinere", "Vétérinaire", Grade.SOUND),
        ("farmacien", "Pharmacien d'officine", Grade.SOUND),
        ("veterinare", "Vétérinaire", Grade.TYPO),
        ("plombeir", "Plombier chauffagiste", Grade.TYPO),
        ("chofaj", "Plombier chauffagiste", Grade.SOUND_PREFIX),
        ("plomi", "Plombier chauffagiste", Grade.TYPO_PREFIX),
        ("veteinare", "Vétérinaire", Grade.TYPOS),
    ],
)
def test_a_word_meets_a_form_by_the_best_grade(
    index: LexicalIndex, typed: str, form: str, grade: Grade
) -> None:
    assert found(index, typed, fuzzy=True)[form] == pytest.approx(QUALITY[grade])


@pytest.mark.parametrize("typed", ["veterinere", "plombeir", "plomi", "veteinare", "oulanger"])
def test_mistakes_are_forgiven_only_where_asked(index: LexicalIndex, typed: str) -> None:
    assert found(index, typed) == {}


@pytest.mark.parametrize(
    "typed", ["", "lombier", "bys", "xyz", "c--", "plombierr2", "é", "zzzz", "z" * 200]
)
def test_a_word_that_no_form_holds_is_not_found(index: LexicalIndex, typed: str) -> None:
    match = index.match(typed, fuzzy=True, prefix=False)
    assert not match.found
    assert not match.quality.any()
    assert not match.gain.any()


def test_a_beginning_can_be_left_out(index: LexicalIndex) -> None:
    assert not index.match("boul", fuzzy=False, prefix=False).found
    assert index.match("boulanger", fuzzy=False, prefix=False).found


def test_qualities_descend_with_the_grades() -> None:
    qualities = [QUALITY[grade] for grade in Grade]
    assert qualities == sorted(qualities, reverse=True)
    assert len(set(qualities)) == len(Grade)


def test_rare_words_weigh_more_and_stop_words_hardly(index: LexicalIndex) -> None:
    weights = {word: index.match(word, fuzzy=False).weight for word in ("bus", "officine", "de")}
    assert weights["officine"] > weights["bus"] > weights["de"] > 0


def test_all_its_words_give_a_form_its_whole_weight(index: LexicalIndex) -> None:
    row = index.texts.index("Conducteur de bus")
    gains = [index.match(word, fuzzy=False).gain[row] for word in ("conducteur", "de", "bus")]
    assert sum(gains) == pytest.approx(index.totals[row])


def test_two_words_typed_as_one_are_cut(index: LexicalIndex) -> None:
    match = index.match_joined("aidesoignante")
    assert match is not None
    assert match.found
    rows = np.flatnonzero(match.quality)
    assert texts(index, rows.tolist()) == ["Aide-soignante à domicile"]
    assert match.quality[rows] == pytest.approx(QUALITY[Grade.TYPO])


def test_the_second_of_two_joined_words_may_be_a_beginning(index: LexicalIndex) -> None:
    match = index.match_joined("aidesoign")
    assert match is not None
    assert len(np.flatnonzero(match.quality)) == 2


@pytest.mark.parametrize("typed", ["", "bus", "aideplombier", "busaide", "xxxxxxxx", "boulanger"])
def test_a_word_is_not_cut_where_no_form_holds_both_halves(index: LexicalIndex, typed: str) -> None:
    assert index.match_joined(typed) is None


def test_forms_are_found_by_the_beginning_of_their_key(index: LexicalIndex) -> None:
    assert texts(index, index.starting_with("conducteur d")) == [
        "Conducteur d'autobus scolaire",
        "Conducteur de bus",
    ]
    assert texts(index, index.starting_with("bus")) == []
    assert len(texts(index, index.starting_with(""))) == len(LABELS)


def test_forms_are_found_by_their_whole_key(index: LexicalIndex) -> None:
    assert texts(index, index.equal_to("conducteur de bus")) == ["Conducteur de bus"]
    assert texts(index, index.equal_to("conducteur de")) == []


def test_forms_are_found_by_their_key_less_its_stop_words(index: LexicalIndex) -> None:
    assert texts(index, index.lean_equal_to("conducteur bus").tolist()) == ["Conducteur de bus"]
    assert texts(index, index.lean_starting_with("vendeur b").tolist()) == [
        "Vendeur en boulangerie"
    ]
    assert index.lean_equal_to("conducteur de bus").tolist() == []


def test_forms_are_found_in_any_gender_and_number(index: LexicalIndex) -> None:
    rows = index.reduced_equal_to(["conductrices", "bus"])
    assert texts(index, rows) == ["Conducteur de bus", "Conductrice de bus"]
    assert index.reduced_equal_to(["bus", "conducteur"]) == []
    assert index.reduced_equal_to(["inconnu"]) == []


def test_it_knows_the_words_of_its_forms_in_any_gender(index: LexicalIndex) -> None:
    assert index.knows("boulanger")
    assert index.knows("plombieres")
    assert not index.knows("plomb")
    assert not index.knows("camion")


def test_equal_forms_of_an_owner_are_kept_once_with_the_preferred_kind() -> None:
    forms = [
        Form("boulanger", 0, FormKind.SYNONYM),
        Form("BOULANGER", 0, FormKind.COURT),
        Form("Boulanger", 0, FormKind.LIBELLE),
        Form("Boulanger", 1, FormKind.SYNONYM, rank=1),
        Form("Boulanger", 1, FormKind.SYNONYM, rank=0),
    ]
    index = LexicalIndex.build(forms, Preparation())
    assert list(index.texts) == ["Boulanger", "Boulanger"]
    assert index.owners.tolist() == [0, 1]
    assert index.kinds.tolist() == [FormKind.LIBELLE, FormKind.SYNONYM]
    assert index.ranks.tolist() == [0, 0]


def test_forms_without_a_word_are_dropped() -> None:
    index = build(["…", "", "Boulanger", "(-)"])
    assert list(index.texts) == ["Boulanger"]
    assert index.owners.tolist() == [2]


@pytest.mark.parametrize(
    "labels",
    [LABELS, (), ("Boulanger",), ("Chef\r\nde rang", "Agent\u2028d'accueil")],
    ids=["several", "none", "one", "several lines"],
)
def test_a_saved_index_gives_the_same_answers(tmp_path: Path, labels: Sequence[str]) -> None:
    index = build(labels)
    index.save(tmp_path / "forms")
    again = LexicalIndex.load(tmp_path / "forms", Preparation())
    assert answers(again) == answers(index)


def test_a_form_of_several_lines_becomes_one_line() -> None:
    assert list(build(["Chef\r\nde rang"]).texts) == ["Chef de rang"]


def test_an_index_does_not_depend_on_the_order_of_its_forms() -> None:
    forms = [Form(text, owner, FormKind.LIBELLE) for owner, text in enumerate(LABELS)]
    backwards = LexicalIndex.build(forms[::-1], Preparation())
    assert answers(backwards) == answers(build())


def test_the_same_forms_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build().save(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


@settings(deadline=None)
@given(word=st.text(st.sampled_from("abcdeilnoprstuv0+"), max_size=70))
def test_any_word_earns_at_most_its_best_grade(index: LexicalIndex, word: str) -> None:
    match = index.match(word, fuzzy=True)
    assert match.found == bool(match.quality.any())
    assert float(match.quality.max()) <= 1.0
    assert ((match.gain > 0) == (match.quality > 0)).all()
    assert (match.quality >= index.match(word, fuzzy=False).quality).all()


def answers(index: LexicalIndex) -> object:
    """What an index says of its forms and of a few words."""
    words = ("boulanger", "boul", "conductrices", "plombeir", "veterinere", "de", "chef", "camion")
    matches = [index.match(word, fuzzy=True) for word in words]
    return (
        list(index.texts),
        list(index.keys),
        [column.tolist() for column in (index.owners, index.kinds, index.ranks)],
        [(m.quality.tolist(), m.gain.tolist(), m.weight) for m in matches],
        [index.knows(word) for word in words],
        index.starting_with("c"),
        index.lean_starting_with("conducteur").tolist(),
        index.reduced_equal_to(["boulangeres"]),
    )
