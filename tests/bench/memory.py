"""Memory: what the processes of a server hold, as Linux counts it."""

from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
_HELPERS = (b"resource_tracker", b"forkserver")  # of multiprocessing; they serve nothing


def workers(pid: int) -> list[int]:
    """The processes that serve: the children of a parent of several, else the one itself."""
    children = [child for child in _children(pid) if not _is_helper(child)]
    return children or [pid]


def memory(pid: int) -> dict[str, float]:
    """RSS and PSS in MB (a million bytes); {} where Linux does not tell.

    PSS shares out what several processes hold in common, such as mapped files.
    """
    rollup = PROC / str(pid) / "smaps_rollup"
    if not rollup.is_file():
        return {}
    kilobytes = {
        name: int(rest.split()[0])
        for name, _, rest in (line.partition(":") for line in rollup.read_text().splitlines())
        if name in ("Rss", "Pss")
    }
    return {name.upper(): count * 1024 / 1e6 for name, count in kilobytes.items()}


def _children(pid: int) -> Iterator[int]:
    for status in PROC.glob("[0-9]*/stat"):
        try:
            # "pid (name) state parent …", and the name may hold spaces and brackets.
            _, parent, *_ = status.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(parent) == pid:
            yield int(status.parent.name)


def _is_helper(pid: int) -> bool:
    command = (PROC / str(pid) / "cmdline").read_bytes()
    return any(name in command for name in _HELPERS)
