"""Report: one page that needs no network, the same bytes twice, whatever names it is given."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.evaluation.made_results import (
    KEYSTROKES,
    LOOKUP,
    out_of_scope,
    query,
    result,
    scores,
    typed,
)

from romarin.evaluation.errors import ResultUnreadable
from romarin.evaluation.load.outcome import Bench, Measured, Plan
from romarin.evaluation.load.outcome import Row as LoadRow
from romarin.evaluation.report import Part, TaskPart, page, read_part
from romarin.evaluation.report.bench_part import BenchPart
from romarin.evaluation.report.failures import by_kind, failures
from romarin.evaluation.results import Result, Row, Scores

VOID = {"meta", "link", "br", "hr", "img", "input"}
EVIL = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&$x^2$"


class Parsed(HTMLParser):
    """What a page holds; raises AssertionError where elements do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [value for _, own, value in self.attributes if own == name]


def some_rows(ranks: Sequence[int | None]) -> list[Row]:
    """Queries of two families, some of them timed, and one that is out of scope."""
    rows = [
        query(f"q{at}", rank, ("typo", "everyday")[at % 2], milliseconds=1.0 + at)
        for at, rank in enumerate(ranks)
    ]
    return [*rows, out_of_scope("bonjour", answered=len(ranks) % 2 == 0)]


@pytest.fixture(scope="module")
def lookup() -> Result:
    own = some_rows([1, 1, 1, 2, 1, 7, None, 1, 1, 1, 1, 1])
    others = {
        "bm25": some_rows([1, None, 2, 2, 1, 7, None, 9, 1, 1, None, 3]),
        "tfidf": some_rows([1, 1, 2, 2, 1, 7, None, 9, 1, 1, None, 3]),
    }
    return result(own, others, notes=["3 offers left out: text cut off"])


@pytest.fixture(scope="module")
def keystrokes() -> Result:
    own = [typed("keystrokes: boulanger", 0, 0, 1, 1, 0, 1), typed("keystrokes: dev", -1, 0, 0)]
    return result(own, {"tsvector": [*own[:1], typed("keystrokes: dev", 0, 0, 1)]}, KEYSTROKES)


@pytest.fixture(scope="module")
def extraction() -> Result:
    rows = [
        Row(
            str(at),
            "offre",
            None,
            {"gold": 4.0, "matched": 2.0, "predicted": 5.0, "coded": 4.0, "right": 1.0},
            scored=((0.1 * at, at % 2 == 0), (0.5, True)),
            expected=("8504 HACCP",),
            answers=("1 Autre",),
        )
        for at in range(6)
    ]
    measures = {
        "all": {"mention_f1": 0.444444, "mention_recall": 0.5},
        "by_family": {"offre": {"mention_f1": 0.444444}},
        "by_level": {"task": {"mentions": 4.0, "mention_recall": 0.25}},
        "by_type": {"SAVOIR": {"mentions": 4.0, "mention_recall": 0.75}},
    }
    own = Scores(measures, {"mention_f1": (0.3, 0.6)}, rows, "Romarin")
    return replace(result(None), task="extraction", own=own, count=6)


@pytest.fixture(scope="module")
def bench() -> Bench:
    def row(rate: float, p50: float) -> LoadRow:
        times = {"p50": p50, "p95": 2 * p50, "p99": 3 * p50, "p99.9": 4 * p50, "max": 5 * p50}
        return LoadRow(rate, None, 100, 5.0, rate, times, {}, {"sends": 0.0}, 1000, 2, 0.1)

    return Bench(
        machine={"processor": "two cores"},
        rome={"version": "460", "source": "official"},
        encoder=None,
        commit="c0ffee",
        traffic={"kind": "typed", "titles": "labels", "debounce": 0.0},
        plan=Plan((50, 100), 5.0, 1.0, 1, 0),
        workers=2,
        own=Measured("romarin", "Romarin", [row(50, 2.0), row(100, 2.5)]),
        baselines=[Measured("tsvector", "PostgreSQL", [row(50, 9.0), row(100, 90.0)])],
    )


@pytest.fixture(scope="module")
def whole(lookup: Result, keystrokes: Result, extraction: Result, bench: Bench) -> str:
    parts: list[Part] = [TaskPart(one) for one in (lookup, keystrokes, extraction, lookup)]
    return page([*parts, BenchPart(bench)])


def test_the_page_is_whole_and_nests(whole: str) -> None:
    parsed = Parsed(whole)
    assert whole.startswith("<!doctype html>\n")
    assert parsed.tags["h1"] == 1
    assert parsed.tags["main"] == 1
    assert parsed.tags["section"] > 5
    assert "undefined" not in parsed.text.lower()
    assert "nan" not in re.findall(r"[\w.]+", parsed.text.lower())


def test_the_page_asks_nothing_of_any_network(whole: str) -> None:
    parsed = Parsed(whole)
    assert not re.search(r"https?:|@import|<script|<iframe|<object", whole)
    assert all(value.startswith("#") or value.startswith("data:") for value in parsed.named("href"))
    assert parsed.named("src") == []
    assert set(re.findall(r"url\((.)", whole)) <= {"#"}


