"""Workers: the processes that share one address, started again when they die."""

import signal
from pathlib import Path
from socket import socket

from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess


class Workers(Multiprocess):
    """uvicorn's own supervisor; it stops sooner, and keeps count of the workers that are ready."""

    def __init__(self, config: Config, sockets: list[socket], counts: Path) -> None:
        """`counts` is the folder through which the workers share their counts."""
        super().__init__(config, sockets)
        self.counts = counts
        for number in (signal.SIGTERM, signal.SIGINT):
            # uvicorn looks at its queue of signals twice a second only.
            signal.signal(number, lambda *_: self.should_exit.set())

    @property
    def failed(self) -> bool:
        """Whether a worker gave up because it cannot load what it serves."""
        return any(process.exitcode == STARTUP_FAILURE for process in self.processes)

    def keep_subprocess_alive(self) -> None:
        """Also takes the dead out of the count of those that are ready."""
        before = {process.pid for process in self.processes}
        super().keep_subprocess_alive()
        for pid in before - {process.pid for process in self.processes}:
            # As prometheus_client does it; this process does without its import.
            for path in self.counts.glob(f"gauge_live*_{pid}.db"):
                path.unlink(missing_ok=True)
