"""PostgreSQL: a server of our own, on a socket in a temporary folder, that goes with the run."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from romarin.evaluation.errors import BaselineUnavailable

if TYPE_CHECKING:
    from psycopg import Connection

DEBIAN = Path("/usr/lib/postgresql")  # a folder for each version, none of them on PATH
PROGRAMS = ("initdb", "pg_ctl", "postgres")
EXTENSIONS = ("unaccent", "pg_trgm")
UNPRIVILEGED = ("postgres", "nobody")  # initdb refuses to run as root
USER = "romarin"
NEEDED_BY = "tsvector, trigram"
REMEDY = "install it, on Debian with `apt-get install postgresql`"
# UTF-8 tells letters from signs; Debian has the first, macOS the second.
LOCALES = ("C.UTF-8", "en_US.UTF-8")
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c unix_socket_directories='{folder}'"
)
# The shell outlives whoever started it, however that ends (SIGKILL too): `read` returns when
# the pipe is closed. Its first line says whether the server runs.
GUARD = r"""
trap '' PIPE
cd "$2" || exit
for locale in $4; do
  "$1/initdb" -D data -U "$3" -A trust -E UTF8 --locale="$locale" --no-sync >>log 2>&1 && break
done
[ -e data/PG_VERSION ] && "$1/pg_ctl" start -w -s -D data -l log -o "$5" >>log 2>&1 &&
  echo started || echo failed
read -r _
"$1/pg_ctl" stop -w -s -D data -m immediate >>log 2>&1
cd /
rm -rf "$2"
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server, reached over the socket in its folder only."""

    folder: Path

    @property
    def conninfo(self) -> str:
        """What libpq connects by."""
        return f"host={self.folder} user={USER} dbname=postgres"

    def connect(self) -> "Connection[tuple[Any, ...]]":
        """A new connection, each statement its own transaction."""
        # Imported here: only this baseline needs it.
        import psycopg

        return psycopg.connect(
            self.conninfo, autocommit=True, options="-c client_min_messages=error"
        )


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """A fresh cluster with the extensions unaccent and pg_trgm; seconds to start.

    It is stopped and its folder removed when the block ends, or when this process does, whatever
    ends it. Raises BaselineUnavailable.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="romarin-pg-"))
    try:
        with _guard(programs, folder) as guard:  # at its end the pipes are closed and it is awaited
            _await_start(guard, folder)
            cluster = Cluster(folder)
            _add_extensions(cluster)
            yield cluster
    finally:
        # The guard may empty it only, where it does not own the folder above.
        shutil.rmtree(folder, ignore_errors=True)


def find_programs(path: str | None = None, debian: Path = DEBIAN) -> Path:
    """The folder of the programs: that of PATH, else the newest of Debian's.

    Raises BaselineUnavailable.
    """
    on_path = shutil.which("initdb", path=path)
    versions = sorted(debian.glob("*/bin"), key=_version, reverse=True)
    folders = [*([Path(on_path).resolve().parent] if on_path else []), *versions]
    for folder in folders:
        if all((folder / program).is_file() for program in PROGRAMS):
            return folder
    reason = f"PostgreSQL is not installed: {', '.join(PROGRAMS)} stand neither on PATH nor"
    raise BaselineUnavailable(NEEDED_BY, f"{reason} under {debian}/*/bin", REMEDY)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", folder.parent.name)))


def _guard(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    """The shell that starts the server, and ends it. Raises BaselineUnavailable."""
    options = OPTIONS.format(folder=folder)
    try:
        return subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", programs, folder, USER, " ".join(LOCALES), options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us, and we end it
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            **_as_unprivileged(folder),
        )
    except OSError as error:
        reason = f"the server cannot be started: {error.strerror or error}"
        raise BaselineUnavailable(NEEDED_BY, reason, REMEDY) from error


def _await_start(guard: subprocess.Popen[bytes], folder: Path) -> None:
    assert guard.stdout is not None
    if guard.stdout.readline().strip() != b"started":
        reason = f"the server does not start: {_complaint(folder / 'log')}"
        raise BaselineUnavailable(NEEDED_BY, reason, "mend that")


def _as_unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a program under another user when we are root; the folder becomes theirs."""
    if os.geteuid() != 0:
        return {}
    # Imported here: it does not exist on Windows, where there is no root either.
    import pwd

    known = {one.pw_name: one for one in pwd.getpwall()}
    user = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}


def _add_extensions(cluster: Cluster) -> None:
    import psycopg

    with cluster.connect() as connection:
        for extension in EXTENSIONS:
            try:
                connection.execute(f"CREATE EXTENSION {extension}")
            except psycopg.Error as error:
                reason = f"the extension {extension} is not installed: {error}"
                remedy = f"{REMEDY}, elsewhere with the package postgresql-contrib"
                raise BaselineUnavailable(NEEDED_BY, reason, remedy) from error


def _complaint(log: Path) -> str:
    """Why; there is no log where the unprivileged user cannot write one."""
    if not log.is_file():
        return f"{log.parent} cannot be reached by {' or '.join(UNPRIVILEGED)}; set TMPDIR"
    lines = log.read_text("utf-8", "replace").split("\n")
    told = [line.strip() for line in lines if "FATAL:" in line or "error:" in line]
    return told[-1] if told else "it does not say why"
