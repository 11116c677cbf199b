"""Multipart: the parts of a form, read into memory as they come and no further than their limits.

Nothing is written to a disk, as Starlette's own forms would be: a file may be somebody's CV.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from romarin.api.errors import BodyMalformed, BodyTooLarge, Fault, RequestInvalid
from romarin.api.incoming import MEBI, chunks, expect_type

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FORM = "multipart/form-data"
MOST_FILES = 16
LARGEST_FILE = 10 * MEBI
LARGEST_FILES = 50 * MEBI  # all together
LARGEST_BODY = LARGEST_FILES + MEBI  # with what stands between them
LARGEST_FIELD = 64 * 1024  # bytes of a part that is no file
MOST_PARTS = MOST_FILES + 8  # some more than can be right, so that what is wrong is told
_WAY_OUT = "send a form as `curl -F files=@cv.pdf` does"


@dataclass(slots=True)
class Part:
    """One part of a form."""

    name: str = ""
    filename: str | None = None  # None for a part that is no file
    content: bytearray = field(default_factory=bytearray)


async def parts_of(request: Request) -> list[Part]:
    """The parts in order.

    Raises TypeUnsupported, BodyTooLarge, BodyMalformed, or RequestInvalid for too many parts.
    """
    boundary = expect_type(request, FORM).get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise BodyMalformed("Content-Type names no boundary", _WAY_OUT)
    form = Form()
    try:
        parser = MultipartParser(boundary.encode("latin-1", "replace"), form.callbacks())
        async for chunk in chunks(request, most=LARGEST_BODY):
            parser.write(chunk)
    except FormParserError as error:
        raise BodyMalformed("the body is no form of this boundary", _WAY_OUT) from error
    if not form.ended:
        raise BodyMalformed("the form ends before its last boundary", _WAY_OUT)
    return form.parts


class Form:
    """What a parser has told so far."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.parts: list[Part] = []
        self.ended = False
        self._name = self._value = b""
        self._files = 0  # bytes of all of them

    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._begin_header,
            "on_header_field": self._add_name,
            "on_header_value": self._add_value,
            "on_header_end": self._end_header,
            "on_part_data": self._add_content,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        if len(self.parts) == MOST_PARTS:
            detail = f"more than {MOST_PARTS} parts; give {MOST_FILES} files at most"
            raise RequestInvalid([Fault("", "", detail, in_body=True)])
        self.parts.append(Part())

    def _begin_header(self) -> None:
        self._name = self._value = b""

    def _add_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._name.lower() != b"content-disposition":
            return
        _, options = parse_options_header(self._value.decode("latin-1"))
        part = self.parts[-1]
        part.name = _text(options.get(b"name", b""))
        if b"filename" in options:
            part.filename = _text(options[b"filename"])

    def _add_content(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        size = len(part.content) + end - start
        if part.filename is None:
            if size > LARGEST_FIELD:
                raise BodyTooLarge("a field of the form larger", f"{LARGEST_FIELD // 1024} kB")
        else:
            self._files += end - start
            if size > LARGEST_FILE:
                raise BodyTooLarge("a file larger", f"{LARGEST_FILE // MEBI} MB")
            if self._files > LARGEST_FILES:
                raise BodyTooLarge("files larger in all", f"{LARGEST_FILES // MEBI} MB")
        part.content += data[start:end]

    def _end(self) -> None:
        self.ended = True


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "\ufffd")
