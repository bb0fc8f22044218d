"""An acknowledged write is never lost: clients keep a journal of every 2xx while servers are crashed under them."""

import http.client
import json
import os
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from .ground import Ground

CLIENTS = 4
CALM_SECONDS = 3.0


@dataclass
class Journal:
    """Acknowledgements on disk before anybody counts on them."""

    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: int = 0

    def keep(self, key: str, pk: int) -> None:
        with self.lock, self.path.open("a") as file:
            file.write(f"{key} {pk}\n")
            file.flush()
            os.fsync(file.fileno())
            self.count += 1

    def read(self) -> dict[str, int]:
        lines = self.path.read_text().split("\n") if self.path.exists() else []
        return {key: int(pk) for key, pk in (line.split() for line in lines if line)}


def say(port: int, secret: str, matter: int, key: str) -> int | None:
    """Post one comment under its key; its id, or None where no good answer came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {
        "Authorization": f"Bearer {secret}",
        "Idempotency-Key": key,
        "Content-Type": "application/json",
    }
    try:
        connection.request("POST", "/api/v1/comments/", json.dumps({"matter": matter, "body": key}), headers)
        answer = connection.getresponse()
        body = answer.read()
        return json.loads(body)["id"] if answer.status == 201 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def client(ground: Ground, secret: str, matter: int, journal: Journal, stop: threading.Event) -> None:
    """Write without pause; what was not acknowledged is sent again under the same key."""
    while not stop.is_set():
        key = uuid.uuid4().hex
        while (pk := say(ground.web.port, secret, matter, key)) is None:
            if stop.wait(0.1):
                return
        journal.keep(key, pk)


def run(ground: Ground, secret: str, matter: int, seconds: float) -> dict[str, int]:
    """Crash the database and the web servers by turns under load; then compare the journal with what is stored."""
    from django.db import close_old_connections, connection

    from collab.matters.models import Comment

    journal, stop = Journal(ground.folder / "acknowledged"), threading.Event()
    arguments = (ground, secret, matter, journal, stop)
    clients = [threading.Thread(target=client, args=arguments) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    until, turn = time.monotonic() + seconds, 0
    while time.monotonic() < until or turn < 2:
        ground.until_ready()
        time.sleep(CALM_SECONDS)
        (ground.postgres, ground.web)[turn % 2].crash()
        turn += 1
    ground.until_ready()
    time.sleep(CALM_SECONDS)
    stop.set()
    for one in clients:
        one.join()
    connection.close()
    close_old_connections()
    known = journal.read()
    stored = dict(Comment.objects.filter(matter=matter).values_list("body", "pk"))
    return {
        "acknowledged": len(known),
        "lost": sum(stored.get(key) != pk for key, pk in known.items()),
        "done twice": Comment.objects.filter(matter=matter).count() - len(stored),
        "database crashes": ground.postgres.crashes,
        "web crashes": ground.web.crashes,
    }