def test_every_id_is_there_once_and_every_link_finds_one(whole: str) -> None:
    parsed = Parsed(whole)
    ids = parsed.named("id")
    assert len(ids) == len(set(ids))
    pointed = [value[1:] for value in parsed.named("href") if value.startswith("#")]
    pointed += re.findall(r"url\(#([^)]+)\)", whole) + parsed.named("aria-labelledby")
    assert set(pointed) <= set(ids)


def test_every_plot_says_in_words_what_it_shows(whole: str) -> None:
    parsed = Parsed(whole)
    alts = [value for tag, name, value in parsed.attributes if (tag, name) == ("svg", "aria-label")]
    titles = " ".join(alts)
    for title in (
        "hit@1 by family. everyday: romarin",
        "Right answer among five. romarin: from 0 at 1",
        "Nothing answered",
        "Reliability",
        "Precision by coverage",
        "Time of a case. romarin: half within",
        "mention_recall by level. task: romarin .250",
        "mention_recall by type. SAVOIR: romarin .750",
        "p99 by rate",
    ):
        assert title in titles
    assert len(alts) == parsed.tags["figure"]


def test_the_same_results_give_the_same_bytes() -> None:
    one = result(some_rows([1, 2, 1]), {"bm25": some_rows([2, 2, 1])})
    assert page([TaskPart(one)]) == page([TaskPart(one)])


@pytest.mark.slow
def test_the_same_files_give_the_same_bytes_in_every_process(
    lookup: Result, keystrokes: Result, tmp_path: Path
) -> None:
    saved = [tmp_path / "a.json", tmp_path / "b.json"]
    lookup.save(saved[0])
    keystrokes.save(saved[1])
    pages = set()
    for seed in ("1", "2"):
        out = tmp_path / "out.html"
        command = [sys.executable, "-c", "from romarin.cli import main; main()", "eval", "report"]
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([*command, *saved, "--report", out], env=environ, check=True)
        pages.add(out.read_bytes())
    assert len(pages) == 1


def test_colours_come_from_the_page_so_that_dark_is_legible(whole: str) -> None:
    drawings = "".join(re.findall(r"<svg.*?</svg>", whole, re.DOTALL))
    assert "var(--s0)" in drawings
    assert not re.search(r"#[0-9a-f]{6}", drawings)
    assert "prefers-color-scheme: dark" in whole
    assert "@media print" in whole


def test_the_verdict_and_the_provenance_are_told(whole: str) -> None:
    text = " ".join(Parsed(whole).text.split())
    assert "Romarin answers .750" in text
    assert "ahead of the best baseline, tfidf (.417), but the difference may be chance" in text
    assert "Source : France Travail, ROME 4.0 version 60 — Licence Ouverte 2.0" in text
    assert "13 cases of queries.tsv · ROME v460 (official) · encoder e5-small-fr" in text
    assert "3 offers left out: text cut off" in text
    assert "commit c0ffee" in text
    assert "At 50 requests a second, 95 % come within 4.00 ms; no queue up to 100." in text


def test_the_licence_of_the_release_is_shown_where_the_result_has_it(lookup: Result) -> None:
    line = "Source : France Travail, ROME 4.0 version 60 du 18/09/2025 — Licence Ouverte 2.0"
    assert line in page([TaskPart(replace(lookup, licence=line))])
    starter = replace(lookup, rome={"version": "460", "source": "starter"})
    assert "pas le ROME officiel" in page([TaskPart(starter)])


def test_worst_cases_come_first_with_what_was_right_and_a_reason(lookup: Result) -> None:
    found = failures(lookup)
    assert [one.row.id for one in found] == [
        "out_of_scope: bonjour",
        "typo: q6",
        "everyday: q5",
        "everyday: q3",
    ]
    assert [one.reason.text for one in found] == [
        "out of scope, yet answered, at .700",
        "no right answer among the first 10",
        "right answer at rank 7",
        "right answer at rank 2",
    ]
    assert by_kind(found) == {
        "answered out of scope": 1,
        "no right answer": 1,
        "right answer lower": 1,
        "right answer among five, not first": 1,
    }
    text = " ".join(Parsed(page([TaskPart(lookup)])).text.split())
    assert "4 of 13 cases of romarin went wrong" in text
    assert "6006 Boulanger / Boulangère" in text


@pytest.mark.parametrize(
    ("rank", "measures", "told"),
    [
        (None, {"metier@1": 1.0}, "the first is of the right métier, another appellation"),
        (None, {"domaine@1": 1.0, "grand_domaine@1": 1.0}, "the first is of the right domaine"),
        (None, {"domaine@5": 1.0}, "one of the first five is of the right domaine"),
        (3, {"domaine@5": 1.0, "metier@5": 1.0}, "right answer at rank 3"),
        (2, {"accepted@1": 1.0}, "an expert accepts the first answer"),
        (2, {"text_hit@1": 1.0}, "right with the text"),
    ],
)
def test_a_reason_tells_how_near_the_answer_was(
    rank: int | None, measures: dict[str, float], told: str
) -> None:
    row = query("a", rank)
    [found] = failures(result([replace(row, measures={**row.measures, **measures})]))
    assert found.reason.text.split("; ")[-1].startswith(told)


