"""ODT: paragraphs, lists, tables, frames and page headers, each once and in order."""

from tests.engines.documents.conftest import Read
from tests.engines.documents.packages import odt, odt_styles

from romarin.engines.documents import DocumentReader, Format


def cell(*paragraphs: str) -> str:
    content = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return f"<table:table-cell>{content}</table:table-cell>"


def test_paragraphs_are_lines(reader: DocumentReader) -> None:
    body = "<text:p>Aide-<text:span>soignante</text:span>\n  de nuit</text:p><text:p>Lyon</text:p>"
    found = reader.read(odt(body), name="x")
    assert found.text == "Aide-soignante de nuit\nLyon"
    assert (found.pages, found.format) == (None, Format.ODT)


def test_spaces_tabulations_and_breaks_are_kept(read: Read) -> None:
    body = "<text:p>2019<text:tab/>Cariste<text:line-break/>à<text:s text:c='2'/>Lyon</text:p>"
    assert read(odt(body)).split() == ["2019", "Cariste", "à", "Lyon"]
    assert "2019\tCariste\nà" in read(odt(body))


def test_items_have_a_bullet_and_headings_an_empty_line(read: Read) -> None:
    items = "".join(
        f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("Vendre", "Ranger")
    )
    body = f"<text:p>Camille</text:p><text:h>Missions</text:h><text:list>{items}</text:list>"
    assert read(odt(body)) == "Camille\n\nMissions\n• Vendre\n• Ranger"


def test_tables_are_read_by_rows_or_by_cells(read: Read) -> None:
    rows = [
        cell("2019") + cell("Cariste"),
        cell("CONTACT", "Lyon") + cell("PROFIL", "Soigneuse"),
    ]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    found = read(odt(f"<table:table>{table}</table:table>"))
    assert found == "2019\tCariste\nCONTACT\nLyon\nPROFIL\nSoigneuse"


def test_a_frame_is_read_after_its_paragraph(read: Read) -> None:
    frame = "<draw:frame><draw:text-box><text:p>Permis B</text:p></draw:text-box></draw:frame>"
    assert read(odt(f"<text:p>Cari{frame}ste</text:p>")) == "Cariste\nPermis B"


def test_page_headers_come_first_and_footers_last(read: Read) -> None:
    styles = odt_styles("<text:p>Camille</text:p>", "<text:p>Permis B</text:p>")
    found = read(odt("<text:p>Cariste</text:p>", {"styles.xml": styles}))
    assert found == "Camille\nCariste\nPermis B"


def test_comments_and_deletions_are_not_read(read: Read) -> None:
    body = (
        "<text:tracked-changes><text:p>Ancien</text:p></text:tracked-changes>"
        "<text:p>Cariste<office:annotation><text:p>À revoir</text:p></office:annotation></text:p>"
    )
    assert read(odt(body)) == "Cariste"
