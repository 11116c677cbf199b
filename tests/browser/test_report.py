"""The report in a browser: nothing is fetched, nothing runs off a phone, every text stands out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.contrast import LEAST, ratios_of
from tests.evaluation.made_results import KEYSTROKES, out_of_scope, query, result, typed

from romarin.evaluation.report import TaskPart, page

pytestmark = pytest.mark.slow

PHONE, DESK = (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        query(f"a rather long query number {at}", 1 + at % 7, ("typo", "everyday")[at % 2])
        for at in range(20)
    ]
    rows.append(out_of_scope("bonjour", answered=True))
    many = {f"a-baseline-of-long-name-{at}": rows for at in range(8)}
    keys = [typed("keystrokes: boulanger", -1, 0, 1, 1, 0, 1)]
    parts = [TaskPart(result(rows, many)), TaskPart(result(keys, task=KEYSTROKES))]
    path = tmp_path_factory.mktemp("report") / "out.html"
    path.write_text(page(parts), "utf-8")
    return path


@pytest.fixture(params=[(PHONE, True), (DESK, False), (DESK, True)], ids=str)
def opened(
    browser: Browser, report: Path, request: pytest.FixtureRequest, complaints: list[str]
) -> Iterator[Page]:
    (width, height), dark = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda asked: complaints.append(asked.url))
    page.goto(report.as_uri())
    yield page
    context.close()


def test_only_the_file_itself_is_asked_for(
    opened: Page, report: Path, complaints: list[str]
) -> None:
    opened.wait_for_load_state("networkidle")
    assert [one for one in complaints if not one.startswith("data:")] == [report.as_uri()]


def test_wide_tables_scroll_and_the_page_does_not(opened: Page) -> None:
    wide, window = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide == window


def test_every_text_stands_out(opened: Page) -> None:
    ratios = ratios_of(opened)
    assert len(ratios) > 200
    assert [(text, round(ratio, 2)) for text, ratio in ratios if ratio < LEAST] == []


def test_the_contents_lead_to_every_chapter(opened: Page) -> None:
    opened.get_by_role("navigation").get_by_role("link", name="Worst cases").first.click()
    assert opened.url.endswith("#lookup1-worst")
    top = opened.locator("#lookup1-worst").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 200