def test_an_answer_of_nothing_is_worse_than_a_wrong_one() -> None:
    found = failures(result([query("a", None), query("b", None, answers=(), scored=())]))
    assert found[0].reason.text == "nothing answered"


def test_baselines_that_have_a_worst_case_right_are_named() -> None:
    one = result([query("a", 2)], {"bm25": [query("a", 1)], "tfidf": [query("a", 2)]})
    assert "Right with bm25." in page([TaskPart(one)])


def test_labels_typed_tell_after_which_keys_they_were_lost(keystrokes: Result) -> None:
    reasons = {one.row.id: one.reason.text for one in failures(keystrokes)}
    assert reasons == {
        "keystrokes: dev": "never among the first five; nothing answered at 1 key",
        "keystrokes: boulanger": "among the first five after 3 keys, then out of them for 1 key",
    }
    assert "<code>– · ·</code>" in page([TaskPart(keystrokes)])


def test_texts_tell_what_was_missed_and_what_was_too_much(extraction: Result) -> None:
    assert failures(extraction)[0].reason.text == (
        "2 of 4 marked phrases found; 1 of 4 found and named right; 3 found that nobody marked"
    )


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (result(None, {"bm25": some_rows([1, 2])}), "Romarin took no part; bm25 answers"),
        (result(None), "No system took part."),
        (result([query("a", 1)]), "no baseline took part"),
        (result([query("a", 2)], {"bm25": [query("a", 2)]}), "level with bm25 (.000)"),
        (result([query("a", 3)], {"bm25": [query("a", 1)]}), "behind bm25 (1.000), but"),
        (result([out_of_scope("a", answered=False)]), "Romarin’s rows make no headline figure"),
    ],
)
def test_a_result_with_little_in_it_still_makes_a_page(one: Result, told: str) -> None:
    part = TaskPart(one)
    html = page([part])
    assert told in " ".join(Parsed(html).text.split())
    assert told in part.markdown().replace("\\", "")


def test_a_task_of_another_making_is_shown_by_its_figures() -> None:
    own = Scores({"all": {"x@1": 0.5, "took_ms": 12.0}, "by_family": {}}, {}, [query("a", 1)])
    text = Parsed(page([TaskPart(replace(result(None), task="of my own", own=own))])).text
    assert "x@1" in text
    assert "12.0 ms" in text


def test_names_are_shown_as_they_are_and_never_run() -> None:
    rows = [query(EVIL, rank, EVIL, expected=(EVIL,), answers=(EVIL,)) for rank in (None, 2)]
    rows = [replace(row, id=f"{at} {EVIL}") for at, row in enumerate(rows)]
    one = result(
        [*rows, *some_rows([1, 2])],
        {EVIL: [*rows, *some_rows([1, 2])]},
        cases=EVIL,
        commit=EVIL,
        encoder=EVIL,
        notes=[EVIL],
        rome={"version": EVIL, "source": EVIL},
    )
    html = page([TaskPart(one)])
    parsed = Parsed(html)
    assert parsed.tags["script"] == 0
    assert parsed.tags["img"] == 0
    assert not [name for _, name, _ in parsed.attributes if name.startswith("on")]
    assert EVIL in parsed.text


def test_letters_that_no_font_of_ours_has_are_left_to_the_browser() -> None:
    rows = [query("a", 1, "職業 🥖"), query("b", 2, "typo")]
    assert "職業 🥖" in page([TaskPart(result(rows))])


def test_more_systems_than_colours_stay_apart() -> None:
    rows = some_rows([1, 2, 3])
    many = {f"baseline{at}": rows for at in range(12)}
    html = page([TaskPart(result(rows, many))])
    legend = html[html.index('class="legend"') :]
    looks = re.findall(r'<path d="([^"]+)" fill="([^"]+)"', legend[: legend.index("</ul>")])
    assert len(looks) == len(set(looks)) == 13


def test_the_bench_is_read_from_its_file(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    bench.save(path)
    assert read_part(path).markdown() == BenchPart(bench).markdown()
    assert "| tsvector | 100 |" in read_part(path).markdown()


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '{"task": "lookup"}', '{"task": "bench"}', '{"task": ["bench"]}']
)
def test_a_file_that_holds_no_result_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ResultUnreadable, match=r"x\.json"):
        read_part(path)


def test_timed_cases_are_drawn_only_when_times_were_kept(lookup: Result) -> None:
    assert lookup.own is not None
    untimed = [row.untimed() for row in lookup.own.rows]
    bare = replace(lookup, own=scores(LOOKUP, untimed), baselines={})
    assert "Time of a case" in page([TaskPart(lookup)])
    assert "Time of a case" not in page([TaskPart(bare)])


def test_times_too_short_to_tell_are_drawn() -> None:
    rows = [query("a", 1, milliseconds=0.0), query("b", 1, milliseconds=0.0)]
    text = Parsed(page([TaskPart(result(rows))])).text
    assert "p95" in text
    assert "0.00 ms" in text
