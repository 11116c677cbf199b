"""Version of an archive: what its version.txt says, checked against its file names."""

from __future__ import annotations

import re
from datetime import date, datetime

from romarin.catalogue.archive import VERSION_FILE, Archive
from romarin.catalogue.decoding import decode
from romarin.catalogue.errors import RowInvalid, VersionMismatch
from romarin.catalogue.records import Release, Source

OFFSET = 400  # version 60 has files v460
FIELD = re.compile(
    r"(?P<field>Num[eé]ro de version|Date de publication|Titre/commentaire|Origine)\s*:"
)


def release_of(archive: Archive) -> Release:
    """Raises RowInvalid for a missing or malformed field, VersionMismatch for another version.

    A line "Origine : starter" marks a starter catalogue; official archives have no such line.
    """
    fields = _fields(archive)
    number = _number(archive, fields)
    if str(OFFSET + number) != archive.version:
        expected = f"files v{archive.version}"
        raise VersionMismatch(archive.path, f"{VERSION_FILE} of version {number}", expected)
    return Release(
        version=archive.version,
        number=number,
        date=_date(archive, fields),
        title=fields.get("Titre/commentaire", (0, ""))[1],
        source=_source(archive, fields),
        sha256=archive.sha256,
    )


Fields = dict[str, tuple[int, str]]  # field -> its line and value


def _fields(archive: Archive) -> Fields:
    text = decode(_file(archive), archive.version_text)
    fields: Fields = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := FIELD.match(line):
            name = match["field"].replace("é", "e")
            fields.setdefault(name, (number, line[match.end() :].strip()))
    return fields


def _number(archive: Archive, fields: Fields) -> int:
    line, value = fields.get("Numero de version", (1, ""))
    if not re.fullmatch(r"\d{1,3}", value, re.ASCII):
        raise RowInvalid(_file(archive), line, value, '"Numero de version : 60" expected')
    return int(value)


def _date(archive: Archive, fields: Fields) -> date:
    line, value = fields.get("Date de publication", (1, ""))
    try:
        return datetime.strptime(value, "%d/%m/%Y").date()
    except ValueError as error:
        reason = '"Date de publication : 18/09/2025" expected'
        raise RowInvalid(_file(archive), line, value, reason) from error


def _source(archive: Archive, fields: Fields) -> Source:
    line, value = fields.get("Origine", (1, "official"))
    try:
        return Source(value)
    except ValueError as error:
        raise RowInvalid(_file(archive), line, value, '"Origine : starter" expected') from error


def _file(archive: Archive) -> str:
    return f"{archive.path.name}: {VERSION_FILE}"
