"""Reader: processes that are killed, slow or greedy are replaced; nothing is left behind."""

import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.engines.documents import layouts
from tests.engines.documents.packages import docx, odt, paragraph

from romarin.engines.documents import (
    DocumentReader,
    DocumentTooLarge,
    DocumentUnreadable,
    Limits,
    ReaderDied,
    ReadingTooSlow,
)

# Quadratic in the parser: minutes, were it let.
ENDLESS = b"<html>" + b"<div>" * 400_000
LINUX = Path("/proc/self/statm").exists()


@pytest.fixture
def single() -> Iterator[DocumentReader]:
    """A reader of one process, for tests that end it."""
    with DocumentReader(Limits(readers=1)) as reader:
        yield reader


def pid(reader: DocumentReader) -> int:
    """Of the only process."""
    [number] = reader.pids
    return number


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def begun(reader: DocumentReader, content: bytes) -> "Future[object]":
    """A read in a thread of its own, once its process stands."""
    reader.read(b"Bonjour", name="cv")
    pool = ThreadPoolExecutor(1)
    future: Future[object] = pool.submit(reader.read, content, name="cv")
    pool.shutdown(wait=False)
    time.sleep(0.3)
    return future


def test_a_process_killed_while_it_reads_is_told_and_replaced(single: DocumentReader) -> None:
    future = begun(single, ENDLESS)
    first = pid(single)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ReaderDied) as error:
        future.result(30)
    assert error.value.reason == "SIGKILL"
    assert single.read(b"Bonjour", name="cv").text == "Bonjour"
    assert pid(single) != first


def test_a_process_killed_while_it_waits_harms_no_document(single: DocumentReader) -> None:
    single.read(b"Bonjour", name="cv")
    os.kill(pid(single), signal.SIGKILL)
    time.sleep(0.1)
    assert single.read(b"Bonsoir", name="cv").text == "Bonsoir"


def test_a_document_that_takes_too_long_is_told_in_time() -> None:
    with DocumentReader(Limits(readers=1, seconds=1)) as reader:
        reader.read(b"Bonjour", name="cv")
        started = time.monotonic()
        with pytest.raises(ReadingTooSlow) as error:
            reader.read(ENDLESS, name="cv")
        assert time.monotonic() - started < 15
        assert error.value.seconds == 1
        assert reader.read(b"Bonjour", name="cv").text == "Bonjour"


def test_a_process_that_stands_still_is_ended() -> None:
    with DocumentReader(Limits(readers=1, seconds=1)) as reader:
        reader.read(b"Bonjour", name="cv")
        os.kill(pid(reader), signal.SIGSTOP)
        with pytest.raises(ReadingTooSlow):
            reader.read(b"Bonjour" * 100_000, name="cv")
        assert reader.read(b"Bonjour", name="cv").text == "Bonjour"


@pytest.mark.slow
def test_the_system_ends_what_computes_for_too_long() -> None:
    with DocumentReader(Limits(readers=1, seconds=60, cpu_seconds=1)) as reader:
        with pytest.raises(ReadingTooSlow) as error:
            reader.read(ENDLESS, name="cv")
        assert error.value.seconds == 1
        for _ in range(3):
            assert reader.read(b"Bonjour", name="cv").text == "Bonjour"


@pytest.mark.skipif(not LINUX, reason="only Linux keeps to a limit of address space")
def test_a_document_that_takes_too_much_memory_is_told() -> None:
    with DocumentReader(Limits(readers=1, memory=100 * 2**20)) as reader:
        with pytest.raises((DocumentTooLarge, ReaderDied)):
            reader.read(b"<html>" + b"<a x=y>" * 1_400_000, name="cv")
        assert reader.read(b"Bonjour", name="cv").text == "Bonjour"


def test_twenty_threads_get_each_its_own_text(reader: DocumentReader) -> None:
    contents = [
        docx(paragraph(f"Cariste {at}")) if at % 2 else odt(f"<text:p>Cariste {at}</text:p>")
        for at in range(20)
    ]
    contents[3], contents[4] = b"", layouts.sidebar_left()

    def text(content: bytes) -> str:
        try:
            return reader.read(content, name="cv").text
        except DocumentUnreadable as error:
            return type(error).__name__

    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(text, contents))
    assert found[3] == "TextMissing"
    assert found[4].startswith("Camille Martin")
    assert [found[at] for at in (0, 1, 2, 5, 19)] == [f"Cariste {at}" for at in (0, 1, 2, 5, 19)]
    assert len(reader.pids) <= reader.limits.readers


