"""Servers that can be crashed and come back on the same address with what they had kept."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from scripts.servers import free_port, ordinary_user, postgres_binaries, redis_binary

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN = 60.0
# What throw-away test servers switch off is on here: an acknowledged commit is on the disk.
HONEST = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "100"}


class Server:
    """One process on one port; `crash()` gives it no time to tidy up."""

    crash_signal = signal.SIGKILL

    def __init__(
        self, command: list[str], port: int, log: Path, *, user: dict | None = None, env: dict | None = None
    ):
        self.command, self.port, self.log = command, port, log
        self.user, self.env = user or {}, env
        self.crashes = 0
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT if not self.user else self.log.parent,
                env=os.environ | (self.env or {}),
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self.user,
            )
        self._await()

    def _await(self) -> None:
        until = time.monotonic() + START_WITHIN
        while self.port and time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        if self.port:
            raise RuntimeError(
                f"{self.command[0]} did not start:\n{self.log.read_text(errors='replace')[-2000:]}"
            )

    def crash(self) -> None:
        """End it the hard way, children included, and start it again."""
        self._signal(self.crash_signal)
        self.process.wait()
        self.crashes += 1
        self.start()

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class Postgres(Server):
    """SIGQUIT to the postmaster is `-m immediate`: no checkpoint, recovery from the log at the next start."""

    crash_signal = signal.SIGQUIT

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT if number == signal.SIGTERM else number)

    def crash(self) -> None:
        self._signal(self.crash_signal)
        self.process.wait()
        self.crashes += 1
        self.start()


class Ground:
    """All servers of a full installation: PostgreSQL, Redis, web, worker, two beats."""

    def __init__(self, folder: Path, postgres: Postgres, redis: Server):
        self.folder, self.postgres, self.redis = folder, postgres, redis
        self.environment = {
            "DATABASE_URL": f"postgres://collab@127.0.0.1:{postgres.port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
            "SECRET_KEY": "only-while-faults-are-tried-and-never-longer",
            "DATA_DIR": str(folder / "files"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "collab.settings",
        }
        celery = [sys.executable, "-m", "celery", "-A", "collab.celery"]
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py"]
        port = free_port()
        self.web = self._ours([*gunicorn, "--bind", f"127.0.0.1:{port}", "collab.wsgi"], "web", port)
        self.worker = self._ours([*celery, "worker", "--concurrency", "2", "--loglevel", "warning"], "worker")
        self.beats = [
            self._ours([*celery, "beat", "--schedule", str(folder / f"beat-{turn}")], f"beat-{turn}")
            for turn in (1, 2)
        ]

    def _ours(self, command: list[str], name: str, port: int = 0) -> Server:
        return Server(command, port, self.folder / f"{name}.log", env=self.environment)

    def start_site(self) -> None:
        for server in (self.web, self.worker, *self.beats):
            server.start()

    def until_ready(self) -> None:
        """Wait for the web servers to answer for database and all; gunicorn listens before it can."""
        until = time.monotonic() + START_WITHIN
        while time.monotonic() < until:
            address = f"http://127.0.0.1:{self.web.port}/readyz"
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=20):
                return
            time.sleep(0.1)
        raise RuntimeError(f"the site is not ready:\n{self.web.log.read_text(errors='replace')[-2000:]}")

    def stop_site(self) -> None:
        for server in (*self.beats, self.worker, self.web):
            if server.process:
                server.stop()


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """PostgreSQL and Redis run; the site is started by whoever has prepared the database."""
    folder, owner = Path(tempfile.mkdtemp(prefix="collab-faults-")), ordinary_user()
    user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    try:
        folder.chmod(0o755)
        (folder / "files").mkdir()
        home = folder / "postgres"
        home.mkdir()
        if owner:
            os.chown(home, owner.pw_uid, owner.pw_gid)
        made = Ground(folder, _postgres(home, user), _redis(folder))
        made.postgres.start()
        made.redis.start()
        try:
            yield made
        finally:
            made.stop_site()
            made.redis.stop()
            made.postgres.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres(home: Path, user: dict) -> Postgres:
    binaries, port = postgres_binaries(), free_port()
    make = [
        binaries / "initdb",
        "--pgdata",
        home / "data",
        "--username",
        "collab",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
    ]
    subprocess.run([*make, "--locale", "C.UTF-8"], cwd=home, check=True, stdout=subprocess.DEVNULL, **user)
    options = HONEST | {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(home),
    }
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = home / "server.log"
    log.touch(mode=0o666)
    return Postgres([str(binaries / "postgres"), "-D", str(home / "data"), *flags], port, log, user=user)


def _redis(folder: Path) -> Server:
    port = free_port()
    command = [
        str(redis_binary()),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    return Server(command, port, folder / "redis.log")
