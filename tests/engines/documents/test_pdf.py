"""PDF: whatever the layout, a column is read to its end before the next."""

from collections.abc import Callable

import pytest
from fpdf import FPDF
from tests.engines.documents import layouts
from tests.engines.documents.conftest import Read
from tests.engines.documents.layouts import MAIN, SIDEBAR, Sheet, said

from romarin.engines.documents import DocumentReader, Format


def lines(text: str) -> list[str]:
    return said(text.split("\n"))


def between(text: str, first: str, last: str) -> list[str]:
    """The lines from one to another, both included."""
    found = lines(text)
    return found[found.index(first) : found.index(last) + 1]


def test_a_pdf_says_its_pages_and_format(reader: DocumentReader) -> None:
    sheet = Sheet()
    sheet.lines(40, 60, MAIN)
    sheet.page()
    sheet.lines(40, 60, SIDEBAR)
    found = reader.read(sheet.content, name="cv.pdf")
    assert (found.pages, found.format) == (2, Format.PDF)
    assert lines(found.text) == [*said(MAIN), *said(SIDEBAR)]


@pytest.mark.parametrize(
    "layout",
    [
        layouts.sidebar_left,
        layouts.sidebar_right_drawn_by_rows,
        layouts.narrow_gutter_under_a_title,
        layouts.sidebar_beside_short_lines,
        layouts.columns_of_unequal_leading,
    ],
)
def test_a_sidebar_is_never_mixed_into_the_main_column(
    read: Read, layout: Callable[[], bytes]
) -> None:
    text = read(layout())
    assert between(text, SIDEBAR[0], SIDEBAR[-1]) == said(SIDEBAR)
    assert between(text, MAIN[0], MAIN[-1]) == said(MAIN)


def test_the_left_column_comes_first(read: Read) -> None:
    left, right = read(layouts.sidebar_left()), read(layouts.sidebar_right_drawn_by_rows())
    assert left.index(SIDEBAR[0]) < left.index(MAIN[0])
    assert right.index(MAIN[0]) < right.index(SIDEBAR[0])


def test_a_title_over_two_columns_comes_before_both(read: Read) -> None:
    text = read(layouts.narrow_gutter_under_a_title())
    assert lines(text)[0] == "Vendeuse en boulangerie cherche un poste à temps plein"


def test_what_stands_over_and_under_columns_stays_there(read: Read) -> None:
    found = lines(read(layouts.three_columns_in_the_middle()))
    assert [line.rpartition(" ")[2] for line in found[:3] + found[-3:]] == list("012345")
    columns = [f"Colonne {column} item {at}" for column in range(3) for at in range(4)]
    assert found[3:-3] == columns


@pytest.mark.parametrize("leading", [13.0, 14.0, 15.0])
def test_a_date_in_the_margin_stands_with_its_job(read: Read, leading: float) -> None:
    text = read(layouts.dates_in_the_margin(leading))
    assert "2021 - 2024\tCariste, Entrepôt du Nord\nChargement des camions" in text
    assert "2014\tStagiaire, Halles" in text


def test_a_date_at_the_right_edge_stands_with_its_job(read: Read) -> None:
    text = read(layouts.dates_at_the_right())
    assert "Magasinier\t2018 - 2021\nRéception des colis\n" in text


def test_dated_jobs_beside_a_sidebar_stay_whole(read: Read) -> None:
    text = read(layouts.sidebar_beside_dated_jobs())
    assert between(text, SIDEBAR[0], SIDEBAR[-1]) == said(SIDEBAR)
    assert "2018 - 2021\tMagasinier, Pièces Auto\nRéception des colis\n" in text


def test_levels_stand_beside_their_languages(read: Read) -> None:
    sheet = Sheet()
    for at, (language, level) in enumerate((("Anglais", "B2"), ("Arabe", "C1"), ("Grec", "A2"))):
        sheet.line(40, 80 + 14 * at, language)
        sheet.line(150, 80 + 14 * at, level)
    assert read(sheet.content) == "Anglais\tB2\nArabe\tC1\nGrec\tA2"


def test_a_bullet_stays_with_its_text(read: Read) -> None:
    text = read(layouts.bullets_far_from_their_text())
    assert lines(text) == [f"- Compétence numéro {at}" for at in range(5)]


def test_a_hyphen_at_the_end_of_a_line_is_kept(read: Read) -> None:
    assert "encaisse-\nment et fermeture" in read(layouts.sidebar_left())


def test_a_line_written_upwards_is_read_too(read: Read) -> None:
    found = lines(read(layouts.turned_sidebar()))
    assert found == [*said(MAIN), "Camille Martin"]


def test_a_page_stored_on_its_side_is_read_upright(read: Read) -> None:
    text = read(layouts.page_on_its_side())
    assert lines(text) == said(MAIN)


def test_a_title_with_its_letters_apart_is_read_as_words(read: Read) -> None:
    sheet = Sheet()
    sheet.pdf.set_char_spacing(5)
    sheet.line(40, 60, "COMPÉTENCES CLÉS", size=14)
    sheet.pdf.set_char_spacing(0)
    sheet.lines(40, 80, MAIN)
    assert lines(read(sheet.content))[0] == "COMPÉTENCES CLÉS"


def test_the_same_header_on_every_page_does_no_harm(read: Read) -> None:
    sheet = Sheet()
    for at in range(3):
        if at:
            sheet.page()
        sheet.line(40, 30, "Camille Martin - page")
        sheet.lines(40, 80, [f"Page {at} ligne {line}" for line in range(3)])
    found = lines(read(sheet.content))
    assert found.count("Camille Martin - page") == 3
    assert [line for line in found if line.startswith("Page")] == [
        f"Page {at} ligne {line}" for at in range(3) for line in range(3)
    ]


def test_an_owner_password_alone_closes_nothing(read: Read) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", "", 12)
    pdf.set_encryption(owner_password="secret")
    pdf.text(20, 20, "Conduite de chariots")
    assert read(bytes(pdf.output())) == "Conduite de chariots"
