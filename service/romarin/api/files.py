"""Files: the route that reads offers and CVs out of PDF, DOCX, ODT, HTML and text files."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api import file_schemas, reading_examples
from romarin.api.asked import LONGEST_TEXT, check_characters
from romarin.api.batches import Told, answer, batches, in_turns
from romarin.api.errors import Fault, RequestInvalid, TextTooLong
from romarin.api.extractions import read_documents
from romarin.api.form import FilesAsked, NamedFile, files_asked
from romarin.api.multipart import parts_of
from romarin.api.readers import FileReader
from romarin.api.service import service_of
from romarin.api.unreadable import problem_of
from romarin.catalogue import RomarinError
from romarin.engines.documents.document import ReadDocument
from romarin.engines.documents.errors import DocumentUnreadable
from romarin.engines.extraction import Document

PLACES = 8  # of the queue: a request holds up to 50 MB

router = APIRouter(prefix="/v1", tags=["Textes"])


@router.post(
    "/extractions/files",
    summary="Extrait les compétences et les métiers de fichiers",
    description=reading_examples.FILES_DESCRIPTION,
    response_model=file_schemas.FileExtractions,
    responses=reading_examples.responses(reading_examples.FILES),
    openapi_extra=file_schemas.TAKEN,
)
async def extract_files(request: Request) -> Response:
    """Reads files."""
    service = service_of(request)
    files, extraction = service.readers.files, service.extraction
    async with service.turns.place(size=PLACES):
        asked = files_asked(await parts_of(request), service.knows)
        read = await service.turns.apart([partial(_read, files, one) for one in asked.files])
        texts = _texts(asked, read)
        documents = [Document(one.text, kind=asked.kind) for one in texts]
        told = await in_turns(
            request,
            partial(read_documents, extraction, asked.options),
            batches(documents, lambda one: len(one.text)),
        )
    return answer(request, [one.name for one in asked.files], _in_place(read, told))


def _read(files: FileReader, file: NamedFile) -> ReadDocument | RomarinError:
    """The text of a file, or why there is none."""
    try:
        read = files.read(file.content, name=file.name)
    except DocumentUnreadable as error:
        return error
    return read if len(read.text) <= LONGEST_TEXT else TextTooLong(len(read.text), LONGEST_TEXT)


def _texts(asked: FilesAsked, read: Sequence[ReadDocument | RomarinError]) -> list[ReadDocument]:
    """Raises RequestInvalid when no file could be read, BodyTooLarge for too much text in all."""
    texts = [one for one in read if isinstance(one, ReadDocument)]
    if not texts:
        raise RequestInvalid(
            [
                Fault(f"/files/{at}", file.name, str(error), in_body=True)
                for at, (file, error) in enumerate(zip(asked.files, read, strict=True))
            ]
        )
    check_characters(one.text for one in texts)
    return texts


def _in_place(read: Sequence[ReadDocument | RomarinError], told: Sequence[Told]) -> list[Told]:
    """What each file says, or its problem, in the order of the files."""
    rest = iter(told)
    return [
        {"pages": one.pages, "text": one.text, **next(rest)}
        if isinstance(one, ReadDocument)
        else {"error": problem_of(one)}
        for one in read
    ]
