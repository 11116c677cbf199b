"""DOCX: paragraphs, lists, tables, text boxes and headers, each once and in order."""

from tests.engines.documents.conftest import Read
from tests.engines.documents.packages import docx, header, paragraph

from romarin.engines.documents import DocumentReader, Format

LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: twice, for new and for old readers."""
    content = f"<w:txbxContent>{''.join(map(paragraph, paragraphs))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_paragraphs_are_lines(reader: DocumentReader) -> None:
    found = reader.read(docx(paragraph("Cariste") + paragraph("CACES 1, 3 &amp; 5")), name="x")
    assert (found.text, found.pages, found.format) == ("Cariste\nCACES 1, 3 & 5", None, Format.DOCX)


def test_tabulations_and_breaks_are_kept(read: Read) -> None:
    run = "<w:r><w:t>2019</w:t><w:tab/><w:t>Cariste</w:t><w:br/><w:t>Lyon</w:t></w:r>"
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    assert read(docx(f"<w:p>{stops}{run}</w:p>")) == "2019\tCariste\nLyon"


def test_a_word_in_several_runs_is_one_word(read: Read) -> None:
    body = "<w:p><w:r><w:t>Éva</w:t></w:r><w:r><w:t>cuation</w:t></w:r></w:p>"
    assert read(docx(body)) == "Évacuation"


def test_items_have_a_bullet_and_headings_an_empty_line(read: Read) -> None:
    body = (
        paragraph("Camille")
        + paragraph("Missions", '<w:pStyle w:val="Titre2"/>')
        + paragraph("Vendre", LISTED)
        + paragraph("Ranger", '<w:pStyle w:val="Listepuces"/>')
        + paragraph("Suite", LISTED.replace('w:val="3"', 'w:val="0"'))
    )
    assert read(docx(body)) == "Camille\n\nMissions\n• Vendre\n• Ranger\nSuite"


def test_a_table_of_short_cells_is_read_by_rows(read: Read) -> None:
    rows = f"<w:tr>{cell('2019')}{cell('Cariste')}</w:tr><w:tr>{cell('2020')}{cell('Agent')}</w:tr>"
    assert read(docx(f"<w:tbl>{rows}</w:tbl>")) == "2019\tCariste\n2020\tAgent"


def test_a_table_that_makes_columns_is_read_cell_by_cell(read: Read) -> None:
    row = f"<w:tr>{cell('CONTACT', 'Lyon')}{cell('EXPÉRIENCE', 'Cariste')}</w:tr>"
    assert read(docx(f"<w:tbl>{row}</w:tbl>")) == "CONTACT\nLyon\nEXPÉRIENCE\nCariste"


def test_a_table_within_a_cell_is_read_where_it_stands(read: Read) -> None:
    inner = f"<w:tbl><w:tr>{cell('Anglais')}{cell('B2')}</w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{paragraph('LANGUES')}{inner}</w:tc>{cell('PROFIL')}</w:tr>"
    assert read(docx(f"<w:tbl>{row}</w:tbl>")) == "LANGUES\nAnglais\tB2\nPROFIL"


def test_a_text_box_is_read_once_after_its_paragraph(read: Read) -> None:
    box_ = box("Permis B", "Lyon")
    body = f"<w:p><w:r><w:t>Camille </w:t></w:r>{box_}<w:r><w:t>Martin</w:t></w:r></w:p>"
    assert read(docx(body + paragraph("Cariste"))) == "Camille Martin\nPermis B\nLyon\nCariste"


def test_headers_come_first_and_footers_last(read: Read) -> None:
    more = {
        "word/header1.xml": header(paragraph("Camille Martin")),
        "word/footer1.xml": header(paragraph("Permis B")),
        "word/footnotes.xml": header(paragraph("Obtenu en 2019")),
    }
    found = read(docx(paragraph("Cariste"), more)).split("\n")
    assert [line for line in found if line] == [
        "Camille Martin",
        "Cariste",
        "Obtenu en 2019",
        "Permis B",
    ]


def test_what_was_deleted_moved_away_or_computed_is_not_read(read: Read) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>Ancien</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>Déplacé</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>HYPERLINK mailto</w:instrText></w:r>"
        "<w:ins><w:r><w:t>Nouveau</w:t></w:r></w:ins></w:p>"
    )
    assert read(docx(body)) == "Nouveau"


def test_the_strict_variant_is_read_too(read: Read) -> None:
    strict = docx(paragraph("Cariste"))
    assert read(strict) == "Cariste"
    name = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<document xmlns="{name}"><body><p><r><t>Cariste</t></r></p></body></document>'
    assert read(docx("", {"word/document.xml": body})) == "Cariste"
