"""Plain text: the same characters out of every encoding that French comes in."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.documents.conftest import Read

from romarin.engines.documents import DocumentReader, Format
from romarin.engines.documents.plain import decode

TEXT = (
    "Employée polyvalente à Besançon : accueil, caisse, mise en rayon.\n"
    "Maîtrise du logiciel de gestion ; goût du contact, très à l'aise à l'écrit."
)
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "iso-8859-1", "iso-8859-15", "mac-roman", "cp850"),
)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_common_encoding_gives_the_same_text(reader: DocumentReader, encoding: str) -> None:
    found = reader.read(TEXT.encode(encoding), name="cv.txt")
    assert (found.text, found.format, found.pages) == (TEXT, Format.TXT, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "text", ["écoute active", "œuvre d’art", "aide-soignante diplômée", "maçon"]
)
def test_a_few_words_are_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["1 900 € par mois", "« Vendre » – l’été"])
def test_signs_of_windows_are_kept(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@given(st.text())
def test_whatever_is_written_in_utf_8_is_read_back(text: str) -> None:
    found = decode(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert found == text


@given(st.binary())
def test_no_bytes_break_the_reading(content: bytes) -> None:
    found = decode(content)
    assert found is None or isinstance(found, str)


def test_lines_end_alike_and_what_no_text_holds_is_gone(read: Read) -> None:
    text = "Vendre\r\nRanger\rNettoyer\x0cCompter\x07\ufeff"
    assert read(codecs.BOM_UTF8 + text.encode()) == "Vendre\nRanger\nNettoyer\nCompter"


def test_the_spaces_of_a_text_are_its_own(read: Read) -> None:
    assert read(b"  Vendre   \n\n\n\n  Ranger") == "  Vendre   \n\n\n\n  Ranger"
