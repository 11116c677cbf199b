"""Processes: the engine of bulk runs on one machine, a worker for each core."""

import os
import signal
from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from romarin.batch.errors import WorkerDied
from romarin.batch.reading import batches
from romarin.batch.records import Batch, Job, MakeTag, Place, Tag, Tagged

AHEAD = 2  # batches for each worker, read and not yet written: it never waits, memory is bounded
# A worker is one thread's work; pools of BLAS and OpenMP would fight over the cores.
SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Processes:
    """Tags with worker processes that are started afresh, so that none inherits a thread."""

    workers: int

    def __call__(self, job: Job, after: Place) -> Generator[Tagged, None, None]:
        """What follows a place, in order.

        Raises WorkerDied, and what reading, loading and tagging raise.
        """
        for name in SINGLE_THREADED:
            os.environ.setdefault(name, "1")
        pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _begin)
        try:
            yield from self._in_order(pool, job, after)
        except BrokenProcessPool as error:
            raise WorkerDied(self.workers) from error
        finally:
            pool.shutdown(cancel_futures=True)

    def _in_order(
        self, pool: ProcessPoolExecutor, job: Job, after: Place
    ) -> Generator[Tagged, None, None]:
        pending: deque[Future[Tagged]] = deque()
        for batch in batches(enumerate(job.inputs), job.columns, job.task, after):
            pending.append(pool.submit(tag_batch, job.make, batch))
            if len(pending) > AHEAD * self.workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def usable_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def tag_batch(make: MakeTag, batch: Batch) -> Tagged:
    """In a worker: tags with what was loaded there, which the first batch waits for."""
    return _tagger(make)(batch)


@cache
def _tagger(make: MakeTag) -> Tag:
    return make()


def _begin() -> None:
    """In a worker, at its start: Ctrl-C is for the parent, and nobody outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A pool's workers hold the pipe that they read open themselves: they would wait for ever for
    # a parent that was killed.
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