@pytest.mark.slow
def test_a_bad_document_among_twenty_spoils_no_other() -> None:
    with DocumentReader(Limits(readers=2, seconds=4)) as reader, ThreadPoolExecutor(20) as pool:
        contents = [ENDLESS if at == 7 else b"Bonjour" for at in range(20)]
        futures = [pool.submit(reader.read, content, name="cv") for content in contents]
        errors = [future.exception(60) for future in futures]
    assert [at for at, error in enumerate(errors) if error] == [7]
    assert isinstance(errors[7], ReadingTooSlow)


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_memory_comes_back_after_large_documents(single: DocumentReader) -> None:
    def resident(number: int) -> int:
        return int(Path(f"/proc/{number}/statm").read_text().split()[1]) * resource.getpagesize()

    single.read(layouts.sidebar_left(), name="cv")
    before, own = resident(pid(single)), resident(os.getpid())
    large = b"<html>" + b"<p>Bonjour" * 40_000
    for _ in range(6):
        single.read(large, name="cv")
    single.read(layouts.sidebar_left(), name="cv")
    assert resident(pid(single)) - before < 64 * 2**20
    assert resident(os.getpid()) - own < 32 * 2**20


def test_a_reader_that_is_closed_leaves_no_process(single: DocumentReader) -> None:
    single.read(b"Bonjour", name="cv")
    number = pid(single)
    single.close()
    assert not alive(number)
    with pytest.raises(ReaderDied):
        single.read(b"Bonjour", name="cv")
    single.close()


def test_closing_ends_what_is_read(single: DocumentReader) -> None:
    future = begun(single, ENDLESS)
    number = pid(single)
    single.close()
    with pytest.raises(ReaderDied):
        future.result(30)
    assert not alive(number)


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_processes_end_with_an_owner_that_is_killed() -> None:
    code = (
        "from romarin.engines.documents import DocumentReader\n"
        "reader = DocumentReader()\n"
        "reader.read(b'Bonjour', name='cv')\n"
        "print(*reader.pids, flush=True)\n"
        "input()\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout is not None
        number = int(owner.stdout.readline())
        owner.kill()
        owner.wait()
    until(lambda: not _runs(number))


def _runs(number: int) -> bool:
    """Whether it is a process and no mere entry of one that ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_a_process_is_confined(single: DocumentReader) -> None:
    single.read(b"Bonjour", name="cv")
    told = Path(f"/proc/{pid(single)}/limits").read_text()
    limits = {line[:26].strip(): line[26:].split()[0] for line in told.splitlines()[1:]}
    assert limits["Max address space"] == str(single.limits.memory)
    assert (limits["Max file size"], limits["Max core file size"]) == ("0", "0")
    assert limits["Max processes"] == "0"
    maps = Path(f"/proc/{pid(single)}/maps").read_text()
    assert not any(name in maps for name in ("onnxruntime", "faiss", "numpy"))


def test_nothing_of_a_document_is_kept_or_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with caplog.at_level(logging.DEBUG), DocumentReader() as reader:
        reader.read(layouts.sidebar_left(), name="Camille Martin.pdf")
        reader.read(docx(paragraph("Camille Martin")), name="Camille Martin.docx")
        with pytest.raises(DocumentUnreadable):
            reader.read(docx("<w:p>"), name="Camille Martin.docx")
    assert not list(tmp_path.iterdir())
    assert "Camille" not in caplog.text


def test_the_owner_loads_no_library_of_any_format() -> None:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import romarin.engines.documents\n"
        "print({'pypdfium2', 'selectolax'} & {name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_no_thread_outlives_a_read(reader: DocumentReader) -> None:
    before = threading.active_count()
    for _ in range(5):
        reader.read(b"Bonjour", name="cv")
    until(lambda: threading.active_count() <= before)


def test_the_example_of_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[3] / "docs" / "documents.md").read_text("utf-8")
    exec(page.split("```python\n")[1].split("```")[0], {})
    assert capsys.readouterr().out == "txt None Conduite de chariots\n"
