"""Confinement: what a reader process may use, kept by the operating system."""

import contextlib
import math
import resource

_NONE = 0


def confine(memory: int) -> None:
    """Limits this process: its memory; and it makes no file, no process and no core dump.

    A system without one of the limits (macOS has none on memory that it keeps to) goes without:
    the owner's clock and its choice of what to read stay.
    """
    _limit(resource.RLIMIT_CORE, _NONE)
    _limit(resource.RLIMIT_FSIZE, _NONE)
    _limit(resource.RLIMIT_NPROC, _NONE)
    _limit(resource.RLIMIT_AS, memory)


def allow_cpu(seconds: int) -> None:
    """Lets this process compute for so many seconds from now on; then it is killed."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    _limit(resource.RLIMIT_CPU, used + seconds)


def _limit(kind: int, value: int) -> None:
    """Sets what may be used; what may be set stays, so that it can be raised again."""
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        value = min(value, most)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, most))
