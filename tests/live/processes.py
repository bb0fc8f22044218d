"""Collab in processes of their own, on the test's database: as `make run` starts it, and as the compose file does."""

import json
import os
import shlex
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
import yaml
from django.conf import settings
from django.db import connection

from faults.ground import Server
from scripts.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
PROOF = "p" * 32
LOADED = 30  # seconds until a process that has just been started answers on a busy machine


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a process needs to run on this test's database, with `folder` as its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    kept |= {
        "DATA_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "collab.settings",
    }
    if connection.vendor == "postgresql":
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        kept |= {"DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}"}
    return kept | more


def embedded(port: int) -> list[str]:
    """The command of `make run`."""
    return [sys.executable, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)]


def websocket(port: int) -> list[str]:
    """The command of the compose file's websocket service, on loopback."""
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["websocket"]
    words = shlex.split(service["command"])
    for name, value in (("--host", "127.0.0.1"), ("--port", str(port))):
        words[words.index(name) + 1] = value
    return [sys.executable, "-m", *words, "--log-level", "warning"]


class Process(Server):
    """A server that is started, killed and started again on its port."""

    def kill(self) -> None:
        """End it at once, without any chance to tidy up."""
        self._signal(self.crash_signal)
        self.process.wait()

    @property
    def sockets(self) -> str:
        """Where its websockets are."""
        return f"ws://127.0.0.1:{self.port}/ws"


@pytest.fixture
def launch(db, tmp_path) -> Iterator[Callable[..., Process]]:
    """`launch(embedded)` is that process, answering; whatever still runs at the end is stopped."""
    started: list[Process] = []

    def start(command: Callable[[int], list[str]]) -> Process:
        port = free_port()
        redis = {"REDIS_URL": os.environ["REDIS_URL"]} if command is websocket else {}
        surroundings = environment(tmp_path, ALLOWED_HOSTS="127.0.0.1", **redis)
        process = Process(command(port), port, tmp_path / f"{port}.log", env=surroundings)
        started.append(process)
        process.start()
        return process

    yield start
    for process in started:
        process.kill()
    assert not [said for process in started if "Traceback" in (said := process.log.read_text())]


class Browser:
    """What somebody's browser asks a process for."""

    def __init__(self, process: Process, cookie: str):
        self.base = f"http://127.0.0.1:{process.port}"
        self.headers = {
            "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={PROOF}",
            "X-CSRFToken": PROOF,
            "HX-Request": "true",
        }

    def get(self, path: str) -> str:
        return self._ask(path, None, {})[1]

    def post(self, path: str, **fields) -> int:
        """Send a form as the page does; the status of the answer."""
        return self._ask(path, urlencode(fields, doseq=True).encode(), {})[0]

    def call(self, path: str, version: int, **body) -> int:
        """Have the API do something; the status of the answer."""
        more = {"Content-Type": "application/json", "If-Match": f'"v{version}"'}
        return self._ask(path, json.dumps(body).encode(), more)[0]

    def _ask(self, path: str, data: bytes | None, more: dict[str, str]) -> tuple[int, str]:
        request = urllib.request.Request(self.base + path, data, self.headers | more)
        try:
            with urllib.request.urlopen(request, timeout=LOADED) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()
