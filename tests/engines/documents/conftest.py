"""A reader that the tests of documents share; each test that ends one makes its own."""

from collections.abc import Callable, Iterator

import pytest

from romarin.engines.documents import DocumentReader

Read = Callable[..., str]


@pytest.fixture(scope="session")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as reader:
        yield reader


@pytest.fixture(scope="session")
def read(reader: DocumentReader) -> Read:
    """The text of a file."""

    def text(content: bytes, name: str = "cv") -> str:
        return reader.read(content, name=name).text

    return text
