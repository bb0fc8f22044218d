"""Starts the web and socket servers as production does, tells their memory, ends them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN = 60.0
AS_IN_DOCKERFILE = {"MALLOC_ARENA_MAX": "2"}


@contextlib.contextmanager
def running(command: list[str], env: Mapping[str, str], port: int, log: Path) -> Iterator[subprocess.Popen]:
    """The server runs while the block does."""
    with log.open("ab") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **AS_IN_DOCKERFILE, **env},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _await(server, port, log)
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _await(server: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{' '.join(server.args)} did not start:\n{log.read_text(errors='replace')[-3000:]}")


@contextlib.contextmanager
def web(application: str, env: Mapping[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """gunicorn with the settings of deploy/gunicorn.py; yields its port and process id."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--bind", f"127.0.0.1:{port}", application,
    ]  # fmt: skip
    with running(command, env, port, log) as server:
        yield port, server.pid


@contextlib.contextmanager
def sockets(application: str, env: Mapping[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """uvicorn with the flags of docker-compose.yml; yields its port and process id."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", application, "--port", str(port), "--ws-max-size", "65536",
        "--ws-per-message-deflate", "false", "--no-access-log",
    ]  # fmt: skip
    with running(command, env, port, log) as server:
        yield port, server.pid


def resident_mib(pid: int) -> float:
    """Resident memory of one process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children_of(pid: int) -> list[int]:
    """Its direct children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
