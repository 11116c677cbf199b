"""Form: what a form with files asks for, in the records of the engines."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.api.asked import Knows, read_options
from romarin.api.incoming import parsed
from romarin.api.members import Member
from romarin.api.multipart import MOST_FILES, Part
from romarin.engines.extraction import DocumentKind, Options

FILES, OPTIONS, KIND = "files", "options", "kind"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """A form of /v1/extractions/files."""

    files: Sequence[NamedFile]
    kind: DocumentKind | None
    options: Options


def files_asked(parts: Sequence[Part], knows: Knows) -> FilesAsked:
    """Raises RequestInvalid, or BodyMalformed for options that are no JSON."""
    form = Member.root(_grouped(parts))
    held = form.members((FILES, OPTIONS, KIND))
    files = [_file(one) for one in held[FILES].items(least=1, most=MOST_FILES)]
    kind = _single(held[KIND]).choice(DocumentKind)
    options = read_options(_json(_single(held[OPTIONS])), knows)
    form.check()
    return FilesAsked(files, kind, options)


def _grouped(parts: Sequence[Part]) -> dict[str, list[Part]]:
    grouped: dict[str, list[Part]] = {}
    for part in parts:
        grouped.setdefault(part.name, []).append(part)
    return grouped


def _file(one: Member) -> NamedFile:
    part: Part = one.value
    if not part.filename:
        one.refuse("no file; give it a file name")
    content = bytes(part.content)
    part.content.clear()  # files are held once
    return NamedFile(part.filename or "", content)


def _single(field: Member) -> Member:
    """The text of a field."""
    if not field.given:
        return field
    if len(field.value) > 1:
        field.refuse(f"given {len(field.value)} times; give it once")
    return field.holding(field.value[0].content.decode("utf-8", "replace"))


def _json(field: Member) -> Member:
    """The field with what its text holds. Raises BodyMalformed."""
    return (
        field.holding(parsed(field.value.encode(), f"the field {OPTIONS}"))
        if field.given
        else field
    )
