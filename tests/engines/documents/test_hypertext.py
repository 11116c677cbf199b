"""HTML: what a reader sees, line by line, whatever surrounds it."""

import pytest
from tests.engines.documents.conftest import Read

from romarin.engines.documents import DocumentReader, Format

PAGE = """<!DOCTYPE html><html><head><title>Offres</title><style>p{color:red}</style></head><body>
<nav><a href="/">Accueil</a></nav><script>var x = "<p>non</p>";</script>
<h1>Cariste&nbsp;F/H</h1><p>Vous conduisez
   des <b>chariots</b> &eacute;l&eacute;vateurs<br>de jour.</p>
<ul><li>CACES 1<li><p>CACES 3</p></ul><div hidden>caché</div><p style="display: none">caché</p>
<table><tr><th>Salaire<td>1 900 &euro;</table><template><p>modèle</p></template>
<noscript>Activez JavaScript</noscript></body></html>"""


def test_a_page_is_told_by_its_content(reader: DocumentReader) -> None:
    found = reader.read(PAGE.encode(), name="offre.txt")
    assert (found.format, found.pages) == (Format.HTML, None)
    assert found.text == (
        "Cariste\u00a0F/H\nVous conduisez des chariots élévateurs\nde jour.\n"
        "• CACES 1\n• CACES 3\nSalaire\t1 900 €"
    ).replace("\u00a0", " ")


def test_a_fragment_is_a_page_where_its_name_says_so(reader: DocumentReader) -> None:
    fragment = b"<p>Vendre</p><p>Ranger</p>"
    assert reader.read(fragment, name="offre.html").text == "Vendre\nRanger"
    assert reader.read(fragment, name="offre.txt").format is Format.TXT


def test_preformatted_lines_stay_lines(read: Read) -> None:
    assert read(b"<html><pre>Vendre\n  Ranger</pre>") == "Vendre\nRanger"


def test_a_navigation_that_is_never_closed_ends_with_its_parent(read: Read) -> None:
    assert read(b"<html><body><div><nav>Accueil</div><p>Cariste</p>") == "Cariste"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_a_page_is_read_in_the_encoding_that_it_names(read: Read, encoding: str) -> None:
    page = f'<html><meta charset="{encoding}"><p>Été, où ça</p></html>'
    assert read(page.encode(encoding)) == "Été, où ça"


def test_a_page_that_names_a_wrong_encoding_is_read_by_its_bytes(read: Read) -> None:
    page = '<html><meta charset="utf-8"><p>Été</p></html>'
    assert read(page.encode("cp1252")) == "Été"
    for name in ("klingon", "idna", "hex", "utf-7"):
        assert read(page.replace("utf-8", name).encode("utf-8")) == "Été"


def test_a_page_in_utf_16_is_read(read: Read) -> None:
    assert read("<html><p>Été</p></html>".encode("utf-16")) == "Été"
