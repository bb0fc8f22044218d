"""The embedded runner as a process: it starts on an empty folder, says what is wrong, and ends clean."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from scripts.servers import free_port

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]


def serve(folder: Path, port: int, *arguments: str, **given: str) -> subprocess.Popen:
    """`manage.py serve` on its own data, without any server of others."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), *arguments],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", "SECRET_KEY": "x"} | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen, words: str) -> None:
    """Read its output up to the line with these words."""
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return
    pytest.fail("".join(said))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A data folder with somebody in it, so that no demo organisation is loaded."""
    folder = tmp_path_factory.mktemp("data")
    make = "from collab.org.models import Person; Person.objects.create(username='one', name='One')"
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", make]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=kept | {"DATA_DIR": str(folder)},
            check=True,
        )
    return folder


@pytest.fixture
def running(folder) -> Iterator[tuple[subprocess.Popen, int]]:
    """A server that answers, and its port."""
    port = free_port()
    process = serve(folder, port)
    try:
        read_until(process, "Collab is at")
        yield process, port
    finally:
        process.kill()
        process.wait()


def test_ctrl_c_ends_it_clean_with_a_socket_open(running):
    process, port = running
    with connect(f"ws://127.0.0.1:{port}/ws/live/") as socket:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=10)
        socket.close()
    assert (process.returncode, rest) == (0, "")


def test_a_port_that_is_taken_is_named_in_one_line(running, folder):
    _, port = running
    second = serve(folder, port)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said.count("\n") == 1
    assert said.startswith(f"PORT: 127.0.0.1:{port} cannot be used")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing"),
        ("DATA_DIR", "/proc/nowhere"),
        ("HOST", "nowhere.invalid"),
    ],
)
def test_what_cannot_be_reached_is_named_in_one_line(tmp_path, variable, value):
    process = serve(tmp_path, free_port(), **{variable: value})
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert said.startswith(f"{variable}: ")


def test_a_database_of_a_newer_version_is_refused(folder):
    with sqlite3.connect(folder / "collab.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '9999_later', '2030-01-01')"
        )
    process = serve(folder, free_port())
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "tasks.9999_later is unknown here" in said
    assert said.count("\n") == 1
