"""Entry of `make bench`: makes `tests.bench` importable, then runs its command line."""

import sys
from pathlib import Path

# This folder, which Python puts first, would make its modules top-level ones.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.bench.command import main  # noqa: E402 - the line above must come first

if __name__ == "__main__":
    main()
