"""Reading: a process of its own that reads an archive once, and tells its time and memory.

`python -m tests.bench.reading romarin|csv ARCHIVE`
"""

import csv
import io
import json
import re
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path


def main() -> None:
    """Prints seconds, imports included, and the most memory that the process ever held."""
    started = time.perf_counter()
    content = READERS[sys.argv[1]](Path(sys.argv[2]))
    seconds = time.perf_counter() - started
    assert content
    print(json.dumps({"s": seconds, "MB": _most_megabytes()}))  # noqa: T201 - what it is for


def _most_megabytes() -> float:
    """The most memory that this process ever held."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage would count the parent's, as it was before exec
        kilobytes = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(), re.MULTILINE)
        assert kilobytes
        return int(kilobytes[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def read_by_romarin(path: Path) -> object:
    """The catalogue, every relation checked."""
    from romarin.catalogue import Catalogue

    return Catalogue.load(path)


def read_by_csv(path: Path) -> object:
    """The rows of every file, as lists of texts, nothing checked."""
    return [
        list(csv.reader(io.StringIO(content.decode("utf-8", errors="replace"))))
        for content in _files(path)
    ]


def _files(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        yield from (file.read_bytes() for file in sorted(path.glob("*.csv")))
        return
    with zipfile.ZipFile(path) as members:
        yield from (members.read(name) for name in members.namelist() if name.endswith(".csv"))


READERS: Mapping[str, Callable[[Path], object]] = {
    "romarin": read_by_romarin,
    "csv": read_by_csv,
}

if __name__ == "__main__":
    main()
