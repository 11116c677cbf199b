"""Trees of processes, as /proc tells them: who descends from whom, and what they hold."""

import time
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def held(pids: list[int]) -> int:
    """Bytes that are these processes' own, in memory or swapped out; mapped files are not."""
    status = (Path(f"/proc/{pid}/status").read_text().splitlines() for pid in pids)
    lines = (line.split() for lines in status for line in lines)
    return 1024 * sum(int(line[1]) for line in lines if line[0] in ("RssAnon:", "VmSwap:"))


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(pids: list[int], *, patience: float) -> None:
    """Returns when none of them runs any more; fails when that takes too long."""
    end = time.monotonic() + patience
    while running := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < end, f"{running} still run"
        time.sleep(0.05)
