"""A real uvicorn in a thread beside the test, on a database that both see committed."""

import contextlib
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from collab.common import clock
from collab.live.application import LiveApplication
from collab.org.models import Person
from meetings import actions
from meetings.models import Minutes
from scripts.servers import free_port

from .editor import Editor
from .processes import launch  # noqa: F401  (a fixture)

SOON = 5


@pytest.fixture
def db(django_db_setup, django_db_blocker, tmp_path) -> Iterator[None]:
    """A copy of the test database whose commits the server's threads see, gone after the test."""
    with django_db_blocker.unblock(), copied(tmp_path / "collab.sqlite3") as name:
        kept, original = connections["default"], connections.settings["default"]["NAME"]
        connections.settings["default"]["NAME"] = name
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections.settings["default"]["NAME"] = original
            connections["default"] = kept


@contextlib.contextmanager
def copied(file: Path) -> Iterator[str]:
    """The name of a fresh copy: a file on SQLite, a database made from the template on PostgreSQL."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        yield str(file)
        return
    original = connection.settings_dict["NAME"]
    name = f"{original}_live"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def no_pages(scope, receive, send) -> None:
    """These tests open sockets only."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body"})


@pytest.fixture
def site(db) -> Iterator[str]:
    """The address of the live door of a running server."""
    with serving() as port:
        yield f"ws://127.0.0.1:{port}/ws/live/"


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """A server in a thread, stopped at the end."""
    port, ready = free_port(), threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets=None) -> None:
            await super().startup(sockets)
            ready.set()

    options = {"host": "127.0.0.1", "port": port, "log_level": "warning", "lifespan": "on"}
    server = Server(uvicorn.Config(LiveApplication(no_pages), **options, ws_per_message_deflate=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(SOON)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(SOON)


class Tab:
    """One open page: what it subscribes to and what it hears."""

    def __init__(self, socket: ClientConnection):
        self.socket = socket

    def ask(self, **message) -> dict:
        self.socket.send(json.dumps(message))
        return self.next()

    def next(self) -> dict:
        return json.loads(self.socket.recv(timeout=SOON))

    def pinged(self, topic: str) -> int:
        """Wait for a ping of this topic, passing over others; its number."""
        while True:
            message = self.next()
            if message.get("topic") == topic:
                return message["seq"]

    def closed_with(self) -> int:
        """Wait until the server closes the socket; the code it gives."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                self.socket.recv(timeout=SOON)
        return self.socket.close_code


@pytest.fixture
def open_tab(site) -> Iterator:
    """`open_tab(person)` is a signed-in page; `open_tab(cookie=…, headers=…)` anything else."""
    with contextlib.ExitStack() as stack:

        def opened(person: Person | None = None, *, headers: dict | None = None, **options) -> Tab:
            headers = dict(headers or {})
            if person is not None:
                headers["Cookie"] = cookie_of(person)
            return Tab(stack.enter_context(connect(site, additional_headers=headers, **options)))

        yield opened


def cookie_of(person: Person) -> str:
    """The header of a browser in which this person has just signed in."""
    return f"{settings.SESSION_COOKIE_NAME}={sign_in(person)}"


def sign_in(person: Person) -> str:
    """The key of a fresh session of this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


@pytest.fixture
def minutes(org, by) -> Minutes:
    """Of a meeting of planning with staff that is running; staff was noted as present."""
    planner, starts = by(org.planner), clock.now() - timedelta(minutes=5)
    meeting = actions.create_meeting(
        actor=planner,
        title="Old-town renewal 老城改造",
        department=org.planning,
        chair=org.planner,
        attendees=[org.staff, org.colleague],
        departments=[org.housing],
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        purpose="Agree on the market.",
    )
    actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version, reason="As ever.")
    meeting.refresh_from_db()
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    actions.check_in(meeting=meeting, actor=by(org.staff), version=meeting.version)
    return Minutes.objects.get(meeting=meeting)


@pytest.fixture
def sit(site, minutes) -> Iterator:
    """`sit(person)` has the minutes open in an editor."""
    address = f"{site.removesuffix('live/')}minutes/{minutes.pk}/?confirm"
    with contextlib.ExitStack() as stack:

        def down(person) -> Editor:
            editor = Editor(address, {"Cookie": cookie_of(person)})
            stack.callback(lambda: editor.socket.close())
            return editor

        yield down
