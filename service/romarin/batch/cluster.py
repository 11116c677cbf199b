"""Cluster: the engine of bulk runs on Ray Data, the only module that knows Ray."""

import logging
import pickle
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from romarin.batch.errors import ClusterFailed, ExtraMissing
from romarin.batch.processes import tag_batch, usable_cores
from romarin.batch.reading import batches
from romarin.batch.records import Job, MakeTag, Place, Tagged
from romarin.catalogue import RomarinError

if TYPE_CHECKING:
    import ray.data

READING_CORES = 0.1  # of a core: reading a file is some thousandths of tagging it
TOGETHER = 8  # batches that a worker takes at a time: Ray spends milliseconds on each taking
BLOCK_BYTES = 2**18  # what a worker takes is a block, and no more than one
LOCAL_STORE = 256 * 2**20  # bytes of a local cluster's shared memory


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tags with workers of a Ray cluster; every node must be able to read inputs and artefact."""

    workers: int | None = None  # None: one for each core that the cluster has now
    address: str | None = None  # None: a cluster on this machine, for the time of the run

    def __call__(self, job: Job, after: Place) -> Generator[Tagged, None, None]:
        """What follows a place, in order.

        Raises ExtraMissing, ClusterFailed, and what reading, loading and tagging raise.
        """
        with self._connected() as workers:
            for row in _dataset(job, after, workers).iter_rows():
                yield from _opened(row["tagged"])

    @contextmanager
    def _connected(self) -> Iterator[int]:
        """The number of workers to start."""
        ray = _ray()
        # Ray's own lines are for those who run clusters; what fails, fails with an error of ours.
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
        try:
            if self.address is None:
                workers = self.workers or usable_cores()
                local = {"num_cpus": workers + 1, "object_store_memory": LOCAL_STORE}
                ray.init(include_dashboard=False, **local, **quiet)
            else:
                ray.init(address=self.address, **quiet)
            yield self.workers or max(int(ray.cluster_resources().get("CPU", 1)) - 1, 1)
        except (ray.exceptions.RayError, ConnectionError) as error:
            raise ClusterFailed(self.address or "this machine", type(error).__name__) from error
        finally:
            ray.shutdown()


def _dataset(job: Job, after: Place, workers: int) -> "ray.data.Dataset":
    """Files, then batches of their rows, then what became of each batch; all in order."""
    import ray.data

    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.target_max_block_size = BLOCK_BYTES
    left = list(range(after.file, len(job.inputs)))
    files = ray.data.from_items([{"file": at} for at in left], override_num_blocks=len(left))
    read = files.flat_map(_read, fn_args=(job, after), num_cpus=READING_CORES)
    pool = ray.data.ActorPoolStrategy(size=workers)
    return read.map(_Worker, fn_args=(job.make,), num_cpus=1, compute=pool)


def _read(file: dict[str, Any], job: Job, after: Place) -> Iterator[dict[str, Any]]:
    at = int(file["file"])
    read = batches([(at, job.inputs[at])], job.columns, job.task, after)
    try:
        while together := tuple(islice(read, TOGETHER)):
            yield {"batches": pickle.dumps(together)}
    except RomarinError as error:
        yield {"batches": pickle.dumps(error)}


class _Worker:
    """One actor of the cluster, which loads its engines with its first batch."""

    def __call__(self, row: dict[str, Any], make: MakeTag) -> dict[str, Any]:
        try:
            tagged = [tag_batch(make, batch) for batch in _opened(row["batches"])]
            return {"tagged": pickle.dumps(tagged)}
        except RomarinError as error:
            return {"tagged": pickle.dumps(error)}


def _opened(packed: bytes) -> Any:  # noqa: ANN401 - what a step before packed
    """Our errors travel as values: Ray would log what it sees raised, and wrap it."""
    opened = pickle.loads(packed)
    if isinstance(opened, RomarinError):
        raise opened
    return opened


def _ray() -> Any:  # noqa: ANN401 - types of Ray are not followed
    try:
        import ray
        import ray.data
    except ImportError as error:
        instead = "leave --engine out: this machine's processes do the same"
        raise ExtraMissing("--engine ray", "ray", "ray", instead) from error
    return ray
