"""The build: every source speaks, the same each time, and no case is given away."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.training.data.conftest import LONG, offer, write_lines

from romarin.catalogue import Catalogue, RowInvalid
from romarin.training.data import PAIRS_FILE, Built, Inputs, Pair, build, read_pairs, write


@pytest.fixture
def built(tiny_catalogue: Catalogue, inputs: Inputs) -> Built:
    return build(tiny_catalogue, inputs, hold_out=False)


def _has(built: Built, anchor: str, positive: str) -> bool:
    return any((pair.anchor, pair.positive) == (anchor, positive) for pair in built.pairs)


def test_every_family_gives_pairs(built: Built) -> None:
    families = {pair.family for pair in built.pairs}
    assert families >= {"appellation", "metier", "acronym", "typed", "offer", "tree"}
    assert families >= {"esco", "pcs", "paraphrase", "thesaurus"}


def test_counts_tell_the_pairs_of_each_source(built: Built) -> None:
    assert sum(built.counts.values()) == len(built.pairs)
    assert built.counts["paraphrase/hand"] == 1
    assert built.counts["pcs/declared"] == 1


def test_every_pair_is_two_texts_once(built: Built) -> None:
    texts = [(pair.anchor, pair.positive) for pair in built.pairs]
    assert len(texts) == len(set(texts))
    assert all(anchor and positive and anchor != positive for anchor, positive in texts)


def test_the_same_seed_gives_the_same_bytes(
    tiny_catalogue: Catalogue, inputs: Inputs, built: Built, tmp_path: Path
) -> None:
    write(built, tmp_path / "a")
    write(build(tiny_catalogue, inputs, hold_out=False), tmp_path / "b")
    other = build(tiny_catalogue, inputs, seed=5, hold_out=False)
    assert (tmp_path / "a" / PAIRS_FILE).read_bytes() == (tmp_path / "b" / PAIRS_FILE).read_bytes()
    assert other.pairs != built.pairs


def test_what_was_written_is_read_back(built: Built, tmp_path: Path) -> None:
    write(built, tmp_path, notes={"rome": "490"})
    assert list(read_pairs(tmp_path / PAIRS_FILE)) == list(built.pairs)
    counts = json.loads((tmp_path / "counts.json").read_text("utf-8"))
    assert counts["pairs"] == len(built.pairs)
    assert counts["rome"] == "490"


def test_one_source_does_not_move_another(
    tiny_catalogue: Catalogue, inputs: Inputs, built: Built
) -> None:
    fewer = build(tiny_catalogue, replace(inputs, esco=None), hold_out=False)
    assert [one for one in fewer.pairs if one.family == "offer"] == [
        one for one in built.pairs if one.family == "offer"
    ]


def test_a_pair_that_a_case_asks_is_dropped_and_counted(
    tiny_catalogue: Catalogue, inputs: Inputs, tmp_path: Path
) -> None:
    paraphrases = tmp_path / "more.tsv"
    paraphrases.write_text("code\tphrase\n8229\tPicking en entrepot\n", encoding="utf-8")
    built = build(tiny_catalogue, replace(inputs, phrases=paraphrases), hold_out=False)
    assert built.leaked["paraphrase/hand"] == 1
    assert "paraphrase/hand" not in built.counts


def test_a_form_of_a_label_is_no_leak(built: Built) -> None:
    assert _has(built, "Boulangère", "Boulanger")


def test_an_offer_that_is_a_case_is_in_no_source(
    tiny_catalogue: Catalogue, inputs: Inputs, tmp_path: Path
) -> None:
    coded = tmp_path / "coded.tsv"
    coded.write_text("file\tid\tbest\nx\t1\tD1901\n", encoding="utf-8")
    copy = offer("3", "Autre titre de boulange", dup_group="g-3", origin="")
    unlabelled = write_lines(tmp_path / "copies.jsonl", [copy])
    built = build(
        tiny_catalogue,
        replace(inputs, offers=(*inputs.offers, unlabelled), cases=(coded,)),
        hold_out=False,
    )
    # The three offers have one text: with the first, its copies go too.
    assert not [pair for pair in built.pairs if pair.family == "offer"]


def test_offers_of_one_group_count_once(
    tiny_catalogue: Catalogue, inputs: Inputs, tmp_path: Path
) -> None:
    twice = [offer("1", "Boulanger H/F"), offer("2", "Ouvrier du pain", dup_group="g-1")]
    offers = write_lines(tmp_path / "twice.jsonl", twice)
    built = build(tiny_catalogue, replace(inputs, offers=(offers,)), hold_out=False)
    assert not [one for one in built.pairs if one.anchor == "Ouvrier du pain"]


def test_a_skill_goes_with_the_sentence_that_shares_a_word(built: Built) -> None:
    found = [pair for pair in built.pairs if pair.source == "offer/skill/ft"]
    assert [pair.positive for pair in found] == ["Pétrir, façonner et cuire la pâte"]
    assert found[0].anchor == LONG.split(". ")[1] + "."
    assert found[0].keys == ("8204",)


def test_an_offer_coded_in_another_rome_is_refused(
    tiny_catalogue: Catalogue, inputs: Inputs, tmp_path: Path
) -> None:
    other = offer("1", "Boulanger") | {"romeCode_v460": "D1102"}
    del other["romeCode_v490"]
    offers = write_lines(tmp_path / "other.jsonl", [other])
    with pytest.raises(RowInvalid, match="460"):
        build(tiny_catalogue, replace(inputs, offers=(offers,)), hold_out=False)


def test_a_users_titles_are_pairs(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    given = tmp_path / "given.tsv"
    given.write_text("title\tcode\nchef du pain\tD1901\npicking\t8229\n", encoding="utf-8")
    built = build(tiny_catalogue, Inputs(thesaurus=None, phrases=None, pairs=given), hold_out=False)
    user = [pair for pair in built.pairs if pair.source == "user/given"]
    assert [(pair.anchor, pair.keys) for pair in user] == [
        ("chef du pain", ("D1901",)),
        ("picking", ("8229",)),
    ]


def test_a_users_unknown_code_is_named(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    given = tmp_path / "given.tsv"
    given.write_text("title\tcode\nchef du pain\tZ9999\n", encoding="utf-8")
    with pytest.raises(RowInvalid, match="Z9999"):
        build(tiny_catalogue, Inputs(thesaurus=None, phrases=None, pairs=given))


def test_esco_meets_the_rome_where_a_label_is_the_same(built: Built) -> None:
    assert _has(built, "ECMAScript", "JavaScript")
    of_rome = {pair.anchor for pair in built.pairs if pair.source == "esco/occupation_rome"}
    assert of_rome >= {"artisan du pain", "ouvrier du pain"}
    sewing = next(pair for pair in built.pairs if pair.anchor == "faire de la couture")
    assert sewing == Pair("faire de la couture", "coudre", "esco/skill", ("s/2",))


def test_pairs_with_a_key_in_common_are_no_negatives() -> None:
    pair = Pair("a", "b", "x", ("D1901",))
    assert pair.rivals(Pair("c", "d", "x", ("D1901", "G1901")))
    assert pair.rivals(Pair("c", "b", "x"))
    assert not pair.rivals(Pair("c", "d", "x", ("G1901",)))
