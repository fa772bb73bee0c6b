"""A scratch PostgreSQL server, reached by a socket in its own folder only: `python tests/postgresql.py` runs one until Ctrl-C and says where."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PORT = 5432
_DEBIAN = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, or None where PostgreSQL is not installed."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).resolve().parent if known else None


@contextmanager
def server(*, safe: bool = False) -> Iterator[str]:
    """The address of a fresh server's database `postgres`; the server is stopped and its data removed afterwards.

    Unless it is to be `safe`, it does not wait for the disk.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgresql-"))
    user = _other_user(folder)
    options = f"-p {_PORT} -k {folder} -c listen_addresses=''" + ("" if safe else " -F -c full_page_writes=off")

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *words], user=user, check=True, stdout=subprocess.DEVNULL
        )

    try:
        run("initdb", "-U", "onrecord", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://onrecord@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user(folder: Path) -> str | None:
    """PostgreSQL does not run as root: the user that Debian made for it, who then owns the folder."""
    if os.getuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name


if __name__ == "__main__":
    import signal

    with server(safe=True) as address:
        print(f"PostgreSQL runs at {address}; stop it with Ctrl-C.", flush=True)  # noqa: T201  # what it is for
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Stopped.")  # noqa: T201
