"""The split that figures are taken on."""

from pathlib import Path

from tests.training.data.conftest import offer, write_lines

from romarin.catalogue import Catalogue
from romarin.training.data import Cases, HeldOut, held_out, read_cases
from romarin.training.data.cases import LeakCheck
from romarin.training.data.held_out import SHARE, draw_groups
from romarin.training.data.offers import read_offers, trainable


def test_the_packaged_split_holds_ids_only() -> None:
    split = held_out()
    assert split.groups
    assert len(split.ids) >= len(split.groups)
    assert all(value.isalnum() for value in split.groups | split.ids)


def test_a_draw_takes_its_share_of_each_stratum_whatever_the_order() -> None:
    people, machines = [f"p{at}" for at in range(100)], [f"m{at}" for at in range(10)]
    drawn = draw_groups([people, machines])
    assert drawn == draw_groups([people[::-1], machines * 2])
    assert len(drawn) == round(SHARE * 100) + round(SHARE * 10)


def test_held_out_groups_and_their_copies_are_not_trained_on(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [
        offer("1", "a"),
        offer("2", "b", text="court"),
        offer("3", "c", dup_group="g-2", text="autre"),
        offer("4", "d", dup_group=None),
    ]
    offers = list(read_offers([write_lines(tmp_path / "o.jsonl", rows)], tiny_catalogue))
    kept = trainable(offers, Cases(), HeldOut(frozenset({"g-2"}), frozenset({"2"})))
    assert [one.id for one in kept] == ["1", "4"]
    kept = trainable(offers, Cases(ids=frozenset({"4"})), HeldOut())
    assert [one.id for one in kept] == ["2"]  # the first has the text of the fourth


def test_mentions_and_titles_of_annotated_texts_are_cases(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    row: dict[str, object] = {
        "id": "7",
        "title": "Mitron",
        "mentions": [{"text": "cuisson des pains"}, {"text": "Anatomie"}],
    }
    cases = read_cases([write_lines(tmp_path / "skills.jsonl", [row])])
    check = LeakCheck.of(cases, tiny_catalogue)
    assert cases.ids == {"7"}
    assert check.leaks("Cuisson des Pains")
    assert check.leaks("mitron (H/F)")
    assert not check.leaks("cuisson du pain")
    assert not check.leaks("anatomie")  # a label of the catalogue is anyone's
