"""PDF files object by object, for those that no writer of PDF would make."""

import zlib
from collections.abc import Sequence

HELLO = b"BT /F 12 Tf 50 700 Td (Bonjour) Tj ET "
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


def pdf(objects: Sequence[bytes], root: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1."""
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF"
    return content + head + table + tail % (len(objects) + 1, root, len(content))


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A packed stream object."""
    packed = zlib.compress(content, 9)
    head = b"<</Length %d /Filter /FlateDecode %b>>stream\n" % (len(packed), more)
    return head + packed + b"\nendstream"


def one_page(
    drawing: bytes, *, kids: bytes = b"3 0 R", count: int = 1, forms: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page; the forms are objects 6 and on, known to the page as X6 and on."""
    named = b"".join(b"/X%d %d 0 R " % (at, at) for at in range(6, 6 + len(forms)))
    resources = b"/Font <</F 5 0 R>> /XObject <<%b>>" % named
    return pdf(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [%b] /Count %d>>" % (kids, count),
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources <<%b>> "
            b"/Contents 4 0 R>>" % resources,
            stream(drawing),
            b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            *(stream(form, FORM + b"/Resources <<%b>>" % resources) for form in forms),
        ]
    )
